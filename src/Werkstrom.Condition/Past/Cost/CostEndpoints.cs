using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Past.Cost;

/// <summary>What waiting costs, and the figures that it is made of.</summary>
static class CostEndpoints
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static void MapCost(this IEndpointRouteBuilder condition)
    {
        var read = condition.MapGroup("").WithTags("Condition").RequireAuthorization(Policies.Read);
        read.MapGet("/cases/{id:long}/cost", CostAsync).WithName("GetCostOfWaiting").WithSummary("What waiting costs against acting now, day by day, in EUR with range; or which figures are missing");
        read.MapGet("/cost/{assetId:int}", InputsAsync).WithName("GetCostFigures").WithSummary("What standing still and mending cost an asset, and where each figure comes from");
        condition.MapPut("/cost/{assetId:int}", SetAsync).WithTags("Condition").RequireAuthorization(Policies.Engineer).WithName("SetCostFigures")
            .WithSummary("Sets what standing still and mending cost an asset and all below it; null holds as above, or as recorded");
    }

    static async Task<Results<Ok<CostView>, ProblemHttpResult>> CostAsync(long id, CaseCosts costs, CancellationToken stop)
    {
        var (isKnown, answer) = await costs.AskAsync(id, Patience, stop);
        if (!isKnown)
            return SimilarEndpoints.NoCase(id);
        return answer is null
            ? TypedResults.Problem("The past is still searched; ask again in a minute.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Busy")
            : TypedResults.Ok(CostView.Of(answer));
    }

    static async Task<Results<Ok<CostFigures>, ProblemHttpResult>> InputsAsync(int assetId, AssetCatalog assets, CostBook book, TimeProvider time, CancellationToken stop) =>
        assets.TryGet(assetId, out _) ? TypedResults.Ok(CostFigures.Of(await book.OfAsync(assetId, null, time.GetUtcNow(), stop))) : NoAsset(assetId);

    static async Task<Results<Ok<CostFigures>, ValidationProblem, ProblemHttpResult>> SetAsync(
        int assetId, CostAsk ask, AssetCatalog assets, CostSettings settings, CostBook book, TimeProvider time, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out _))
            return NoAsset(assetId);
        CostSetting wanted = new()
        {
            AssetId = assetId,
            DowntimePerHour = ask.DowntimePerHour,
            PlannedHours = ask.PlannedHours,
            UnplannedHours = ask.UnplannedHours,
            PartCost = ask.PartCost,
        };
        var errors = CostSettings.Errors(wanted).ToDictionary();
        foreach (var unknown in ask.Unknown?.Keys.AsEnumerable() ?? [])
            errors[unknown] = [$"{unknown} is not known; there are downtimePerHour, plannedHours, unplannedHours and partCost."];
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        await settings.SetAsync(wanted, stop);
        return TypedResults.Ok(CostFigures.Of(await book.OfAsync(assetId, null, time.GetUtcNow(), stop)));
    }

    static ProblemHttpResult NoAsset(int id) =>
        TypedResults.Problem($"There is no asset with the number {id}.", statusCode: StatusCodes.Status404NotFound, title: "Not found");
}

/// <summary>What shall hold for an asset; null holds as above, or as recorded.</summary>
/// <param name="DowntimePerHour">What an hour of standing still costs, EUR.</param>
/// <param name="PlannedHours">How long it stands for planned work.</param>
/// <param name="UnplannedHours">How long it stands after a failure.</param>
/// <param name="PartCost">What the part costs, EUR.</param>
sealed record CostAsk(decimal? DowntimePerHour, double? PlannedHours, double? UnplannedHours, decimal? PartCost)
{
    /// <summary>What was sent besides; it is refused, for a misspelt name would set nothing.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }
}
