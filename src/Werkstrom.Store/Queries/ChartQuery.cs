using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Queries;

/// <summary>A signal for so many pixels.</summary>
static class ChartQuery
{
    // from this width of a pixel on the hourly figures are fine enough, and for very many samples already at half an hour
    const long Coarse = 2 * Micros.PerHour;
    const long CoarseForMany = Micros.PerHour / 2;
    const long Many = 4_000_000;

    // more samples are not held in memory at once
    const long MostAtOnce = 2_000_000;

    // a shorter span is not worth an estimate: a sample a second gives less than Many
    const long Long = 45 * Micros.PerDay;

    public static Series Read(ReadLease lease, Signal signal, TimeRange range, int pixels)
    {
        var (from, to) = (range.FromMicros, range.ToMicros);
        M4 m4 = new(from, to, pixels);
        MeanFold means = new(from, to, pixels);
        GapFinder gaps = new(signal);
        var byHours = IsByHours(lease, signal, range, pixels);
        if (byHours || !SampleStream.TryFeed(lease, signal.Id, from, to, m4, means, gaps))
        {
            (m4, means, gaps) = (new(from, to, pixels), new(from, to, pixels), new(signal));
            Feed(lease, signal, range, byHours, m4, means, gaps);
        }

        var (instants, values) = m4.End();
        var (middles, averages) = means.End();
        Scale.Of(signal).Show(values);
        Scale.Of(signal).Show(averages);
        var isReduced = byHours || m4.Taken > instants.Length;
        return new(instants, values, [], isReduced) { Gaps = gaps.End(), Means = isReduced ? new(middles, averages) : null };
    }

    static bool IsByHours(ReadLease lease, Signal signal, TimeRange range, int pixels)
    {
        var perPixel = (range.ToMicros - range.FromMicros) / pixels;
        if (perPixel >= Coarse)
            return true;
        return perPixel >= CoarseForMany && range.ToMicros - range.FromMicros > Long
            && SampleReader.Estimate(lease, [signal.Id], range.FromMicros, range.ToMicros) > Many;
    }

    static void Feed(ReadLease lease, Signal signal, TimeRange range, bool byHours, params IFold[] folds)
    {
        var (from, to) = (range.FromMicros, range.ToMicros);
        var parts = byHours || to - from < Micros.PerDay ? 1 : 1 + (SampleReader.Estimate(lease, [signal.Id], from, to) / MostAtOnce);
        var length = (to - from) / parts;
        for (var part = 0L; part < parts; part++)
        {
            var start = from + (part * length);
            var pieces = SampleReader.Read(lease, [signal.Id], start, part == parts - 1 ? to : start + length, byHours)[signal.Id];
            foreach (var fold in folds)
                pieces.FeedTo(fold);
        }
    }
}
