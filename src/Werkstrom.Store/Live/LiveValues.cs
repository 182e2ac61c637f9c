using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Werkstrom.Store.Live;

/// <summary>The last value of every signal, in memory, and whoever watches them.</summary>
public sealed class LiveValues
{
    /// <summary>After a change a watcher waits so long for the rest of a burst; it also bounds how often watchers of other signals wake.</summary>
    static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(30);

    readonly SampleTracker _tracker;
    readonly TimeProvider _time;
    readonly Func<int, double, double> _shown;
    TaskCompletionSource _changed = New();
    int _waiting;

    internal LiveValues(SampleTracker tracker, TimeProvider time, Func<int, double, double> shown) =>
        (_tracker, _time, _shown) = (tracker, time, shown);

    /// <summary>The last value of a signal, by its instant.</summary>
    public bool TryGet(int signal, [NotNullWhen(true)] out LiveValue? value)
    {
        value = _tracker.TryGet(signal, out var track) ? Of(signal, track) : null;
        return value is not null;
    }

    /// <summary>
    /// Values as they become durable, in batches; while the reader is busy only the newest value of a signal is kept,
    /// so a slow reader costs nobody memory.
    /// </summary>
    /// <param name="signals">Numbers of the signals; empty for all.</param>
    /// <param name="atMostEvery">Least time between two batches, give or take a tenth.</param>
    /// <param name="stop">Ends the watch.</param>
    public IAsyncEnumerable<IReadOnlyList<LiveValue>> WatchAsync(
        IReadOnlyCollection<int> signals, TimeSpan atMostEvery, CancellationToken stop) =>
        WatchFromAsync(signals, atMostEvery, _tracker.Version, stop);

    /// <summary>How far each signal has come; see <see cref="SampleTracker.CopyTo"/>.</summary>
    internal void CopyTo(List<Advance> into) => _tracker.CopyTo(into);

    /// <summary>Wakes the watchers; called after each write to the log.</summary>
    internal void Changed()
    {
        if (Volatile.Read(ref _waiting) > 0)
            Interlocked.Exchange(ref _changed, New()).TrySetResult();
    }

    async IAsyncEnumerable<IReadOnlyList<LiveValue>> WatchFromAsync(
        IReadOnlyCollection<int> signals, TimeSpan atMostEvery, long since, [EnumeratorCancellation] CancellationToken stop)
    {
        List<(int Signal, Track Track)> changed = [];
        while (!stop.IsCancellationRequested)
        {
            await WaitAsync(since, stop);
            await Task.Delay(Linger, _time, stop);
            since = _tracker.Changed(signals, since, changed);
            if (changed.Count == 0)
                continue;
            yield return [.. changed.Select(c => Of(c.Signal, c.Track))];
            changed.Clear();
            // a tenth early: a source that sends at just this pace would else slip behind until a batch is skipped
            if (atMostEvery * 0.9 > Linger)
                await Task.Delay((atMostEvery * 0.9) - Linger, _time, stop);
        }
    }

    async Task WaitAsync(long since, CancellationToken stop)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            // taken before the version is looked at: a change in between completes it
            var changed = Volatile.Read(ref _changed).Task;
            if (_tracker.Version == since)
                await changed.WaitAsync(stop);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    LiveValue Of(int signal, Track track) => new(signal, track.Instant, _shown(signal, track.Value), track.Quality);
}

/// <summary>A last value.</summary>
/// <param name="Signal">Number of the signal.</param>
/// <param name="Instant">Microseconds since 1970, UTC.</param>
/// <param name="Value">In the signal's shown unit.</param>
/// <param name="Quality">See <see cref="Ingest.Quality"/>.</param>
public sealed record LiveValue(int Signal, long Instant, double Value, byte Quality);
