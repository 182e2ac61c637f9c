using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Reading;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Index.Verifying;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Index;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index;

/// <summary>What can be read of the index, <c>/api/energy/index</c>.</summary>
static class IndexEndpoints
{
    public static void MapIndexApi(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/energy/index").WithTags("Energy");
        all.MapGet("/keys", Keys).WithName("ListIndexKeys").AllowAnonymous().WithSummary("The public keys that frozen days are signed with, as a JWK set");
        var index = all.MapGroup("").RequireAuthorization(Policies.Read).ProducesProblem(StatusCodes.Status404NotFound);
        index.MapGet("/", ListAsync).WithName("ListIndexRegions").WithSummary("The regions that have a green index");
        index.MapGet("/{region}", ReadAsync).WithName("GetGreenIndex").WithSummary("Index, share, CO2, forecast and seals of a region by the quarter-hour, German days from to to, both included; without them the last day known and the next");
        index.MapGet("/{region}/csv", CsvAsync).WithName("GetGreenIndexCsv").WithSummary("The same as CSV");
        index.MapGet("/{region}/{day}/seal", SealAsync).WithName("GetIndexSeal").WithSummary("A frozen day: its signature (JWS, ES256) and the inputs it was computed from");
        index.MapGet("/{region}/inputs/{day}", InputsAsync).WithName("GetIndexInputs").WithSummary("The inputs of a day in all their versions, as they are hashed");
        index.MapGet("/{region}/verify", VerifyAsync).WithName("VerifyIndex").WithSummary("Computes every frozen day again from what is kept; says which day breaks which rule");
    }

    static Ok<JwkSet> Keys(IndexKeys keys) => TypedResults.Ok(new JwkSet([.. keys.All.Select(k => new Jwk("EC", "P-256", "sig", "ES256", k.Id, k.X, k.Y))]));

    static async Task<Ok<List<RegionView>>> ListAsync(RegionBook regions, CancellationToken stop) => TypedResults.Ok((await regions.AllAsync(stop)).ConvertAll(RegionView.Of));

    static async Task<Results<Ok<IndexView>, ProblemHttpResult, ValidationProblem>> ReadAsync(
        string region, string? from, string? to, RegionBook regions, IndexReader reader, NextDayReader next, TimeProvider time, CancellationToken stop) =>
        await FindAsync(region, from, to, regions, reader, time, stop) switch
        {
            (null, _, _) => Missing(region),
            (_, _, { Count: > 0 } faults) => TypedResults.ValidationProblem(faults),
            ({ } found, var span, _) => TypedResults.Ok(new IndexView(
                found.Code, found.Name, found.PriceZone, GreenIndex.Formula, span.From, span.To, await reader.ReadAsync(found, span.From, span.To, stop), await next.ReadAsync(found, stop))),
        };

    static async Task<Results<ContentHttpResult, ProblemHttpResult, ValidationProblem>> CsvAsync(
        string region, string? from, string? to, RegionBook regions, IndexReader reader, TimeProvider time, HttpContext http, CancellationToken stop)
    {
        var (found, span, faults) = await FindAsync(region, from, to, regions, reader, time, stop);
        if (found is null)
            return Missing(region);
        if (faults.Count > 0)
            return TypedResults.ValidationProblem(faults);
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"green-index-{found.Code}-{span.From:yyyy-MM-dd}.csv\"");
        return TypedResults.Text(IndexCsv.Write(await reader.ReadAsync(found, span.From, span.To, stop)), "text/csv");
    }

    static async Task<Results<Ok<SealView>, ProblemHttpResult>> SealAsync(string region, string day, FreezeDesk desk, CancellationToken stop)
    {
        var row = DateOnly.TryParseExact(day, "yyyy-MM-dd", out var date) ? (await desk.ChainAsync(region, stop)).Find(r => r.Day == InputBook.Number(date)) : null;
        return row is null
            ? TypedResults.Problem($"No frozen day {day} of region {region} is here.", statusCode: StatusCodes.Status404NotFound, title: "Not found")
            : TypedResults.Ok(new SealView(row.Region, date, IndexSeal.Of(row), row.Jws, row.Inputs));
    }

    static async Task<Results<Ok<List<InputView>>, ProblemHttpResult>> InputsAsync(string region, string day, InputBook inputs, CancellationToken stop)
    {
        var rows = DateOnly.TryParseExact(day, "yyyy-MM-dd", out var date) ? (await inputs.AllAsync(region, stop)).Where(r => r.Day == InputBook.Number(date)).ToList() : [];
        return rows.Count == 0
            ? TypedResults.Problem($"No inputs of the day {day} of region {region} are here.", statusCode: StatusCodes.Status404NotFound, title: "Not found")
            : TypedResults.Ok(rows.ConvertAll(r => new InputView(r.Id, r.Version, r.Received, r.Hash, r.Inputs)));
    }

    static async Task<Results<Ok<VerifyAnswer>, ProblemHttpResult>> VerifyAsync(string region, RegionBook regions, IndexVerifier verifier, CancellationToken stop) =>
        await regions.FindAsync(region, stop) is { } found ? TypedResults.Ok(await verifier.RunAsync(found.Code, stop)) : Missing(region);

    /// <summary>The answer where there is no such region.</summary>
    public static ProblemHttpResult Missing(string region) =>
        TypedResults.Problem($"There is no region '{region}'.", statusCode: StatusCodes.Status404NotFound, title: "Not found");

    /// <summary>Reads a span of days; faults by field.</summary>
    public static (DateOnly From, DateOnly To) Span(string? from, string? to, DateOnly first, DateOnly last, int most, Dictionary<string, string[]> faults)
    {
        DateOnly Day(string name, string? text, DateOnly unless)
        {
            if (string.IsNullOrEmpty(text))
                return unless;
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 1990 or > 2200)
                faults[name] = [$"'{text}' must be a day such as 2024-07-01."];
            return day;
        }

        var span = (From: Day("from", from, first), To: Day("to", to, string.IsNullOrEmpty(from) ? last : Day("from", from, first)));
        if (faults.Count == 0 && span.To < span.From)
            faults["to"] = [FormattableString.Invariant($"The last day ({span.To:yyyy-MM-dd}) must not be before the first ({span.From:yyyy-MM-dd}).")];
        else if (faults.Count == 0 && span.To.DayNumber - span.From.DayNumber >= most)
            faults["to"] = [FormattableString.Invariant($"At most {most} days can be asked for at once, not {span.To.DayNumber - span.From.DayNumber + 1}.")];
        return span;
    }

    static async Task<(IndexRegion? Region, (DateOnly From, DateOnly To) Span, Dictionary<string, string[]> Faults)> FindAsync(
        string region, string? from, string? to, RegionBook regions, IndexReader reader, TimeProvider time, CancellationToken stop)
    {
        Dictionary<string, string[]> faults = [];
        if (await regions.FindAsync(region, stop) is not { } found)
            return (null, default, faults);
        var last = await reader.LastAsync(found.Code, stop) ?? GermanTime.Date(Quarters.Of(time.GetUtcNow()));
        return (found, Span(from, to, last.AddDays(-1), last.AddDays(1), IndexReader.MostDays, faults), faults);
    }
}
