using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Duck;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Store.Queries;

/// <summary>Samples of several signals from the start of a span on, no more than a reader wants to hold at once.</summary>
static class BlockQuery
{
    public static SampleBlock Read(ReadLease lease, Signal?[] signals, TimeRange range, long step, int most)
    {
        int[] known = [.. signals.OfType<Signal>().Select(s => s.Id).Distinct()];
        if (known.Length == 0)
            return new(range.ToMicros, [.. signals.Select(_ => Nothing)]);
        var to = EndOf(lease, known, range, step, most);
        var read = SampleReader.Read(lease, known, range.FromMicros, to, byHours: false);
        return new(to, [.. signals.Select(s => s is null ? Nothing : Good(s, read[s.Id].Samples))]);
    }

    static Series Nothing => new([], [], [], IsReduced: false);

    // at least halved each time: samples are seldom spread evenly
    static long EndOf(ReadLease lease, int[] signals, TimeRange range, long step, int most)
    {
        var (from, to) = (range.FromMicros, range.ToMicros);
        while (BucketEdges.FloorTo(to - 1, step) > from && SampleReader.Estimate(lease, signals, from, to) is var count && count > most)
        {
            var fits = (long)((double)(to - from) * most / count);
            to = Math.Max(BucketEdges.FloorTo(from + Math.Min(fits, (to - from) / 2), step), BucketEdges.FloorTo(from, step) + step);
        }

        return to;
    }

    static Series Good(Signal signal, SampleColumns columns)
    {
        var qualities = columns.Qualities;
        var count = 0;
        foreach (var quality in qualities)
            count += quality < Quality.Uncertain ? 0 : 1;
        var instants = columns.Instants;
        var values = columns.Values;
        Scale.Of(signal).Show(values);
        if (count == qualities.Length)
            return new(instants.ToArray(), values.ToArray(), [], IsReduced: false);
        var (at, value) = (new long[count], new double[count]);
        for (int i = 0, next = 0; i < qualities.Length; i++)
        {
            if (qualities[i] >= Quality.Uncertain)
                (at[next], value[next++]) = (instants[i], values[i]);
        }

        return new(at, value, [], IsReduced: false);
    }
}

/// <summary>The first samples of a span.</summary>
/// <param name="ToMicros">Up to here all were read, microseconds since 1970, UTC; the next block begins here.</param>
/// <param name="Series">A signal each, without bad samples and without gaps and qualities.</param>
public sealed record SampleBlock(long ToMicros, IReadOnlyList<Series> Series);
