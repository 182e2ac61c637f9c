using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Api;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Alive;

/// <summary>The shell of an asset as a file.</summary>
static class AliveEndpoints
{
    const string Aasx = "application/asset-administration-shell-package+xml";

    public static void MapAlive(this IEndpointRouteBuilder routes) => routes.MapGet("/api/twins/{assetId:int}/aasx", GetAsync)
        .RequireAuthorization(Policies.Read).WithName("GetTwinPackage").WithTags("Twins").Produces(StatusCodes.Status200OK, contentType: Aasx)
        .WithSummary("The shell of an asset with all its submodels as an AASX package; equal content gives equal bytes");

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetAsync(int assetId, AssetCatalog assets, AliveIds ids, Shelf shelf, ShellPackages packages, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out var asset))
            return TypedResults.Problem($"There is no asset {assetId}.", statusCode: StatusCodes.Status404NotFound);
        var shell = (await shelf.GetAsync(EntryKind.Shell, ids.Shell(asset.Id), stop)).Shell;
        return TypedResults.File(await packages.OfAsync(shell, stop), Aasx, IdShorts.Of(asset.Name) + ".aasx");
    }
}
