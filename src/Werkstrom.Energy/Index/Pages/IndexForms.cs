using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Index.Forecast;
using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Import;
using Werkstrom.Energy.Index.Reading;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Index.Verifying;
using Werkstrom.Energy.Jobs;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Pages;

/// <summary>What the forms of the page send, how far the work is that they start, and the picture of a year.</summary>
static class IndexForms
{
    const string Page = "/energy/index";

    public static void MapIndexForms(this IEndpointRouteBuilder routes)
    {
        var forms = routes.MapGroup(Page).RequireAuthorization(Policies.Engineer).ExcludeFromDescription();
        forms.MapPost("/{region}/import", ImportAsync).WithFormOptions(multipartBodyLengthLimit: IndexActEndpoints.MostBytes).WithMetadata(new RequestSizeLimitAttribute(IndexActEndpoints.MostBytes));
        forms.MapPost("/{region}/freeze", FreezeAsync);
        forms.MapPost("/{region}/forecast", ForecastAsync);
        var read = routes.MapGroup(Page).RequireAuthorization(Policies.Read).ExcludeFromDescription();
        read.MapPost("/{region}/verify", VerifyAsync);
        read.MapGet("/{region}/progress", Progress);
        read.MapGet("/{region}/{year:int}.svg", YearAsync);
    }

    static async Task<RedirectHttpResult> ImportAsync(string region, IFormFileCollection files, [FromForm] string? installed, RegionBook regions, IndexImporter importer, LongJobs jobs, CancellationToken stop)
    {
        if (await regions.FindAsync(region, stop) is null)
            return See(Page);
        var given = files.Where(f => f.Length > 0).ToList();
        if (given.Count == 0)
            return See($"{Page}?region={region}&error=file");
        if (IndexActEndpoints.Installed(installed) is not { } kW)
            return See($"{Page}?region={region}&error=installed");
        List<(string Name, string Text)> texts = [];
        foreach (var file in given)
        {
            using StreamReader reader = new(file.OpenReadStream(), Encoding.UTF8);
            texts.Add((file.FileName, await reader.ReadToEndAsync(stop)));
        }

        jobs.Start(region, "import", texts.Count, async (done, end) =>
        {
            List<(string File, ImportAnswer Answer)> answers = [];
            foreach (var (name, text) in texts)
            {
                answers.Add((name, await importer.RunAsync(new(region, name, text, kW), end)));
                done(answers.Count);
            }

            return answers;
        });
        return See($"{Page}?region={region}&job=1");
    }

    static async Task<RedirectHttpResult> FreezeAsync(
        string region, [FromForm] string? from, [FromForm] string? to, RegionBook regions, FreezeDesk desk, LongJobs jobs, TimeProvider time, CancellationToken stop)
    {
        if (await regions.FindAsync(region, stop) is not { } found)
            return See(Page);
        if (Span(from, to, time) is not { } span)
            return See($"{Page}?region={region}&error=span");
        jobs.Start(region, "freeze", span.To.DayNumber - span.From.DayNumber + 1, async (done, end) => await desk.AfterwardsAsync(found, span.From, span.To, end, done));
        return See($"{Page}?region={region}&job=1");
    }

    static async Task<RedirectHttpResult> ForecastAsync(
        string region, [FromForm] string? from, [FromForm] string? to, RegionBook regions, ForecastDesk desk, LongJobs jobs, TimeProvider time, CancellationToken stop)
    {
        if (await regions.FindAsync(region, stop) is not { } found)
            return See(Page);
        if (Span(from, to, time) is not { } span)
            return See($"{Page}?region={region}&error=span");
        jobs.Start(region, "forecast", span.To.DayNumber - span.From.DayNumber + 1, async (done, end) => await desk.AfterwardsAsync(found, span.From, span.To, end, done));
        return See($"{Page}?region={region}&job=1");
    }

    static async Task<RedirectHttpResult> VerifyAsync(string region, [FromForm] IFormCollection _, RegionBook regions, IndexVerifier verifier, LongJobs jobs, CancellationToken stop)
    {
        if (await regions.FindAsync(region, stop) is not { } found)
            return See(Page);
        jobs.Start(found.Code, "verify", 0, async (done, end) => await verifier.RunAsync(found.Code, end));
        return See($"{Page}?region={found.Code}&job=1");
    }

    static Ok<ProgressView> Progress(string region, LongJobs jobs) => TypedResults.Ok(ProgressView.Of(jobs.Of(region)));

    static async Task<Results<ContentHttpResult, NotFound>> YearAsync(string region, int year, bool? tall, RegionBook regions, IndexReader reader, HttpContext http, CancellationToken stop)
    {
        if (year is < 1990 or > 2200 || await regions.FindAsync(region, stop) is not { } found)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "private, max-age=60";
        return TypedResults.Text(HeatSvg.Draw(year, await reader.ReadAsync(found, new(year, 1, 1), new(year, 12, 31), stop, isBrief: true), tall == true), "image/svg+xml");
    }

    // until today only: tomorrow is frozen by itself
    static (DateOnly From, DateOnly To)? Span(string? from, string? to, TimeProvider time) =>
        DateOnly.TryParse(from, System.Globalization.CultureInfo.InvariantCulture, out var first) && DateOnly.TryParse(to, System.Globalization.CultureInfo.InvariantCulture, out var last)
            && first.Year >= 1990 && last >= first && last.DayNumber - first.DayNumber < IndexActEndpoints.MostDays && last <= GermanTime.Date(Quarters.Of(time.GetUtcNow())) ? (first, last) : null;

    static RedirectHttpResult See(string address) => TypedResults.Redirect(address, permanent: false, preserveMethod: false);
}
