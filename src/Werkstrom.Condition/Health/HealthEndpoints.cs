using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Condition.Assets;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Health;

static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder condition)
    {
        var health = condition.MapGroup("/health").WithTags("Condition");
        health.MapGet("", (HealthReport report, HealthBook book) => TypedResults.Ok(new HealthList(
                [.. report.All().Select(report.Summary)], book.Progress.Done, book.Progress.Total)))
            .RequireAuthorization(Policies.Read).WithName("ListHealth").WithSummary("The health of all machines, the worst first, 0 to 100, with the signals that show it; or why nothing can be said");
        health.MapGet("/{assetId:int}", Results<Ok<HealthDetail>, ProblemHttpResult> (int assetId, HealthReport report, HealthBook book) =>
                book.Of(assetId) is { } view ? TypedResults.Ok(report.Detail(view)) : Missing(assetId))
            .RequireAuthorization(Policies.Read).WithName("GetHealth").ProducesProblem(StatusCodes.Status404NotFound).WithSummary("The health of one machine: what it rests on, the ways in which it is run, drift against last month and sister machines");
        health.MapPut("/{assetId:int}/sensitivity", SetAsync)
            .RequireAuthorization(Policies.Engineer).WithName("SetSensitivity").ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Sets how easily an asset and what is below it speaks, 0 to 10; null: as the asset above");
    }

    static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> SetAsync(
        int assetId, SensitivityWish wish, AssetSettings settings, AssetCatalog assets, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out _))
            return Missing(assetId);
        if (wish.Sensitivity is not (null or (>= 0 and <= 10)))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["sensitivity"] = [$"sensitivity ({wish.Sensitivity}) must be from 0 to 10, or null."] });
        await settings.SetAsync(assetId, wish.Sensitivity, settings.At(assetId)?.IsWatched, stop);
        return TypedResults.NoContent();
    }

    static ProblemHttpResult Missing(int assetId) => TypedResults.Problem(
        $"There is no asset {assetId} with a health: a machine with at least two signals that measure.", statusCode: StatusCodes.Status404NotFound, title: "Not found");

    /// <summary>The health of all machines.</summary>
    /// <param name="Assets">The worst first.</param>
    /// <param name="Learned">How many of those that are being learned for the first time are done.</param>
    /// <param name="Learning">How many are being learned for the first time.</param>
    internal sealed record HealthList(IReadOnlyList<HealthSummary> Assets, int Learned, int Learning);

    /// <summary>How easily an asset speaks.</summary>
    /// <param name="Sensitivity">0 (hardly ever) to 10 (at every trifle); null: as the asset above.</param>
    internal sealed record SensitivityWish(double? Sensitivity);
}
