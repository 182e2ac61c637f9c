using Werkstrom.Store.Queries;

namespace Werkstrom.Plant.Samples;

/// <summary>A signal as a chart draws it, a column each.</summary>
/// <param name="Signal">What it is.</param>
/// <param name="T">Instants, milliseconds since 1970, UTC, ascending.</param>
/// <param name="V">Values at these instants, in the unit of the signal.</param>
/// <param name="Gaps">Spans without samples that are longer than expected: start and end in milliseconds.</param>
/// <param name="Reduced">True when samples were left out that would not be seen.</param>
sealed record ChartData(SignalHead Signal, double[] T, double[] V, double[][] Gaps, bool Reduced)
{
    /// <summary>The chart of a series.</summary>
    public static ChartData Of(SignalHead signal, Series series)
    {
        var instants = new double[series.Count];
        for (var i = 0; i < instants.Length; i++)
            instants[i] = Millis(series.Instants[i]);
        double[][] gaps = [.. series.Gaps.Select(gap => new[] { Millis(gap.From), Millis(gap.To) })];
        return new(signal, instants, series.Values, gaps, series.IsReduced);
    }

    static double Millis(long micros) => micros / 1000.0;
}
