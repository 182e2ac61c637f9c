using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Werkstrom.Plant.Asking;

/// <summary>Everything that is wrong with a request, gathered before it is answered: all at once, each by the name of its input.</summary>
sealed class Faults
{
    readonly Dictionary<string, List<string>> _byInput = [];

    /// <summary>True when something is wrong.</summary>
    public bool Any => _byInput.Count > 0;

    /// <summary>All rules that were broken, for a page.</summary>
    public IEnumerable<string> Texts => _byInput.Values.SelectMany(rules => rules);

    /// <summary>Notes a broken rule: what was given and what would be right.</summary>
    public void Add(string input, string rule)
    {
        if (!_byInput.TryGetValue(input, out var rules))
            _byInput[input] = rules = [];
        rules.Add(rule);
    }

    /// <summary>The answer 400 with all of them.</summary>
    public ValidationProblem ToProblem() => TypedResults.ValidationProblem(
        _byInput.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()),
        "The request was not carried out: " + string.Join(" ", Texts));
}

/// <summary>The answers to what is not there or not possible.</summary>
static class Refusals
{
    /// <summary>404 with the input that was not found.</summary>
    public static ProblemHttpResult NotFound(string what) =>
        TypedResults.Problem(what, statusCode: StatusCodes.Status404NotFound, title: "Not found");

    /// <summary>400 with what is impossible.</summary>
    public static ProblemHttpResult Invalid(string why) =>
        TypedResults.Problem(why, statusCode: StatusCodes.Status400BadRequest, title: "Not possible");

    /// <summary>409 with what stands in the way.</summary>
    public static ProblemHttpResult Conflict(string why) =>
        TypedResults.Problem(why, statusCode: StatusCodes.Status409Conflict, title: "Not possible now");

    /// <summary>503: too much at once.</summary>
    public static ProblemHttpResult Busy(string why) =>
        TypedResults.Problem(why, statusCode: StatusCodes.Status503ServiceUnavailable, title: "Busy");

    /// <summary>404 for the number of a signal.</summary>
    public static ProblemHttpResult NoSignal(int id) => NotFound($"There is no signal with the number {id}.");

    /// <summary>404 for the number of an asset.</summary>
    public static ProblemHttpResult NoAsset(int id) => NotFound($"There is no asset with the number {id}.");
}
