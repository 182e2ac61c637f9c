using Microsoft.AspNetCore.Http.HttpResults;
using Werkstrom.Kernel.Catalogs;

namespace Werkstrom.Plant.Asking;

/// <summary>Turns a change that was not made into its answer.</summary>
static class Changes
{
    extension(ChangeProblem problem)
    {
        /// <summary>404, 400 or 409 with the reason.</summary>
        public ProblemHttpResult ToResult() => problem.Fault switch
        {
            ChangeFault.NotFound => Refusals.NotFound(problem.Reason),
            ChangeFault.Conflict => Refusals.Conflict(problem.Reason),
            _ => Refusals.Invalid(problem.Reason),
        };
    }
}
