using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Forecast;

/// <summary>What is known of a region by the quarter-hour, as a forecast reads it: numbers in a row, NaN where nothing is known.</summary>
/// <param name="range">Which quarter-hours.</param>
sealed class ShareHistory(QuarterRange range)
{
    /// <summary>Which quarter-hours.</summary>
    public QuarterRange Range => range;

    /// <summary>Renewable share of what is used, 0 to 1.</summary>
    public double[] Share { get; } = Empty(range.Count);

    /// <summary>Wind in the region, as a share of its load.</summary>
    public double[] Wind { get; } = Empty(range.Count);

    /// <summary>Solar power in the region, as a share of its load.</summary>
    public double[] Solar { get; } = Empty(range.Count);

    /// <summary>Load of the region, Wh.</summary>
    public double[] Load { get; } = Empty(range.Count);

    /// <summary>Renewable share of the zone, 0 to 1.</summary>
    public double[] Zone { get; } = Empty(range.Count);

    /// <summary>Day-ahead price of the zone, €/MWh: that of tomorrow is published at about 13:00.</summary>
    public double[] Price { get; } = Empty(range.Count);

    /// <summary>A value; NaN outside.</summary>
    public double At(double[] of, int quarter) => range.Contains(quarter) ? of[quarter - range.First] : double.NaN;

    static double[] Empty(int count)
    {
        var values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }
}
