using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>What the form of the page of files sends, and what it gives to download.</summary>
static class CsvForms
{
    const long Largest = 1L << 30;

    public static void MapCsvForms(this IEndpointRouteBuilder routes)
    {
        var forms = routes.MapGroup("/cases/life/csv").RequireAuthorization(Policies.Engineer).ExcludeFromDescription();
        forms.MapPost("/upload", UploadAsync).WithFormOptions(multipartBodyLengthLimit: Largest).WithMetadata(new RequestSizeLimitAttribute(Largest));
        forms.MapGet("/{id}/table.csv", Table);
        forms.MapGet("/{id}/model", Model);
    }

    static async Task<RedirectHttpResult> UploadAsync(
        IFormFileCollection files, [FromForm] string? unit, [FromForm] string? time, [FromForm] string? failure, CsvJobs jobs, CancellationToken stop)
    {
        if (files["train"] is not { Length: > 0 } train)
            return See("/cases/life/csv?error=none");
        var test = files["test"] is { Length: > 0 } given ? given : null;
        var running = await jobs.StartAsync(train, test, new(unit, time, failure), stop);
        return See($"/cases/life/csv?job={running.Id}");
    }

    static Results<FileContentHttpResult, NotFound> Table(string id, CsvJobs jobs) => jobs.Find(id)?.Result is { } result
        ? TypedResults.File(Encoding.UTF8.GetBytes(CsvTable.Csv(result)), "text/csv; charset=utf-8", "remaining-life.csv") : TypedResults.NotFound();

    static Results<FileContentHttpResult, NotFound> Model(string id, CsvJobs jobs)
    {
        if (jobs.Find(id)?.Result?.Model is not { } model)
            return TypedResults.NotFound();
        using MemoryStream file = new();
        model.Save(file);
        return TypedResults.File(file.ToArray(), "application/octet-stream", "remaining-life.model");
    }

    // 303: the browser asks for the page with GET
    static RedirectHttpResult See(string address) => TypedResults.Redirect(address, permanent: false, preserveMethod: false);
}
