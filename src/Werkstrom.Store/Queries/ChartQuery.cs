using Werkstrom.Kernel.Signals;

namespace Werkstrom.Store.Queries;

/// <summary>A signal for so many pixels.</summary>
static class ChartQuery
{
    /// <summary>From this width of a pixel on the hourly figures are fine enough.</summary>
    static readonly long Coarse = 2 * Micros.PerHour;

    // more samples than that are not held in memory at once
    const long MostAtOnce = 2_000_000;

    // of so many samples the hourly figures are used already at half an hour a pixel
    const long Many = 4_000_000;

    public static Series Read(ReadConnection connection, Signal signal, TimeRange range, int pixels)
    {
        var (from, to) = (range.FromMicros, range.ToMicros);
        M4 m4 = new(from, to, pixels);
        GapFinder gaps = new(signal);
        var perPixel = (to - from) / pixels;
        var samples = perPixel >= Coarse || to - from < Micros.PerDay ? 0 : SampleReader.Estimate(connection, signal.Id, from, to);
        var byHours = perPixel >= Coarse || (samples > Many && perPixel >= Coarse / 4);
        var parts = byHours ? 1 : 1 + (samples / MostAtOnce);
        for (var part = 0L; part < parts; part++)
        {
            var (start, end) = (from + ((to - from) / parts * part), part == parts - 1 ? to : from + ((to - from) / parts * (part + 1)));
            var pieces = SampleReader.Read(connection, [signal.Id], start, end, byHours)[signal.Id];
            pieces.FeedTo(m4);
            pieces.FeedTo(gaps);
        }

        var (instants, values) = m4.End();
        Scale.Of(signal).Show(values);
        return new(instants, values, [], byHours || m4.Taken > instants.Length) { Gaps = gaps.End() };
    }
}
