namespace Werkstrom.Condition.Health;

/// <summary>How a signal of an asset stands this week against the month before, in one way of running.</summary>
/// <param name="SignalId">The signal.</param>
/// <param name="Regime">Number of the regime.</param>
/// <param name="Now">Median of the last days' medians, in the unit of the signal.</param>
/// <param name="Before">Median of the medians of the days of the month before.</param>
/// <param name="Scatter">How far days usually are from one another, robust, same unit.</param>
/// <param name="Days">How many of the last seven days had it.</param>
/// <param name="DaysBefore">How many days before had it.</param>
/// <param name="Lasting">How many of the last days, one after the other, were beyond three scatters to the same side.</param>
sealed record DriftFigure(int SignalId, int Regime, double Now, double Before, double Scatter, int Days, int DaysBefore, int Lasting)
{
    /// <summary>How far it moved, in its unit.</summary>
    public double Change => Now - Before;

    /// <summary>How far it moved, in scatters of days.</summary>
    public double Effect => Change / Scatter;

    /// <summary>How far the sister machines moved meanwhile, in the same unit, by the median; null without sisters.</summary>
    public double? Sisters { get; init; }

    /// <summary>How many sister machines that is from.</summary>
    public int SisterCount { get; init; }

    /// <summary>Large, lasting, and not what the sister machines did, too.</summary>
    public bool IsTold => Math.Abs(Effect) >= 4 && Lasting >= 3 && !IsCommon;

    /// <summary>Its sister machines moved at least half as far to the same side: the season, the material, not this machine.</summary>
    public bool IsCommon => Sisters is { } others && others * Change > 0 && Math.Abs(others) >= Math.Abs(Change) / 2;
}
