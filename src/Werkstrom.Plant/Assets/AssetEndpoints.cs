using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.People;
using Werkstrom.Plant.Asking;

namespace Werkstrom.Plant.Assets;

/// <summary>The asset tree and its changes.</summary>
static class AssetEndpoints
{
    const int MostLevels = 16;

    /// <summary>Maps <c>/api/assets</c>.</summary>
    public static void MapAssets(this IEndpointRouteBuilder api)
    {
        var assets = api.MapGroup("/assets").WithTags("Assets");
        assets.MapGet("/", Tree).WithName("GetAssetTree").WithSummary("The asset tree, or what stands below one asset, with counts and the most pressing state");
        assets.MapGet("/{id:int}", Get).WithName("GetAsset").WithSummary("One asset with its former paths");
        assets.MapGet("/by-path", GetByPath).WithName("GetAssetByPath").WithSummary("One asset by its path, or a former path");
        var edits = assets.MapGroup("").RequireAuthorization(Policies.Engineer);
        edits.MapPost("/", Create).WithName("CreateAsset").WithSummary("Makes an asset below another one, or at the root");
        edits.MapPatch("/{id:int}", Patch).WithName("ChangeAsset").WithSummary("Changes title, kind, position; what is not given stays");
        edits.MapPost("/{id:int}/move", Move).WithName("MoveAsset").WithSummary("Gives another name, another parent, or both, with all below; former paths still lead there");
        edits.MapPost("/{id:int}/merge", Merge).WithName("MergeAsset").WithSummary("Makes this asset part of another; assets and signals of equal names become one");
        edits.MapDelete("/former-paths", RemoveFormerPath).WithName("RemoveFormerAssetPath")
            .WithSummary("Takes a former path away from an asset, so that another one can have it; former paths of signals stay with them");
        edits.MapDelete("/{id:int}", Delete).WithName("DeleteAsset").WithSummary("Deletes an asset that has nothing below it and no signals");
    }

    static Results<Ok<AssetForest>, ValidationProblem> Tree(
        [Description("Number of the asset to begin below; without it the root")] string? root,
        [Description("Levels, 1 to 16; default 16")] string? depth, AssetTree tree, AssetCatalog catalog)
    {
        var faults = new Faults();
        var below = Ask.Number("root", root, 1, int.MaxValue, 0, faults);
        var levels = Ask.Number("depth", depth, 1, MostLevels, MostLevels, faults);
        if (below > 0 && !catalog.TryGet(below, out _))
            faults.Add("root", $"There is no asset with the number {below}.");
        return faults.Any ? faults.ToProblem() : TypedResults.Ok(new AssetForest(tree.Below(below > 0 ? below : null, levels)));
    }

    static Results<Ok<AssetDetail>, ProblemHttpResult> Get(int id, AssetCatalog catalog, AssetTree tree) =>
        catalog.TryGet(id, out var asset) ? Shown(asset, catalog, tree) : Refusals.NoAsset(id);

    static Results<Ok<AssetDetail>, ProblemHttpResult> GetByPath(
        [Description("Path or former path")] string? path, AssetCatalog catalog, AssetTree tree) =>
        catalog.TryGet(path ?? "", out var asset) ? Shown(asset, catalog, tree) : Refusals.NotFound($"There is no asset with the path {path}.");

    static async Task<Results<Created<AssetDetail>, ValidationProblem, ProblemHttpResult>> Create(
        CreateAsk ask, AssetCatalog catalog, AssetTree tree, CancellationToken stop)
    {
        var faults = new Faults();
        var name = Ask.Text("name", ask.Name, PathText.MaxName, faults);
        if (name.Length > 0 && PathText.CheckName(name) is { } reason)
            faults.Add("name", reason);
        if (ask.ParentId is { } parent && !catalog.TryGet(parent, out _))
            faults.Add("parentId", $"There is no asset with the number {parent}.");
        if (ask.Title is { Length: > 200 })
            faults.Add("title", $"title has {ask.Title.Length} letters; 200 are allowed.");
        if (faults.Any)
            return faults.ToProblem();
        var made = await catalog.CreateAsync(ask.ParentId, name, ask.Kind ?? "", string.IsNullOrWhiteSpace(ask.Title) ? null : ask.Title.Trim(), stop);
        return made.Problem is { } problem
            ? problem.ToResult()
            : TypedResults.Created($"/api/assets/{made.Value!.Id}", Shown(made.Value, catalog, tree).Value);
    }

