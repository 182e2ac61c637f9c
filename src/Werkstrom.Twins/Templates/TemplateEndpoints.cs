using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Templates;

/// <summary>The API of templates, <c>/api/twins/templates</c>.</summary>
static class TemplateEndpoints
{
    // above what may be sent, so that ours is the answer
    const long MostBytes = TemplateBook.LargestFile + 1_000_000;

    public static void MapTemplateApi(this IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup("/api/twins/templates").WithTags("Twins");
        templates.MapGet("/", ListAsync).RequireAuthorization(Policies.Read).WithName("GetTwinTemplates").WithSummary("The templates of submodels that were imported");
        templates.MapPost("/", ImportAsync).RequireAuthorization(Policies.Engineer).DisableAntiforgery().WithName("ImportTwinTemplates")
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes)).WithSummary("Imports the templates of a file, JSON, XML or AASX as the body; what has one obvious cure is mended and told, all other faults at once");
        templates.MapDelete("/", DeleteAsync).RequireAuthorization(Policies.Engineer).WithName("DeleteTwinTemplate").WithSummary("Takes a template away; what was made from it stays");
    }

    static async Task<Ok<IReadOnlyList<TemplateView>>> ListAsync([FromServices] TemplateBook templates, CancellationToken stop)
    {
        var all = await templates.ListAsync(stop);
        return TypedResults.Ok<IReadOnlyList<TemplateView>>([.. all.Select(e => new TemplateView(e.Id, e.Submodel.IdShort ?? "",
            e.Submodel.Administration is { Version: { } version } edition ? $"{version}.{edition.Revision ?? "0"}" : null, e.Submodel.SemanticId?.Keys[^1].Value))]);
    }

    static async Task<Results<Ok<ImportView>, ValidationProblem, ProblemHttpResult>> ImportAsync(HttpRequest request, [FromServices] TemplateBook templates, CancellationToken stop)
    {
        if (await ReadAsync(request.Body, request.ContentLength, stop) is not { } file)
            return TypedResults.Problem($"The file is larger than {TemplateBook.LargestFile} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        try
        {
            var import = await templates.ImportAsync(file, stop);
            return import.Faults.Count > 0 ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["template"] = [.. import.Faults.Select(f => f.ToString())] })
                : TypedResults.Ok(new ImportView([.. import.Taken.Select(t => t.Id)], [.. import.Mended.Select(f => f.ToString())]));
        }
        catch (ShellException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        [Description("Identifier of the template")] string? id, [FromServices] TemplateBook templates, CancellationToken stop) =>
        await templates.DeleteAsync(id ?? "", stop) ? TypedResults.NoContent()
            : TypedResults.Problem($"There is no template with the identifier {ShellException.Quote(id ?? "")}.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>What was sent; null when it is too large.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, long? length, CancellationToken stop)
    {
        if (length > TemplateBook.LargestFile)
            return null;
        using MemoryStream all = new((int)(length ?? 0));
        var part = new byte[81_920];
        for (int read; (read = await body.ReadAsync(part, stop)) > 0;)
        {
            if (all.Length + read > TemplateBook.LargestFile)
                return null;
            all.Write(part, 0, read);
        }

        return all.ToArray();
    }

    /// <summary>A template.</summary>
    /// <param name="Id">Its identifier.</param>
    /// <param name="IdShort">Its name.</param>
    /// <param name="Edition">Version and revision; null when it has none.</param>
    /// <param name="SemanticId">What it means; null when it does not say.</param>
    internal sealed record TemplateView(string Id, string IdShort, string? Edition, string? SemanticId);

    /// <summary>What was imported.</summary>
    /// <param name="Templates">Identifiers of the templates.</param>
    /// <param name="Mended">What broke a rule and was mended, each with its place.</param>
    internal sealed record ImportView(IReadOnlyList<string> Templates, IReadOnlyList<string> Mended);
}
