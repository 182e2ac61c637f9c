namespace Werkstrom.Learning.Health;

/// <summary>How slowly a machine is judged. Rows of ten minutes need no other than the default, rows of one minute are many more.</summary>
public sealed record HealthOptions
{
    /// <summary>Over about how many rows of the same regime deviations are smoothed; 1 or more, default 5.</summary>
    public int Smoothing { get; init; } = 5;

    /// <summary>How many rows beyond the limit, or back, make a state of it; 1 or more, default 6.</summary>
    public int Hold { get; init; } = 6;

    /// <summary>From how many days of running the rows are, above 0; the fewer, the more careful. Null, the default: from little, but it is all that a machine does.</summary>
    public double? Days { get; init; }

    /// <summary>How far the covariance is drawn to its diagonal: half way by little, hardly by a month.</summary>
    internal double Shrinkage => Days is { } days ? Math.Clamp(1.5 / days, 0.05, 0.5) : 0.5;

    /// <summary>How many times the furthest of the healthy time is the limit: the fewer days, the less is known of what else is usual.</summary>
    internal double Margin => Days is { } days ? 1.4 + (5 / days) + (12 / (days * days)) : 2;

    internal double Weight => 2.0 / (Smoothing + 1);

    internal void Check()
    {
        List<string> faults = [];
        if (Smoothing < 1)
            faults.Add($"Smoothing: 1 row or more, not {Smoothing}");
        if (Hold < 1)
            faults.Add($"Hold: 1 row or more, not {Hold}");
        if (Days is not (null or > 0))
            faults.Add($"Days: above 0, not {Days}");
        Faults.Throw(faults, "options");
    }
}
