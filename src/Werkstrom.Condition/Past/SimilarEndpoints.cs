using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Condition.Past.Causes;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Past;

/// <summary>What the past says of a case.</summary>
static class SimilarEndpoints
{
    /// <summary>Longer than any search takes; then the client asks again, and the answer is there.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static void MapSimilar(this IEndpointRouteBuilder condition)
    {
        var cases = condition.MapGroup("/cases").WithTags("Condition").RequireAuthorization(Policies.Read);
        cases.MapGet("/{id:long}/similar", SimilarAsync).WithName("GetSimilarSituations")
            .WithSummary("Past situations that were unusual in the same way, how they ended, and the cause that they suggest");
        cases.MapGet("/{id:long}/similar/progress", ProgressAsync).WithName("GetSimilarProgress").WithSummary("Whether similar situations of a case are still looked for");
    }

    static async Task<Results<Ok<SimilarView>, ProblemHttpResult>> SimilarAsync(
        long id, PastDesk desk, Endings endings, HoldingCauses causes, AssetCatalog assets, CancellationToken stop)
    {
        var (isKnown, answer) = await desk.AskAsync(id, Patience, stop);
        if (!isKnown)
            return NoCase(id);
        if (answer is null)
            return TypedResults.Problem("The past is still searched; ask again in a minute.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Busy");
        var own = await endings.OfAsync(answer.Question.AssetId, answer.Question, stop);
        var (held, _) = await causes.OfAsync(answer.Question, Patience, stop);
        return TypedResults.Ok(SimilarView.Of(answer, CauseGuess.Of(answer, own.Failures), held, assets));
    }

    static async Task<Results<Ok<ProgressView>, ProblemHttpResult>> ProgressAsync(long id, PastDesk desk, CancellationToken stop)
    {
        var (isKnown, answer) = await desk.AskAsync(id, TimeSpan.Zero, stop);
        return isKnown ? TypedResults.Ok(new ProgressView(answer is null ? 0 : 1, null, answer is not null)) : NoCase(id);
    }

    /// <summary>404 for the number of a case.</summary>
    internal static ProblemHttpResult NoCase(long id) =>
        TypedResults.Problem($"There is no case with the number {id}, or it is of no asset that is there.", statusCode: StatusCodes.Status404NotFound, title: "Not found");
}

/// <summary>How far a search is.</summary>
/// <param name="Done">1 when it is over.</param>
/// <param name="Total">Null: not known.</param>
/// <param name="Finished">Whether it is over.</param>
sealed record ProgressView(int Done, int? Total, bool Finished);
