using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Asking;
using Werkstrom.Store.Queries;

namespace Werkstrom.Plant.Samples;

/// <summary>Samples of one signal: every one of them, page by page, or thinned out for a chart.</summary>
static class SampleEndpoints
{
    const int DefaultLimit = 10_000;
    const int MostSamples = 100_000;
    const int MostPixels = 10_000;

    /// <summary>Maps the endpoints below <c>/api/signals</c>.</summary>
    public static void MapSamples(this IEndpointRouteBuilder signals)
    {
        signals.MapGet("/{id:int}/samples", Get)
            .WithName("GetSamples").Produces<SamplePage>().Produces<ChartData>()
            .WithSummary("Samples of a signal in a half-open span; with pixels thinned out for a chart so wide");
        signals.MapGet("/by-path/samples", GetByPath)
            .WithName("GetSamplesByPath").Produces<SamplePage>().Produces<ChartData>()
            .WithSummary("The same by the path of a signal, or a former path");
    }

    static Task<Results<Ok<SamplePage>, Ok<ChartData>, ValidationProblem, ProblemHttpResult>> GetByPath(
        [Description("Path of the signal")] string? path, [AsParameters] SampleAsk ask,
        SignalCatalog catalog, SampleQueries queries, CancellationToken stop) =>
        catalog.TryGet(path ?? "", out var signal)
            ? Get(signal.Id, ask, catalog, queries, stop)
            : Task.FromResult<Results<Ok<SamplePage>, Ok<ChartData>, ValidationProblem, ProblemHttpResult>>(
                Refusals.NotFound($"There is no signal with the path {path}."));

    static async Task<Results<Ok<SamplePage>, Ok<ChartData>, ValidationProblem, ProblemHttpResult>> Get(
        int id, [AsParameters] SampleAsk ask, SignalCatalog catalog, SampleQueries queries, CancellationToken stop)
    {
        var faults = new Faults();
        var range = Ask.Range(ask.From, ask.To, faults);
        var pixels = Ask.Number("pixels", ask.Pixels, 1, MostPixels, 0, faults);
        var limit = Ask.Number("limit", ask.Limit, 1, MostSamples, DefaultLimit, faults);
        if (!string.IsNullOrEmpty(ask.Cursor) && !TryCursor(ask.Cursor, range, out range))
            faults.Add("cursor", $"cursor ({ask.Cursor}) is not the value of next from the page before.");
        if (faults.Any)
            return faults.ToProblem();
        if (!catalog.TryGet(id, out var signal))
            return Refusals.NoSignal(id);
        if (pixels > 0)
            return TypedResults.Ok(ChartData.Of(SignalHead.Of(signal, catalog), await queries.ChartAsync(signal.Id, range!.Value, pixels, stop)));

        var series = await queries.RawAsync(signal.Id, range!.Value, limit, stop);
        return TypedResults.Ok(SamplePage.Of(series, limit));
    }

    static bool TryCursor(string cursor, TimeRange? given, out TimeRange? range)
    {
        range = given;
        if (given is not { } whole)
            return true; // that the span is wrong has been said
        if (!long.TryParse(cursor, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var from)
            || from < whole.FromMicros || from >= whole.ToMicros)
        {
            return false;
        }

        range = new(Micros.ToInstant(from), whole.To);
        return true;
    }

    /// <summary>What is asked of the samples of a signal.</summary>
    internal sealed record SampleAsk(
        [property: Description("First instant, ISO 8601, UTC")] string? From,
        [property: Description("First instant after the span")] string? To,
        [property: Description("Width of a chart, 1 to 10000: thins the samples out")] string? Pixels,
        [property: Description("Samples a page, 1 to 100000; default 10000")] string? Limit,
        [property: Description("Value of next from the page before")] string? Cursor);
}

/// <summary>Every sample of a span, a page of them.</summary>
/// <param name="Samples">In order of time.</param>
/// <param name="Next">What to send as <c>cursor</c> for the page that follows; null on the last one.</param>
sealed record SamplePage(IReadOnlyList<Sample> Samples, string? Next)
{
    /// <summary>A page of samples.</summary>
    public static SamplePage Of(Series series, int limit)
    {
        var samples = new Sample[series.Count];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = new(Iso.Of(series.Instants[i]), series.Values[i], series.Qualities.Length > i ? series.Qualities[i] : (byte)192);
        var more = series.Count == limit ? (series.Instants[^1] + 1).ToString(CultureInfo.InvariantCulture) : null;
        return new(samples, more);
    }
}

/// <summary>One sample.</summary>
/// <param name="At">Instant, ISO 8601 UTC.</param>
/// <param name="Value">In the signal's shown unit.</param>
/// <param name="Quality">OPC quality: 192 and above good, 64 to 191 uncertain, below bad.</param>
sealed record Sample(string At, double Value, byte Quality);
