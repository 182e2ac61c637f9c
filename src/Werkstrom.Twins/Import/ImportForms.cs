using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Models;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Import;

/// <summary>What the forms of the page of shells send.</summary>
static class ImportForms
{
    const string Page = "/plant/shells";

    public static void MapImportForms(this IEndpointRouteBuilder routes)
    {
        var forms = routes.MapGroup(Page).RequireAuthorization(Policies.Engineer).ExcludeFromDescription();
        forms.MapPost("/upload", UploadAsync).WithFormOptions(multipartBodyLengthLimit: ImportRoom.Largest + 65_536).WithMetadata(new RequestSizeLimitAttribute(ImportRoom.Largest + 65_536));
        forms.MapPost("/take", TakeAsync);
        forms.MapPost("/undo", UndoAsync);
    }

    static async Task<RedirectHttpResult> UploadAsync(IFormFileCollection files, [FromServices] ImportRoom room, CancellationToken stop)
    {
        if (files["file"] is not { Length: > 0 } file)
            return See("?error=file");
        using var content = file.OpenReadStream();
        return await room.ReceiveAsync(file.FileName, content, stop) is { } draft ? See($"?draft={draft.Id}") : See("?error=large");
    }

    static async Task<RedirectHttpResult> TakeAsync(
        [FromForm] string? id, [FromForm] string? existing, [FromForm] string? tolerant, [FromServices] ImportBook book, [FromServices] ImportRoom room, [FromServices] ModelRefusals refusals, CancellationToken stop)
    {
        if (room.Find(id) is not { } draft)
            return See("?error=gone");
        try
        {
            using var content = room.Open(draft);
            var taken = await book.TakeAsync(draft.Name, content, new(existing == "replace", tolerant == "true"), stop);
            room.Drop(draft);
            return See($"?taken={taken.Import}");
        }
        catch (ShellException refused)
        {
            return See($"?draft={draft.Id}&refused={refusals.Hold([.. refused.Wrongs.Select(w => w.Text)])}");
        }
    }

    static async Task<RedirectHttpResult> UndoAsync([FromForm] string? id, [FromForm] string? force, [FromServices] ImportBook book, [FromServices] ModelRefusals refusals, CancellationToken stop)
    {
        try
        {
            var undone = await book.UndoAsync(id ?? "", force == "true", stop);
            return undone.Changed.Count > 0 && force != "true" ? See($"?undo={id}&refused={refusals.Hold([.. undone.Changed])}")
                : See(FormattableString.Invariant($"?removed={undone.Removed}&restored={undone.Restored}"));
        }
        catch (ShellException refused)
        {
            return See($"?error=undo&refused={refusals.Hold([.. refused.Wrongs.Select(w => w.Text)])}");
        }
    }

    // 303: the browser asks for the page with GET
    static RedirectHttpResult See(string rest) => TypedResults.Redirect(Page + rest, permanent: false, preserveMethod: false);
}
