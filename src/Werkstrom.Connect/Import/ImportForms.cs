using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Connect.Import.Reading;
using Werkstrom.Kernel.Files;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.Import;

/// <summary>What the forms of the import pages send. They work without script; each ends with a redirect to a page.</summary>
static class ImportForms
{
    public static void MapImportForms(this IEndpointRouteBuilder routes)
    {
        var forms = routes.MapGroup("/import").RequireAuthorization(Policies.Engineer).ExcludeFromDescription();
        forms.MapPost("/upload", Upload).WithFormOptions(multipartBodyLengthLimit: ImportEndpoints.MaxRequestBytes)
            .WithMetadata(new RequestSizeLimitAttribute(ImportEndpoints.MaxRequestBytes));
        forms.MapPost("/{id}/change", (string id, [FromForm] IFormCollection form, ImportDesk desk, CancellationToken stop) => Change(id, form, desk, false, stop));
        forms.MapPost("/{id}/run", (string id, [FromForm] IFormCollection form, ImportDesk desk, CancellationToken stop) => Change(id, form, desk, true, stop));
        forms.MapPost("/{id}/cancel", (string id, [FromForm] IFormCollection _, ImportDesk desk, CancellationToken stop) =>
            Do(id, desk, (import, _) => Task.FromResult(desk.Cancel(import)), stop));
        forms.MapPost("/{id}/undo", (string id, [FromForm] IFormCollection _, ImportDesk desk, CancellationToken stop) => Do(id, desk, desk.UndoAsync, stop));
        forms.MapPost("/{id}/delete", Delete);
    }

    static async Task<RedirectHttpResult> Upload(IFormFileCollection files, HttpContext http, ImportDesk desk, CancellationToken stop)
    {
        List<FileImport> imports = [];
        foreach (var file in files.Where(f => f.Length > 0))
        {
            try
            {
                await using var body = file.OpenReadStream();
                imports.Add(await desk.CreateAsync(body, file.FileName, new(), null, http.User.Identity?.Name ?? "", stop));
            }
            catch (Exception wrong) when (wrong is NotTextException or ArgumentException)
            {
                return See($"/import?error={Uri.EscapeDataString(wrong is NotTextException ? wrong.Message : "file.format")}");
            }
        }

        return See(imports switch { [] => "/import?error=file.none", [var one] => $"/import/{one.Id}", _ => "/import" });
    }

    static async Task<RedirectHttpResult> Change(string id, IFormCollection form, ImportDesk desk, bool run, CancellationToken stop)
    {
        if (await desk.FindAsync(id, stop) is not { } import)
            return See("/import");
        try
        {
            if (import.State == ImportState.Proposed)
                await desk.ChangeAsync(import, Read(form, import.Format).Without(import.Format), stop);
        }
        catch (Exception wrong) when (wrong is NotTextException or ArgumentException or FormatException)
        {
            return See($"/import/{id}?error={Uri.EscapeDataString(wrong is NotTextException ? wrong.Message : "change.wrong")}");
        }

        return run && await desk.RunAsync(import, stop) is { } refused ? See($"/import/{id}?error={Uri.EscapeDataString(refused)}") : See($"/import/{id}");
    }

    static async Task<RedirectHttpResult> Do(string id, ImportDesk desk, Func<FileImport, CancellationToken, Task<string?>> step, CancellationToken stop) =>
        await desk.FindAsync(id, stop) is not { } import ? See("/import")
            : await step(import, stop) is { } refused ? See($"/import/{id}?error={Uri.EscapeDataString(refused)}") : See($"/import/{id}");

    static async Task<RedirectHttpResult> Delete(string id, [FromForm] IFormCollection form, ImportDesk desk, CancellationToken stop)
    {
        _ = form;
        if (await desk.FindAsync(id, stop) is { } import)
            await desk.DeleteAsync(import, stop);
        return See("/import");
    }

    internal static FormatChange Read(IFormCollection form, ImportFormat format) => new()
    {
        Encoding = Text(form, "encoding"),
        Delimiter = Text(form, "delimiter"),
        HeaderLine = long.TryParse(form["header"], NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : null,
        Decimal = Text(form, "decimal"),
        Thousands = form["thousands"].Count > 0 ? form["thousands"].ToString() : null,
        Path = Text(form, "path"),
        Kind = Enum.TryParse<TimeKind>(form["kind"], out var kind) ? kind : null,
        Pattern = Text(form, "pattern"),
        Zone = Text(form, "zone"),
        Start = DateTimeOffset.TryParse(form["start"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start) ? start : null,
        StepSeconds = double.TryParse(form["step"], NumberStyles.Float, CultureInfo.InvariantCulture, out var step) ? step : null,
        Columns = [.. Enumerable.Range(0, format.Columns.Count).Select(i => new ColumnChange(
            i, Enum.TryParse<ColumnRole>(form[$"role.{i}"], out var role) ? role : null, Text(form, $"name.{i}"),
            form[$"unit.{i}"].Count > 0 ? form[$"unit.{i}"].ToString() : null))],
    };

    static string? Text(IFormCollection form, string name) => form[name].ToString() is { Length: > 0 } text ? text : null;

    static RedirectHttpResult See(string path) => TypedResults.LocalRedirect("~" + path);
}