    static async Task<Results<Ok<AssetDetail>, ProblemHttpResult>> Patch(
        int id, PatchAsk ask, AssetCatalog catalog, AssetTree tree, CancellationToken stop) =>
        Answer(await catalog.ChangeAsync(id, asset => asset with
        {
            Title = ask.Title is null ? asset.Title : ask.Title.Trim() is { Length: > 0 } title ? title : null,
            Kind = ask.Kind ?? asset.Kind,
            Position = ask.Position ?? asset.Position,
        }, stop), catalog, tree);

    static async Task<Results<Ok<AssetDetail>, ProblemHttpResult>> Move(
        int id, MoveAsk ask, AssetCatalog catalog, AssetTree tree, CancellationToken stop)
    {
        if (!catalog.TryGet(id, out var asset))
            return Refusals.NoAsset(id);
        var parent = ask.ToRoot ? null : ask.ParentId ?? asset.ParentId;
        return Answer(await catalog.MoveAsync(asset.Id, parent, ask.Name ?? asset.Name, stop), catalog, tree);
    }

    static async Task<Results<Ok<AssetDetail>, ProblemHttpResult>> Merge(
        int id, MergeAsk ask, AssetCatalog catalog, AssetTree tree, CancellationToken stop) =>
        Answer(await catalog.MergeAsync(id, ask.Into, stop), catalog, tree);

    static async Task<Results<NoContent, ProblemHttpResult>> Delete(int id, AssetCatalog catalog, CancellationToken stop) =>
        (await catalog.DeleteAsync(id, stop)).Problem is { } problem ? problem.ToResult() : TypedResults.NoContent();

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveFormerPath(
        [Description("The former path")] string? path, AssetCatalog catalog, CancellationToken stop) =>
        await catalog.RemoveFormerPathAsync(path ?? "", stop)
            ? TypedResults.NoContent()
            : Refusals.NotFound($"{path} is nobody's former path.");

    static Results<Ok<AssetDetail>, ProblemHttpResult> Answer(Change<Asset> change, AssetCatalog catalog, AssetTree tree) =>
        change.Problem is { } problem ? problem.ToResult() : Shown(change.Value!, catalog, tree);

    static Ok<AssetDetail> Shown(Asset asset, AssetCatalog catalog, AssetTree tree) =>
        TypedResults.Ok(new AssetDetail(AssetView.Of(asset, tree.Read()), catalog.FormerPaths(asset.Id)));

    /// <summary>A new asset.</summary>
    /// <param name="Name">Its name among its siblings.</param>
    /// <param name="ParentId">Number of the asset above; null for the root.</param>
    /// <param name="Kind">site, area, line, machine, meter, product, or a word of one's own; empty when not known.</param>
    /// <param name="Title">What people call it.</param>
    internal sealed record CreateAsk(string? Name, int? ParentId, string? Kind, string? Title);

    /// <summary>What is to be changed; null stays as it is, an empty title removes it.</summary>
    internal sealed record PatchAsk(string? Title, string? Kind, int? Position);

    /// <summary>Where an asset shall be.</summary>
    /// <param name="Name">Its name; null keeps it.</param>
    /// <param name="ParentId">Number of the asset above; null keeps it.</param>
    /// <param name="ToRoot">True moves it to the root.</param>
    internal sealed record MoveAsk(string? Name, int? ParentId, bool ToRoot = false);

    /// <summary>What an asset becomes part of.</summary>
    /// <param name="Into">Number of the asset that stays.</param>
    internal sealed record MergeAsk(int Into);
}

/// <summary>One asset.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="FormerPaths">Former paths that still lead to it.</param>
sealed record AssetDetail(AssetView Asset, IReadOnlyList<string> FormerPaths);
