using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Asking;
using Werkstrom.Store.Queries;

namespace Werkstrom.Plant.Samples;

/// <summary>Figures of a signal per bucket of time, and values of several signals at given instants.</summary>
static class BucketEndpoints
{
    const int MostBuckets = 100_000;
    const int MostInstants = 10_000;
    const int MostSignals = 100;

    /// <summary>Maps the endpoints below <c>/api/signals</c>.</summary>
    public static void MapBuckets(this IEndpointRouteBuilder signals)
    {
        signals.MapGet("/{id:int}/buckets", Get).WithName("GetBuckets")
            .WithSummary("Figures per bucket: n, least, greatest, mean, sum, first, last, time-weighted mean, increase of a counter");
        signals.MapPost("/as-of", AsOf).WithName("GetValuesAsOf")
            .WithSummary("The last value of several signals at or before each of many instants");
    }

    static async Task<Results<Ok<BucketList>, ValidationProblem, ProblemHttpResult>> Get(
        int id,
        [Description("First instant, ISO 8601, UTC")] string? from,
        [Description("First instant after the span")] string? to,
        [Description("PT1S to PT24H, or P1D, P1W, P1M in a zone; default PT1H")] string? every,
        [Description("IANA name of the zone of days, weeks, months; default UTC")] string? zone,
        SignalCatalog catalog, SampleQueries queries, CancellationToken stop)
    {
        var faults = new Faults();
        var range = Ask.Range(from, to, faults);
        var size = Iso.Bucket(every, zone, faults);
        if (range is { } span && size?.Length is { } length && span.Length / length > MostBuckets)
            faults.Add("every", $"every ({every}) gives {span.Length / length:0} buckets; {MostBuckets} are allowed.");
        if (faults.Any)
            return faults.ToProblem();
        if (!catalog.TryGet(id, out var signal))
            return Refusals.NoSignal(id);

        var buckets = await queries.BucketsAsync([signal.Id], range!.Value, size!, stop);
        return TypedResults.Ok(new BucketList(SignalHead.Of(signal, catalog), [.. buckets[0].Select(b => BucketView.Of(b, signal.Kind))]));
    }

    static async Task<Results<Ok<AsOfAnswer>, ValidationProblem, ProblemHttpResult>> AsOf(
        AsOfAsk ask, SignalCatalog catalog, SampleQueries queries, CancellationToken stop)
    {
        var faults = new Faults();
        var instants = Instants(ask.Instants, faults);
        var oldest = Iso.Length(ask.AtMost);
        if (ask.AtMost is { Length: > 0 } && oldest is null)
            faults.Add("atMost", $"atMost ({ask.AtMost}) is not a duration such as PT10M.");
        if (ask.Signals is not { Length: > 0 and <= MostSignals })
            faults.Add("signals", $"signals must have 1 to {MostSignals} numbers of signals.");
        foreach (var id in (ask.Signals ?? []).Where(id => !catalog.TryGet(id, out _)))
            faults.Add("signals", $"There is no signal with the number {id}.");
        if (faults.Any)
            return faults.ToProblem();

        var columns = new List<AsOfColumn>();
        foreach (var id in ask.Signals!)
        {
            catalog.TryGet(id, out var signal);
            var values = await queries.AsOfAsync(signal!.Id, instants, oldest, stop);
            columns.Add(new(SignalHead.Of(signal, catalog), [.. values.Select(value => double.IsNaN(value) ? (double?)null : value)]));
        }
        return TypedResults.Ok(new AsOfAnswer(columns));
    }

    static long[] Instants(string[]? given, Faults faults)
    {
        if (given is not { Length: > 0 and <= MostInstants })
        {
            faults.Add("instants", $"instants must have 1 to {MostInstants} instants such as 2026-11-22T00:00:00Z.");
            return [];
        }
        var instants = new long[given.Length];
        for (var i = 0; i < given.Length; i++)
        {
            if (Ask.TryInstant(given[i], out var instant))
                instants[i] = Micros.Of(instant);
            else
                faults.Add("instants", $"instants[{i}] ({given[i]}) is not an instant such as 2026-11-22T00:00:00Z.");
        }
        return instants;
    }

    /// <summary>What is asked as of many instants.</summary>
    /// <param name="Signals">Numbers of signals, 1 to 100.</param>
    /// <param name="Instants">Instants, ISO 8601 UTC, 1 to 10,000.</param>
    /// <param name="AtMost">How old a value may be, ISO 8601 duration; null for any age.</param>
    internal sealed record AsOfAsk(int[]? Signals, string[]? Instants, string? AtMost);
}

/// <summary>Figures of a signal.</summary>
/// <param name="Signal">What it is.</param>
/// <param name="Buckets">Buckets with samples, in order of time.</param>
sealed record BucketList(SignalHead Signal, IReadOnlyList<BucketView> Buckets);

/// <summary>Figures of one bucket; n is how many samples they rest on.</summary>
/// <param name="Start">Start of the bucket, ISO 8601 UTC.</param>
/// <param name="N">How many samples.</param>
/// <param name="TimeWeightedMean">Mean weighted by how long each value held; null when it held for no time.</param>
/// <param name="Increase">What a counter gained, resets detected; null for other kinds.</param>
sealed record BucketView(
    string Start, long N, double Min, double Max, double Mean, double Sum, double First, double Last,
    double? TimeWeightedMean, double? Increase)
{
    /// <summary>The wire shape of a bucket.</summary>
    public static BucketView Of(Bucket bucket, SignalKind kind) => new(
        Iso.Of(bucket.Start), bucket.Count, bucket.Min, bucket.Max, bucket.Mean, bucket.Sum, bucket.First, bucket.Last,
        bucket.TimeWeightedMean, kind == SignalKind.Counter ? bucket.Increase : null);
}

/// <summary>Values as of the instants that were asked.</summary>
/// <param name="Columns">One for each signal, in the order asked.</param>
sealed record AsOfAnswer(IReadOnlyList<AsOfColumn> Columns);

/// <summary>Values of one signal; null where there was none.</summary>
sealed record AsOfColumn(SignalHead Signal, IReadOnlyList<double?> Values);
