using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Connect.Import.Running;
using Werkstrom.Kernel.Files;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.Import;

/// <summary>The API of the import: a file becomes a proposal, a proposal is corrected and run, an import is undone.</summary>
static class ImportEndpoints
{
    /// <summary>No request is larger; <see cref="ImportOptions.MaxBytes"/> decides below it.</summary>
    public const long MaxRequestBytes = 1L << 40;

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup("/api/connect/imports").WithTags("Imports").RequireAuthorization(Policies.Engineer);
        imports.MapPost("/", Create).WithSummary("Takes a file as the body and proposes how to read it").DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(MaxRequestBytes));
        imports.MapGet("/", List).WithSummary("The imports, newest first");
        imports.MapGet("/formats", Formats).WithSummary("The formats that are remembered");
        imports.MapGet("/{id}", Get).WithSummary("One import: proposal, progress, result");
        imports.MapGet("/{id}/progress", ImportStream.Get).WithSummary("How far an import is, as server-sent events until its end")
            .Produces<ImportStep>(contentType: "text/event-stream");
        imports.MapPatch("/{id}", Change).WithSummary("Corrects a proposal");
        imports.MapPost("/{id}/run", Run).WithSummary("Starts an import, or goes on with one that was cut off");
        imports.MapPost("/{id}/cancel", Cancel).WithSummary("Stops an import; what is stored stays and can be undone");
        imports.MapPost("/{id}/undo", Undo).WithSummary("Takes an import back: earlier values come back, the rest is deleted");
        imports.MapDelete("/{id}", Delete).WithSummary("Forgets an import; its samples stay and can no longer be undone");
    }

    internal static async Task<Results<Created<ImportView>, ProblemHttpResult>> Create(
        HttpRequest request, [AsParameters] Wishes wishes, ImportDesk desk, ImportWords words, ImportProgress progress, CancellationToken stop)
    {
        try
        {
            var import = await desk.CreateAsync(
                request.Body, wishes.Name ?? "import.csv", wishes.Change(), wishes.Format, request.HttpContext.User.Identity?.Name ?? "", stop);
            return TypedResults.Created($"/api/connect/imports/{import.Id}", ImportView.Of(import, words, progress));
        }
        catch (NotTextException unreadable)
        {
            return TypedResults.Problem(words.Of(unreadable), statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            return TypedResults.Problem(words.OfWrong(wrong), statusCode: StatusCodes.Status400BadRequest);
        }
    }

    internal static async Task<Ok<List<ImportView>>> List(ImportDesk desk, ImportWords words, ImportProgress progress, CancellationToken stop) =>
        TypedResults.Ok((await desk.ListAsync(200, stop)).ConvertAll(i => ImportView.Of(i, words, progress)));

    internal static async Task<Ok<List<FormatView>>> Formats(ImportDesk desk, CancellationToken stop) =>
        TypedResults.Ok((await desk.FormatsAsync(stop)).ConvertAll(f => new FormatView(f.Name, f.Fingerprint, f.UsedAt)));

    internal static async Task<Results<Ok<ImportView>, NotFound>> Get(
        string id, ImportDesk desk, ImportWords words, ImportProgress progress, CancellationToken stop) =>
        await desk.FindAsync(id, stop) is { } import ? TypedResults.Ok(ImportView.Of(import, words, progress)) : TypedResults.NotFound();

    internal static async Task<Results<Ok<ImportView>, NotFound, ProblemHttpResult>> Change(
        string id, FormatChange change, ImportDesk desk, ImportWords words, ImportProgress progress, CancellationToken stop)
    {
        if (await desk.FindAsync(id, stop) is not { } import)
            return TypedResults.NotFound();
        if (import.State != ImportState.Proposed)
            return TypedResults.Problem(words["run.state"], statusCode: StatusCodes.Status409Conflict);
        try
        {
            await desk.ChangeAsync(import, change, stop);
            return TypedResults.Ok(ImportView.Of(import, words, progress));
        }
        catch (NotTextException unreadable)
        {
            return TypedResults.Problem(words.Of(unreadable), statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            return TypedResults.Problem(words.OfWrong(wrong), statusCode: StatusCodes.Status400BadRequest);
        }
    }

    internal static Task<Results<Accepted, NotFound, ProblemHttpResult>> Run(string id, ImportDesk desk, ImportWords words, CancellationToken stop) =>
        DoAsync(id, desk, words, desk.RunAsync, stop);

    internal static Task<Results<Accepted, NotFound, ProblemHttpResult>> Cancel(string id, ImportDesk desk, ImportWords words, CancellationToken stop) =>
        DoAsync(id, desk, words, (import, _) => Task.FromResult(desk.Cancel(import)), stop);

    internal static Task<Results<Accepted, NotFound, ProblemHttpResult>> Undo(string id, ImportDesk desk, ImportWords words, CancellationToken stop) =>
        DoAsync(id, desk, words, desk.UndoAsync, stop);

    internal static Task<Results<Accepted, NotFound, ProblemHttpResult>> Delete(string id, ImportDesk desk, ImportWords words, CancellationToken stop) =>
        DoAsync(id, desk, words, desk.DeleteAsync, stop);

    static async Task<Results<Accepted, NotFound, ProblemHttpResult>> DoAsync(
        string id, ImportDesk desk, ImportWords words, Func<FileImport, CancellationToken, Task<string?>> step, CancellationToken stop)
    {
        if (await desk.FindAsync(id, stop) is not { } import)
            return TypedResults.NotFound();
        return await step(import, stop) is { } refused
            ? TypedResults.Problem(words[refused], statusCode: StatusCodes.Status409Conflict)
            : TypedResults.Accepted($"/api/connect/imports/{id}");
    }

    /// <summary>What a sender knows from the start, in the query.</summary>
    /// <param name="Name">Name of the file.</param>
    /// <param name="Format">Name of a remembered format.</param>
    /// <param name="Into">Folder of the tree, or a template of paths.</param>
    /// <param name="Time">Pattern of the stamps.</param>
    /// <param name="Zone">Zone of stamps without offset.</param>
    /// <param name="Start">Instant of count 0.</param>
    /// <param name="Step">Seconds from one count to the next.</param>
    internal sealed record Wishes(string? Name, string? Format, string? Into, string? Time, string? Zone, DateTimeOffset? Start, double? Step)
    {
        public FormatChange Change() => new() { Path = Into, Pattern = Time, Zone = Zone, Start = Start, StepSeconds = Step };
    }

    /// <summary>A remembered format.</summary>
    internal sealed record FormatView(string Name, string Fingerprint, DateTimeOffset UsedAt);
}
