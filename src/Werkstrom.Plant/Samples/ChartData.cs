using Werkstrom.Store.Queries;

namespace Werkstrom.Plant.Samples;

/// <summary>A signal as a chart draws it, a column each.</summary>
/// <param name="Signal">What it is.</param>
/// <param name="T">Instants, milliseconds since 1970, UTC, ascending.</param>
/// <param name="V">Values at these instants, in the unit of the signal.</param>
/// <param name="Gaps">Spans without samples that are longer than expected: start and end in milliseconds.</param>
/// <param name="Reduced">True when samples were left out that would not be seen.</param>
/// <param name="Mean">When samples were left out: the mean of every four pixels, instants and values; else null.</param>
sealed record ChartData(SignalHead Signal, double[] T, double[] V, double[][] Gaps, bool Reduced, ChartData.MeanLine? Mean)
{
    /// <summary>The chart of a series.</summary>
    public static ChartData Of(SignalHead signal, Series series)
    {
        double[][] gaps = [.. series.Gaps.Select(gap => new[] { Millis(gap.From), Millis(gap.To) })];
        return new(
            signal, [.. series.Instants.Select(Millis)], series.Values, gaps, series.IsReduced,
            series.Means is { } means ? new([.. means.Instants.Select(Millis)], means.Values) : null);
    }

    static double Millis(long micros) => micros / 1000.0;

    /// <summary>Means over time.</summary>
    /// <param name="T">Instants, milliseconds since 1970, UTC, ascending.</param>
    /// <param name="V">Means, in the unit of the signal.</param>
    internal sealed record MeanLine(double[] T, double[] V);
}
