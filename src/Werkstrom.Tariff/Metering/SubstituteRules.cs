using Werkstrom.Tariff.Profiles;

namespace Werkstrom.Tariff.Metering;

/// <summary>What is implausible, and what takes the place of what is missing. The defaults are ours; the steps follow the metering code VDE-AR-N 4400.</summary>
public sealed record SubstituteRules
{
    /// <summary>How many quarter-hours in a row are interpolated; default 8 (two hours).</summary>
    public int LongestInterpolated { get; init; } = 8;

    /// <summary>What the fuse lets through, W; null: not known, nothing is over it. See <see cref="FusePower"/>.</summary>
    public int? MostPower { get; init; }

    /// <summary>From how many times the usual value (median of up to four earlier days of the kind, three at least) a value is a spike; default 10.</summary>
    public int SpikeFactor { get; init; } = 10;

    /// <summary>Up to how many Wh a value is never a spike; default 2,500 (10 kW for a quarter-hour: a cooker, a water heater).</summary>
    public int SpikeFloor { get; init; } = 2_500;

    /// <summary>How many days back a comparison day may lie; default 28.</summary>
    public int ComparisonDays { get; init; } = 28;

    /// <summary>What is taken where there is no comparison day; null: the value stays missing.</summary>
    public LoadProfile? Profile { get; init; }

    /// <summary>Annual consumption for the profile, Wh.</summary>
    public long AnnualWh { get; init; }

    /// <summary>What a fuse lets through at 230 V, W: three phases of 63 A are 43,470 W.</summary>
    public static int FusePower(int amperes, int phases = 3) => 230 * amperes * phases;
}
