using System.Diagnostics.CodeAnalysis;

namespace Werkstrom.Store.Live;

/// <summary>The last value of every signal, in memory, and whoever watches them.</summary>
public sealed class LiveValues
{
    /// <summary>The last value of a signal, by its instant.</summary>
    public bool TryGet(int signal, [NotNullWhen(true)] out LiveValue? value) => throw new NotImplementedException();

    /// <summary>
    /// Values as they become durable, in batches; while the reader is busy only the newest value of a signal is kept,
    /// so a slow reader costs nobody memory.
    /// </summary>
    /// <param name="signals">Numbers of the signals; empty for all.</param>
    /// <param name="atMostEvery">Least time between two batches.</param>
    /// <param name="stop">Ends the watch.</param>
    public IAsyncEnumerable<IReadOnlyList<LiveValue>> WatchAsync(
        IReadOnlyCollection<int> signals, TimeSpan atMostEvery, CancellationToken stop) => throw new NotImplementedException();
}

/// <summary>A last value.</summary>
/// <param name="Signal">Number of the signal.</param>
/// <param name="Instant">Microseconds since 1970, UTC.</param>
/// <param name="Value">In the signal's shown unit.</param>
/// <param name="Quality">See <see cref="Ingest.Quality"/>.</param>
public sealed record LiveValue(int Signal, long Instant, double Value, byte Quality);
