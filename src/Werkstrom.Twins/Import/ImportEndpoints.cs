using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Api;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Import;

/// <summary>Import of shells for programs, <c>/api/twins/imports</c>.</summary>
static class ImportEndpoints
{
    const string Aasx = "application/asset-administration-shell-package+xml";

    public static void MapImportApi(this IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup("/api/twins/imports").WithTags("Twins");
        imports.MapPost("/", TakeAsync).RequireAuthorization(Policies.Engineer).WithName("ImportShells").WithMetadata(new RequestSizeLimitAttribute(ImportRoom.Largest + 1))
            .WithSummary("Takes shells, submodels and concept descriptions of an AASX, JSON or XML file (the body) in, all or nothing; preview=true only says what would come, replace=true replaces what is here, tolerant=true takes what can be taken of a file that breaks rules");
        imports.MapGet("/", ListAsync).RequireAuthorization(Policies.Read).WithName("ListShellImports").WithSummary("Imports that can be taken back, newest first");
        imports.MapPost("/{id}/undo", UndoAsync).RequireAuthorization(Policies.Engineer).WithName("UndoShellImport")
            .WithSummary("Takes an import back: what was new goes, what was replaced is as before; 409 names what was changed since, unless force=true");
        routes.MapGet("/api/twins/shells/{id}/aasx", PackageAsync).RequireAuthorization(Policies.Read).WithName("GetShellPackage").WithTags("Twins")
            .Produces(StatusCodes.Status200OK, contentType: Aasx).WithSummary("A shell with its submodels, concept descriptions and files as an AASX package; its identifier is base64url");
    }

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> PackageAsync(string id, [FromServices] ShellPackages packages, [FromServices] Shelf shelf, CancellationToken stop)
    {
        try
        {
            var shell = await shelf.GetAsync(EntryKind.Shell, AasCall.Decode("id", id), stop);
            return TypedResults.File(await packages.OfAsync(shell.Shell, stop), Aasx, AasFiles.Safe(shell.Shell.IdShort ?? "shell") + ".aasx");
        }
        catch (ShellException refused)
        {
            return TypedResults.Problem(refused.Message, statusCode: StatusCodes.Status404NotFound);
        }
    }

    static async Task<Results<Ok<ImportPreview>, ValidationProblem, ProblemHttpResult>> TakeAsync(
        [FromBody] Stream body, string? file, bool? preview, bool? replace, bool? tolerant, [FromServices] ImportBook book, [FromServices] ImportRoom room, CancellationToken stop)
    {
        if (await room.ReceiveAsync(file ?? "file", body, stop) is not { } draft)
            return TypedResults.Problem($"The file is larger than {ImportRoom.Largest >> 20} MiB.", statusCode: StatusCodes.Status413PayloadTooLarge);
        try
        {
            using var content = room.Open(draft);
            return TypedResults.Ok(preview == true ? await book.PreviewAsync(draft.Name, content, stop)
                : await book.TakeAsync(draft.Name, content, new(replace == true, tolerant == true), stop));
        }
        catch (ShellException refused) when (refused.Refusal == Refusal.Changed)
        {
            return TypedResults.Problem(refused.Message, statusCode: StatusCodes.Status409Conflict);
        }
        catch (ShellException refused)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["file"] = [.. refused.Wrongs.Select(w => w.Text)] });
        }
        finally
        {
            room.Drop(draft);
        }
    }

    static async Task<Ok<IReadOnlyList<ImportRecord>>> ListAsync([FromServices] ImportBook book, CancellationToken stop) => TypedResults.Ok(await book.ListAsync(stop));

    static async Task<Results<Ok<ImportUndone>, Conflict<ImportUndone>, ProblemHttpResult>> UndoAsync(string id, bool? force, [FromServices] ImportBook book, CancellationToken stop)
    {
        try
        {
            var undone = await book.UndoAsync(id, force == true, stop);
            return undone.Changed.Count > 0 && force != true ? TypedResults.Conflict(undone) : TypedResults.Ok(undone);
        }
        catch (ShellException refused)
        {
            return TypedResults.Problem(refused.Message, statusCode: refused.Refusal == Refusal.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict);
        }
    }
}
