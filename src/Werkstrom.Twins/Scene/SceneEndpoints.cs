using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Twins.Scene;

/// <summary>The API of the scene, <c>/api/twins/scene</c>.</summary>
static class SceneEndpoints
{
    const int UsualSteps = 121;

    public static void MapSceneApi(this IEndpointRouteBuilder routes)
    {
        var scene = routes.MapGroup("/api/twins/scene").WithTags("Twins").RequireAuthorization(Policies.Read);
        scene.MapGet("/", GetAsync).WithName("GetScene").WithSummary("The plant, or what stands in one asset, laid out in metres, each thing with shape, state and main values");
        scene.MapGet("/states", StatesAsync).WithName("GetSceneStates").WithSummary("How the things of a scene are now");
        scene.MapGet("/past", PastAsync).WithName("GetScenePast").WithSummary("The values that a scene shows, as of instants of the past");
        var places = scene.MapGroup("/places").RequireAuthorization(Policies.Engineer);
        places.MapPut("/{assetId:int}", PutAsync).WithName("PutScenePlace").WithSummary("Puts an asset somewhere: metres from the origin of the group it stands in, degrees clockwise");
        places.MapDelete("/{assetId:int}", ResetAsync).WithName("ResetScenePlace").WithSummary("Puts an asset back to where the layout has it");
    }

    static async Task<Results<Ok<SceneView>, ValidationProblem>> GetAsync(
        [Description("Number of an asset; without it the whole plant")] string? asset, [FromServices] SceneReader scenes, [FromServices] AssetCatalog assets, CancellationToken stop)
    {
        RequestAsk ask = new();
        var id = Asset(ask, asset, assets);
        return ask.Problem is { } problem ? problem : TypedResults.Ok(await scenes.ReadAsync(id, stop));
    }

    static async Task<Results<Ok<SceneStates>, ValidationProblem>> StatesAsync(
        [Description("Number of an asset; without it the whole plant")] string? asset, [FromServices] SceneReader scenes, [FromServices] AssetCatalog assets, CancellationToken stop)
    {
        RequestAsk ask = new();
        var id = Asset(ask, asset, assets);
        return ask.Problem is { } problem ? problem : TypedResults.Ok(await scenes.StatesAsync(id, stop));
    }

    static async Task<Results<Ok<ScenePast>, ValidationProblem>> PastAsync(
        [Description("Number of an asset; without it the whole plant")] string? asset,
        [Description("The first instant, ISO 8601, UTC")] string? from, [Description("The last instant, at most seven days later")] string? to,
        [Description("How many instants, 2 to 720; default 121")] string? steps,
        [FromServices] ScenePastReader past, [FromServices] AssetCatalog assets, CancellationToken stop)
    {
        RequestAsk ask = new();
        var id = Asset(ask, asset, assets);
        var (first, last) = (ask.Instant("from", from, isNeeded: true), ask.Instant("to", to, isNeeded: true));
        var count = ask.Whole("steps", steps, 2, ScenePastReader.MostSteps) ?? UsualSteps;
        if (ask.Problem is null && (last <= first || last - first > ScenePastReader.Longest))
            ask.Add("to", $"to ({to}) must be after from ({from}), by seven days at most.");
        return ask.Problem is { } problem ? problem : TypedResults.Ok(await past.ReadAsync(id, first!.Value, last!.Value, count, stop));
    }

    static async Task<Results<Ok<PlaceRow>, ValidationProblem, ProblemHttpResult>> PutAsync(
        int assetId, PlaceAsk wish, [FromServices] ScenePlaces places, CancellationToken stop)
    {
        RequestAsk ask = new();
        PlaceRow row = new()
        {
            AssetId = assetId,
            X = Math.Round(ask.Number("x", wish.X, -ScenePlaces.Farthest, ScenePlaces.Farthest), 2),
            Z = Math.Round(ask.Number("z", wish.Z, -ScenePlaces.Farthest, ScenePlaces.Farthest), 2),
            Turn = ask.Number("turn", wish.Turn ?? 0, 0, 359),
        };
        if (ask.Problem is { } problem)
            return problem;
        var change = await places.PutAsync(row, wish.Seen, stop);
        return change.Problem is { } refused ? refused.ToResult() : TypedResults.Ok(change.Value!);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> ResetAsync(
        int assetId, [Description("Where it was seen; when it stands elsewhere by now, nothing is done (409)")] double? x, double? z, double? turn, [FromServices] ScenePlaces places, CancellationToken stop) =>
        (await places.ResetAsync(assetId, x is null ? null : new(x, z, turn), stop)).Problem is { } refused ? refused.ToResult() : TypedResults.NoContent();

    static int? Asset(RequestAsk ask, string? asset, AssetCatalog assets)
    {
        var id = ask.Whole("asset", asset, 1, int.MaxValue);
        if (id is { } number && !assets.TryGet(number, out _))
            ask.Add("asset", $"There is no asset with the number {number}.");
        return id;
    }

    /// <summary>Where an asset shall stand.</summary>
    /// <param name="X">Metres to the right of the origin of its group, -2000 to 2000.</param>
    /// <param name="Z">Metres to the front of it.</param>
    /// <param name="Turn">Degrees clockwise seen from above, 0 to 359; default 0.</param>
    /// <param name="Seen">Where the one who moves it saw it; when it stands elsewhere by now, nothing is done (409). Default: not looked at.</param>
    internal sealed record PlaceAsk(double? X, double? Z, double? Turn, PlaceSeen? Seen = null);
}
