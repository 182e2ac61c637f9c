using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Werkstrom.Kernel.Catalogs;

/// <summary>Changes that were not made, as answers of the API.</summary>
public static class ChangeResults
{
    extension(ChangeProblem problem)
    {
        /// <summary>ProblemDetails with 404, 400 or 409 and the reason.</summary>
        public ProblemHttpResult ToResult() => TypedResults.Problem(problem.Reason, statusCode: problem.Fault switch
        {
            ChangeFault.NotFound => StatusCodes.Status404NotFound,
            ChangeFault.Invalid => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status409Conflict,
        });
    }
}
