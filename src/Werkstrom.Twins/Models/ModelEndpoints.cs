using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;

namespace Werkstrom.Twins.Models;

/// <summary>The API of 3D models, <c>/api/twins/models</c>, and the form of the twin page.</summary>
static class ModelEndpoints
{
    // above what may be set, so that ours is the answer
    const long MostBytes = 501_000_000;

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/api/twins/models").WithTags("Twins");
        models.MapGet("/{assetId:int}", GetAsync).RequireAuthorization(Policies.Read).WithName("GetTwinModel").WithSummary("The 3D model of an asset as GLB");
        models.MapPut("/{assetId:int}", PutAsync).RequireAuthorization(Policies.Engineer).DisableAntiforgery().WithName("PutTwinModel")
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes)).WithSummary("Gives an asset a 3D model: a GLB or a glTF text (2.0) as the body, everything in one file; all faults at once");
        models.MapDelete("/{assetId:int}", DropAsync).RequireAuthorization(Policies.Engineer).WithName("DropTwinModel").WithSummary("Takes the 3D model of an asset away");
        routes.MapPost("/plant/twins/{assetId:int}/model", SentAsync).RequireAuthorization(Policies.Engineer).ExcludeFromDescription()
            .WithFormOptions(multipartBodyLengthLimit: MostBytes).WithMetadata(new RequestSizeLimitAttribute(MostBytes));
    }

    static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> GetAsync(int assetId, [FromServices] ModelBook models, CancellationToken stop) =>
        await models.FindAsync(assetId, stop) is { } model
            ? TypedResults.PhysicalFile(models.PathOf(model), "model/gltf-binary", model.FileName, model.GivenAt, new EntityTagHeaderValue($"\"{model.Hash}\""))
            : Missing(assetId);

    static async Task<Results<Ok<ModelView>, ValidationProblem, ProblemHttpResult>> PutAsync(
        int assetId, HttpContext http, [FromServices] ModelBook models, [FromServices] AssetCatalog assets, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out _))
            return TypedResults.Problem($"There is no asset with the number {assetId}.", statusCode: StatusCodes.Status404NotFound);
        if (await ReadAsync(http.Request.Body, http.Request.ContentLength, models, stop) is not { } file)
            return Wrong([models.TooLarge(http.Request.ContentLength ?? models.Largest + 1)]);
        var (model, faults) = await models.KeepAsync(assetId, "model.glb", file, stop);
        return model is null ? Wrong(faults) : TypedResults.Ok(ModelView.Of(model));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> DropAsync(int assetId, [FromServices] ModelBook models, CancellationToken stop) =>
        await models.DropAsync(assetId, stop) ? TypedResults.NoContent() : Missing(assetId);

    static async Task<RedirectHttpResult> SentAsync(
        int assetId, IFormFileCollection files, [FromForm] string? drop, [FromServices] ModelBook models, [FromServices] ModelRefusals refusals, CancellationToken stop)
    {
        if (drop is not null)
        {
            await models.DropAsync(assetId, stop);
            return See(assetId, "?said=model-gone#model");
        }

        if (files["file"] is not { Length: > 0 } sent)
            return See(assetId, $"?refused={refusals.Hold(Said([new(files["file"] is { FileName.Length: > 0 } ? "empty" : "choose")]))}#model");
        using var content = sent.OpenReadStream();
        if (await ReadAsync(content, sent.Length, models, stop) is not { } file)
            return See(assetId, $"?refused={refusals.Hold(Said([models.TooLarge(sent.Length)]))}#model");
        var (model, faults) = await models.KeepAsync(assetId, sent.FileName, file, stop);
        return See(assetId, model is null ? $"?refused={refusals.Hold(Said(faults))}#model" : "?said=model#model");
    }

    // null when it is too large
    static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, long? length, ModelBook models, CancellationToken stop)
    {
        if (length > models.Largest)
            return null;
        using MemoryStream all = new((int)(length ?? 0));
        var part = new byte[81_920];
        for (int read; (read = await body.ReadAsync(part, stop)) > 0;)
        {
            if (all.Length + read > models.Largest)
                return null;
            all.Write(part, 0, read);
        }

        return all.ToArray();
    }

    // in the language of the page that says it
    static string[] Said(IReadOnlyList<ModelFault> faults) => [.. faults.Select(f => f.In(CultureInfo.CurrentUICulture))];

    static ValidationProblem Wrong(IReadOnlyList<ModelFault> faults) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["model"] = [.. faults.Select(f => f.ToString())] });

    static ProblemHttpResult Missing(int assetId) => TypedResults.Problem($"The asset {assetId} has no 3D model.", statusCode: StatusCodes.Status404NotFound);

    // 303: the browser asks for the page with GET
    static RedirectHttpResult See(int assetId, string rest) => TypedResults.Redirect($"/plant/twins/{assetId}{rest}", permanent: false, preserveMethod: false);

    /// <summary>A 3D model that was kept.</summary>
    /// <param name="AssetId">Number of the asset.</param>
    /// <param name="Hash">SHA-256 of the file, hex.</param>
    /// <param name="Bytes">Its length.</param>
    /// <param name="Address">Where it is read.</param>
    internal sealed record ModelView(int AssetId, string Hash, long Bytes, string Address)
    {
        public static ModelView Of(ModelRow model) => new(model.AssetId, model.Hash, model.Bytes, model.Address);
    }
}
