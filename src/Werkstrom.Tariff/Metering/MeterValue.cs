namespace Werkstrom.Tariff.Metering;

/// <summary>Where the value of a quarter-hour comes from, the best last.</summary>
public enum ValueOrigin : byte
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>Substitute: from a load profile and the annual consumption.</summary>
    Profile,

    /// <summary>Substitute: that of an earlier day of the same kind at the same time of day.</summary>
    ComparisonDay,

    /// <summary>Substitute: on a straight line between the values around the gap.</summary>
    Interpolated,

    /// <summary>Substitute made by the operator of the meter (MSCONS 67).</summary>
    Given,

    /// <summary>Measured.</summary>
    True,
}

/// <summary>Why a value was not taken as it was.</summary>
public enum Doubt : byte
{
    /// <summary>Nothing speaks against it.</summary>
    None,

    /// <summary>No value came.</summary>
    Missing,

    /// <summary>It is below 0.</summary>
    Negative,

    /// <summary>It is more than the fuse lets through.</summary>
    OverPower,

    /// <summary>It is many times what is usual at that time of day.</summary>
    Spike,
}

/// <summary>The value of a quarter-hour.</summary>
/// <param name="Wh">Energy, Wh; 0 where it is missing.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Doubt">Why there is a substitute.</param>
public readonly record struct MeterValue(int Wh, ValueOrigin Origin, Doubt Doubt = Doubt.None)
{
    /// <summary>A measured one.</summary>
    public static MeterValue Measured(int wh) => new(wh, ValueOrigin.True);

    /// <summary>Whether it takes the place of another one: it is no worse, and says something else. A missing one says nothing.</summary>
    public bool Replaces(MeterValue other) => Origin != ValueOrigin.Missing && this != other && Origin >= other.Origin;
}
