using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.Import.Running;

/// <summary>Reads what the store holds now at given instants.</summary>
sealed class CurrentSamples(SampleQueries queries, SignalCatalog catalog)
{
    const int PerQuery = 100_000;

    /// <summary>Fills in what the store holds at the instants of a frame: quality 255 where there is nothing.</summary>
    /// <param name="frame">Signals and instants.</param>
    /// <param name="skip">Signals that are known to hold nothing.</param>
    /// <param name="values">Gets the values, in the stored unit.</param>
    /// <param name="qualities">Gets the qualities.</param>
    /// <param name="stop">Ends it.</param>
    public async Task FillAsync(JournalFrame frame, IReadOnlySet<int> skip, double[] values, byte[] qualities, CancellationToken stop)
    {
        Array.Fill(qualities, Quality.Deleted);
        if (frame.Signals.All(skip.Contains))
            return;
        foreach (var group in Enumerable.Range(0, frame.Count).GroupBy(i => frame.Signals[i]))
        {
            if (!skip.Contains(group.Key) && catalog.TryGet(group.Key, out var signal))
                await FillAsync(signal, group.ToDictionary(i => frame.Instants[i]), values, qualities, stop);
        }
    }

    async Task FillAsync(Signal signal, Dictionary<long, int> places, double[] values, byte[] qualities, CancellationToken stop)
    {
        var (from, to) = (places.Keys.Min(), places.Keys.Max() + 1);
        while (from < to)
        {
            var series = await queries.RawAsync(signal.Id, new(Micros.ToInstant(from), Micros.ToInstant(to)), PerQuery, stop);
            for (var i = 0; i < series.Count; i++)
            {
                if (places.TryGetValue(series.Instants[i], out var place))
                {
                    values[place] = (series.Values[i] - signal.Offset) / signal.Factor;
                    qualities[place] = series.Qualities.Length > i ? series.Qualities[i] : Quality.Good;
                }
            }

            from = series.Count < PerQuery ? to : series.Instants[^1] + 1;
        }
    }
}
