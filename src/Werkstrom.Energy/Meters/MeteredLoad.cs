using Werkstrom.Energy.Meters.Files;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters;

/// <summary>What a delivery point used in some quarter-hours, as a version knew it.</summary>
/// <param name="Malo">The delivery point.</param>
/// <param name="Range">Which quarter-hours.</param>
/// <param name="Version">The version; read with it again, it says the same for ever.</param>
/// <param name="Taken">From the grid.</param>
/// <param name="Sources">Where each of <paramref name="Taken"/> came in; 0 where nothing is known.</param>
/// <param name="FedIn">Into the grid; null when nothing ever was.</param>
/// <param name="Readings">What the register showed, all of it.</param>
sealed record MeteredLoad(
    string Malo, QuarterRange Range, long Version, MeterValue[] Taken, MeterSource[] Sources, MeterValue[]? FedIn, IReadOnlyList<Reading> Readings)
{
    /// <summary>Wh from the grid; 0 where nothing is known.</summary>
    public int[] Wh => Array.ConvertAll(Taken, v => v.Wh);

    /// <summary>Wh into it; 0 where nothing is known.</summary>
    public int[] FedInWh => FedIn is null ? new int[Range.Count] : Array.ConvertAll(FedIn, v => v.Wh);

    /// <summary>How many quarter-hours are missing.</summary>
    public int Missing => Taken.Count(v => v.Origin == ValueOrigin.Missing);

    /// <summary>How the consumption was determined: quarter-hours and energy of each way.</summary>
    public IReadOnlyList<MeterShare> Shares
    {
        get
        {
            var (quarters, energy) = (new int[(int)MeterWay.Missing + 1], new long[(int)MeterWay.Missing + 1]);
            for (var i = 0; i < Taken.Length; i++)
            {
                var way = (int)WayOf(Taken[i], Sources[i]);
                (quarters[way], energy[way]) = (quarters[way] + 1, energy[way] + Taken[i].Wh);
            }

            return [.. Enum.GetValues<MeterWay>().Where(w => quarters[(int)w] > 0).Select(w => new MeterShare(w, quarters[(int)w], energy[(int)w]))];
        }
    }

    /// <summary>How a value was determined.</summary>
    public static MeterWay WayOf(MeterValue value, MeterSource source) => value.Origin switch
    {
        ValueOrigin.True => MeterWay.Measured,
        ValueOrigin.Given => MeterWay.Given,
        ValueOrigin.Interpolated => MeterWay.Interpolated,
        ValueOrigin.ComparisonDay => MeterWay.ComparisonDay,
        ValueOrigin.Profile => source == MeterSource.Reading ? MeterWay.Read : MeterWay.Profile,
        _ => MeterWay.Missing,
    };
}

/// <summary>Quarter-hours that were determined in one way.</summary>
/// <param name="Way">Which.</param>
/// <param name="Quarters">How many.</param>
/// <param name="Wh">Their energy.</param>
readonly record struct MeterShare(MeterWay Way, int Quarters, long Wh);

/// <summary>How a quarter-hour was determined, the best first.</summary>
enum MeterWay
{
    /// <summary>Measured.</summary>
    Measured,

    /// <summary>The register was read, its difference spread by the load profile.</summary>
    Read,

    /// <summary>Substitute of the operator of the meter.</summary>
    Given,

    /// <summary>Substitute: straight line.</summary>
    Interpolated,

    /// <summary>Substitute: the same time of an earlier day of the kind.</summary>
    ComparisonDay,

    /// <summary>Substitute: load profile and annual consumption.</summary>
    Profile,

    /// <summary>Not known.</summary>
    Missing,
}
