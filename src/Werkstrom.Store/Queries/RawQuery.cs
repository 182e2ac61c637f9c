using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Queries;

/// <summary>Every sample of a span.</summary>
static class RawQuery
{
    // spans that are surely small are read at once, others in steps of growing length, so that a limit costs no more than it gives
    static readonly long AtOnce = 2 * Micros.PerHour;

    public static Series Read(ReadLease lease, Signal signal, TimeRange range, int limit)
    {
        SampleColumns all = new();
        var (from, to) = (range.FromMicros, range.ToMicros);
        for (var step = AtOnce; from < to && all.Count <= limit; step *= 2)
        {
            var end = to - from <= step ? to : from + step;
            var read = SampleReader.Read(lease, [signal.Id], from, end, byHours: false)[signal.Id].Samples;
            all.Add(read.Instants, read.Values, read.Qualities, []);
            from = end;
        }

        var isReduced = all.Count > limit;
        all.Truncate(limit);
        Scale.Of(signal).Show(all.Values);
        GapFinder gaps = new(signal);
        gaps.Add(all.Instants, all.Values);
        return new(all.Instants.ToArray(), all.Values.ToArray(), all.Qualities.ToArray(), isReduced) { Gaps = gaps.End() };
    }
}
