using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.People;

namespace Werkstrom.Twins.Twin;

/// <summary>Which shells are about an asset, <c>/api/twins/{assetId}/shells</c>, and the form of the twin page.</summary>
static class ShellLinkEndpoints
{
    public static void MapShellLinks(this IEndpointRouteBuilder routes)
    {
        var links = routes.MapGroup("/api/twins/{assetId:int}/shells").WithTags("Twins");
        links.MapGet("/", ListAsync).RequireAuthorization(Policies.Read).WithName("GetTwinShells").WithSummary("The shells about an asset: its own, those that name it, and those that were linked to it");
        links.MapPost("/", LinkAsync).RequireAuthorization(Policies.Engineer).WithName("LinkTwinShell").WithSummary("Links a stored shell, such as the maker's, to an asset");
        links.MapDelete("/", UnlinkAsync).RequireAuthorization(Policies.Engineer).WithName("UnlinkTwinShell").WithSummary("Takes such a link away; the shell stays");
        links.MapPut("/model", ChooseAsync).RequireAuthorization(Policies.Engineer).WithName("ChooseTwinModel").WithSummary("Shows another of the 3D models that the shells of an asset name");
        routes.MapPost("/plant/twins/{assetId:int}/model-choice", ChosenAsync).RequireAuthorization(Policies.Engineer).ExcludeFromDescription();
        routes.MapPost("/plant/twins/{assetId:int}/shells", SentAsync).RequireAuthorization(Policies.Engineer).ExcludeFromDescription();
    }

    static async Task<Results<Ok<ShellView[]>, ProblemHttpResult>> ListAsync(int assetId, [FromServices] AssetShells shells, [FromServices] AssetCatalog assets, CancellationToken stop) =>
        assets.TryGet(assetId, out var asset)
            ? TypedResults.Ok<ShellView[]>([.. (await shells.OfAsync(asset, stop)).Select(s => new ShellView(s.Shell.Id, s.Shell.Value.IdShort, s.IsOwn, s.IsLinked, [.. s.Submodels.Select(m => m.Id)]))])
            : TypedResults.Problem($"There is no asset with the number {assetId}.", statusCode: StatusCodes.Status404NotFound);

    static async Task<Results<NoContent, ProblemHttpResult>> LinkAsync(
        int assetId, ShellWish wish, [FromServices] AssetShells shells, [FromServices] ShellModels models, CancellationToken stop)
    {
        var change = await shells.LinkAsync(assetId, wish.Id ?? "", stop);
        if (change.Problem is { } refused)
            return refused.ToResult();
        await models.RefreshAsync(assetId, stop);
        return TypedResults.NoContent();
    }

    static async Task<Results<NoContent, ProblemHttpResult>> UnlinkAsync(
        int assetId, string? id, [FromServices] AssetShells shells, [FromServices] ShellModels models, CancellationToken stop)
    {
        if (!await shells.UnlinkAsync(assetId, id ?? "", stop))
            return TypedResults.Problem($"The shell '{id}' is not linked to the asset {assetId}.", statusCode: StatusCodes.Status404NotFound);
        await models.RefreshAsync(assetId, stop);
        return TypedResults.NoContent();
    }

    static async Task<RedirectHttpResult> SentAsync(
        int assetId, [FromForm] string? link, [FromForm] string? unlink, [FromServices] AssetShells shells, [FromServices] ShellModels models, CancellationToken stop)
    {
        if (unlink is { Length: > 0 })
            await shells.UnlinkAsync(assetId, unlink, stop);
        else if (link is { Length: > 0 })
            await shells.LinkAsync(assetId, link, stop);
        await models.RefreshAsync(assetId, stop);
        return TypedResults.Redirect($"/plant/twins/{assetId}#shells");
    }

    static async Task<Results<NoContent, ProblemHttpResult>> ChooseAsync(int assetId, ModelWish wish, [FromServices] ShellModels models, CancellationToken stop) =>
        await models.ChooseAsync(assetId, wish.File ?? "", stop) ? TypedResults.NoContent()
            : TypedResults.Problem($"The shells of the asset {assetId} name no 3D model '{wish.File}'.", statusCode: StatusCodes.Status404NotFound);

    static async Task<RedirectHttpResult> ChosenAsync(int assetId, [FromForm] string? file, [FromServices] ShellModels models, CancellationToken stop)
    {
        var isShown = await models.ChooseAsync(assetId, file ?? "", stop);
        return TypedResults.Redirect($"/plant/twins/{assetId}{(isShown ? "?said=model-chosen" : "")}#model");
    }

    /// <summary>The 3D model that shall be shown.</summary>
    /// <param name="File">The path of the file, as the submodel names it.</param>
    internal sealed record ModelWish(string? File);

    /// <summary>The shell that shall be linked.</summary>
    /// <param name="Id">Its identifier.</param>
    internal sealed record ShellWish(string? Id);

    /// <summary>A shell about an asset.</summary>
    /// <param name="Id">Its identifier.</param>
    /// <param name="IdShort">Its short name.</param>
    /// <param name="IsOwn">True for the one that lives with the asset.</param>
    /// <param name="IsLinked">True when it was linked, so that the link can be taken away.</param>
    /// <param name="Submodels">Identifiers of its submodels that are here.</param>
    internal sealed record ShellView(string Id, string? IdShort, bool IsOwn, bool IsLinked, string[] Submodels);
}
