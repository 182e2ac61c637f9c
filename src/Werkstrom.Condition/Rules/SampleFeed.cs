using System.Runtime.CompilerServices;
using Werkstrom.Condition.Watching;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Rules;

/// <summary>Stored samples in pieces, as they would have come.</summary>
sealed class SampleFeed(SampleQueries samples)
{
    const int LeastQuality = 64; // below it a sample is bad
    static readonly TimeSpan Piece = TimeSpan.FromDays(1);

    /// <summary>The samples of a span, by the number of the signal, piece by piece.</summary>
    /// <param name="signals">Which.</param>
    /// <param name="range">The span.</param>
    /// <param name="stop">Ends it.</param>
    public async IAsyncEnumerable<(DateTimeOffset Upto, IReadOnlyDictionary<int, SignalNews> News)> ReadAsync(
        IReadOnlyList<Signal> signals, TimeRange range, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var from = range.From; from < range.To; from += Piece)
        {
            var to = from + Piece < range.To ? from + Piece : range.To;
            Dictionary<int, SignalNews> news = [];
            foreach (var signal in signals.DistinctBy(s => s.Id))
            {
                var series = await samples.RawAsync(signal.Id, new(from, to), int.MaxValue, stop);
                if (series.Count > 0)
                    news[signal.Id] = Good(signal, series);
            }

            yield return (to, news);
        }
    }

    /// <summary>The last good value of a signal at or before an instant; null when there is none.</summary>
    public async Task<double?> BeforeAsync(Signal signal, DateTimeOffset at, CancellationToken stop) =>
        (await samples.AsOfAsync(signal.Id, [Micros.Of(at)], null, stop))[0] is var value && double.IsFinite(value) ? value : null;

    static SignalNews Good(Signal signal, Series series)
    {
        if (series.Qualities.AsSpan().IndexOfAnyInRange((byte)0, (byte)(LeastQuality - 1)) < 0)
            return new(signal, series.Instants, series.Values);
        int[] good = [.. Enumerable.Range(0, series.Count).Where(i => series.Qualities[i] >= LeastQuality)];
        return new(signal, [.. good.Select(i => series.Instants[i])], [.. good.Select(i => series.Values[i])]);
    }
}
