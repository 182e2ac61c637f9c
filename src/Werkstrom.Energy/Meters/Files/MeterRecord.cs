using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters.Files;

/// <summary>Where values came in.</summary>
enum MeterSource : byte
{
    /// <summary>A message of the market (MSCONS).</summary>
    Mscons = 1,

    /// <summary>A file of quarter-hours.</summary>
    Csv = 2,

    /// <summary>A live Signal.</summary>
    Signal = 3,

    /// <summary>Two readings of a register and a load profile.</summary>
    Reading = 4,

    /// <summary>Substitutes by the rules of this house.</summary>
    Rule = 5,

    /// <summary>Taken out for the sake of a person.</summary>
    Erased = 6,
}

/// <summary>Which way the energy goes.</summary>
enum Flow : byte
{
    /// <summary>From the grid (OBIS x.1).</summary>
    Taken = 0,

    /// <summary>Into it (OBIS x.2).</summary>
    FedIn = 1,
}

/// <summary>What was kept at once of a delivery point: quarter-hours that changed, or a reading of its register. Each is a version.</summary>
/// <param name="At">When it was kept.</param>
/// <param name="Made">When its maker made it: what was made earlier does not replace what was made later.</param>
/// <param name="Source">Where it came in.</param>
/// <param name="Flow">Which way.</param>
/// <param name="Note">For people: name of the file, reference of the message, who entered it.</param>
/// <param name="First">The first quarter-hour of <paramref name="Values"/>.</param>
/// <param name="Values">Missing where nothing changed.</param>
/// <param name="Reading">What the register showed; null for quarter-hours.</param>
sealed record MeterRecord(
    DateTimeOffset At, DateTimeOffset Made, MeterSource Source, Flow Flow, string Note, int First, MeterValue[] Values, Reading? Reading = null)
{
    /// <summary>Its quarter-hours.</summary>
    public QuarterRange Range => new(First, Values.Length);
}
