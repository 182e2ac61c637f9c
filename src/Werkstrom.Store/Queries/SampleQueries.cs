using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Duck;
using Werkstrom.Store.Live;

namespace Werkstrom.Store.Queries;

/// <summary>
/// What can be asked of the samples. Values come in the signal's shown unit, instants in UTC, spans are half-open. Every
/// question is answered from one snapshot, in which every sample is that was acknowledged before (the wait for it is two seconds at most). A signal that is not known has no samples.
/// </summary>
public sealed class SampleQueries
{
    readonly SampleStore _store;
    readonly SignalCatalog _catalog;
    readonly TimeProvider _time;

    /// <summary>Asks this Store.</summary>
    public SampleQueries(SampleStore store, SignalCatalog catalog, TimeProvider time) => (_store, _catalog, _time) = (store, catalog, time);

    /// <summary>Every sample of a signal in a span, bad ones too, at most <paramref name="limit"/> from its start.</summary>
    public Task<Series> RawAsync(int signal, TimeRange range, int limit, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return ReadAsync(signal, range, (lease, found) => RawQuery.Read(lease, found, range, limit), stop);
    }

    /// <summary>
    /// A signal for a chart so many pixels wide: first, last, least and greatest of every pixel (M4), so that the picture is the
    /// one that all samples would give; bad samples are left out. Where a pixel is two hours wide or more, closed days come from
    /// the hourly figures. <see cref="Series.Gaps"/> tells where no line is to be drawn.
    /// </summary>
    public Task<Series> ChartAsync(int signal, TimeRange range, int pixels, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pixels);
        return ReadAsync(signal, range, (lease, found) => ChartQuery.Read(lease, found, range, pixels), stop);
    }

    /// <summary>
    /// Figures per bucket for several signals, in the order of <paramref name="signals"/>; bad samples are left out. They come
    /// from the hourly figures where the buckets begin at full hours, and are the same as from all samples.
    /// </summary>
    /// <exception cref="ArgumentException">The buckets are too many, or their zone is not known.</exception>
    public Task<IReadOnlyList<IReadOnlyList<Bucket>>> BucketsAsync(
        IReadOnlyList<int> signals, TimeRange range, BucketSize size, CancellationToken stop)
    {
        var edges = BucketEdges.Of(range, size);
        var found = signals.Select(Find).ToArray();
        var now = Micros.Of(_time.GetUtcNow());
        return ReadAsync(range.ToMicros, lease => BucketQuery.Read(lease, found, range, edges, now), stop);
    }

    /// <summary>
    /// The samples of several signals from the start of a span on, in the order of <paramref name="signals"/>, bad ones left out: who walks through
    /// a long past holds no more of it than a block.
    /// </summary>
    /// <param name="signals">Numbers of the signals.</param>
    /// <param name="range">The span.</param>
    /// <param name="step">Blocks end at full steps (since 1970 UTC) or with the span; one step is read at least.</param>
    /// <param name="most">About so many samples at most.</param>
    /// <param name="stop">Ends it.</param>
    public Task<SampleBlock> BlockAsync(IReadOnlyList<int> signals, TimeRange range, TimeSpan step, int most, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, TimeSpan.FromMicroseconds(1));
        var found = signals.Select(Find).ToArray();
        return ReadAsync(range.ToMicros, lease => BlockQuery.Read(lease, found, range, step.Ticks / TimeSpan.TicksPerMicrosecond, most), stop);
    }

    /// <summary>The last value at or before each instant (microseconds), no older than <paramref name="atMost"/>; NaN where there is none.</summary>
    public async Task<double[]> AsOfAsync(int signal, IReadOnlyList<long> instants, TimeSpan? atMost, CancellationToken stop) =>
        (await AsOfAsync([signal], instants, atMost, stop))[0];

    /// <summary>
    /// For each signal the last value at or before each instant: what the machine was at when something happened. Bad samples
    /// are passed over.
    /// </summary>
    /// <param name="signals">Numbers of the signals.</param>
    /// <param name="instants">Microseconds since 1970, UTC, in any order.</param>
    /// <param name="atMost">How old a value may be; null for any age.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>An array a signal with a value an instant, in their order; NaN where there is none.</returns>
    public Task<IReadOnlyList<double[]>> AsOfAsync(
        IReadOnlyList<int> signals, IReadOnlyList<long> instants, TimeSpan? atMost, CancellationToken stop)
    {
        var found = signals.Select(Find).ToArray();
        var to = instants.Count == 0 ? long.MinValue : instants.Max() + 1;
        return ReadAsync(to, lease => AsOfQuery.Read(lease, found, instants, atMost), stop);
    }

    /// <summary>
    /// What came in since a position of the log, whatever its instants: how watchers keep up. What came for days that were closed since then is
    /// no longer found by position; who was away for long reads by time first.
    /// </summary>
    /// <param name="position">Where the last stretch ended; below 0 gives the present position and no samples.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>At most 500,000 samples.</returns>
    public async Task<SampleTail> SinceAsync(long position, CancellationToken stop)
    {
        await _store.WhenOpenAsync(stop);
        return await _store.Reads.RunAsync(lease => TailQuery.Read(lease, position), stop);
    }

    /// <summary>The last value of each signal, from memory; null where there is none yet.</summary>
    public IReadOnlyList<LiveValue?> Last(IReadOnlyList<int> signals)
    {
        var values = new LiveValue?[signals.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = _store.Live.TryGet(signals[i], out var value) ? value : null;
        return values;
    }

    Signal? Find(int signal) => _catalog.TryGet(signal, out var found) ? found : null;

    Task<Series> ReadAsync(int signal, TimeRange range, Func<ReadLease, Signal, Series> read, CancellationToken stop) =>
        Find(signal) is { } found
            ? ReadAsync(range.ToMicros, lease => read(lease, found), stop)
            : Task.FromResult(new Series([], [], [], IsReduced: false));

    async Task<T> ReadAsync<T>(long to, Func<ReadLease, T> read, CancellationToken stop)
    {
        await _store.CatchUpAsync(to, stop);
        return await _store.Reads.RunAsync(read, stop);
    }
}
