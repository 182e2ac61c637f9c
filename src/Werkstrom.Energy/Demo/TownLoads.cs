using Werkstrom.Energy.Contracts;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Demo;

/// <summary>Made-up quarter-hours of a customer: the course of the load profile with the scatter of a single home, the same ones at every call.</summary>
static class TownLoads
{
    /// <summary>Wh of some quarter-hours within a calendar year.</summary>
    public static MeterValue[] Of(Contract contract, QuarterRange range)
    {
        var year = GermanTime.Date(range.First).Year;
        var course = LoadProfile.Of(contract.Profile ?? "H25").Year(year, contract.AnnualWh, contract.Place.Calendar.TypeOf);
        var start = GermanTime.Year(year).First;
        var seed = uint.Parse(contract.Malo.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture);
        Noise days = new(seed, 96 * 2), hours = new(seed + 1, 9), own = new(seed + 2, 1);
        var values = new MeterValue[range.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var quarter = range.First + i;
            var factor = 1 + (0.3 * days.At(quarter)) + (0.45 * hours.At(quarter)) + (0.2 * own.At(quarter));
            var kettle = own.At(quarter + 1_000_000) > 0.97 ? 320 : 0; // a stove, a dryer
            values[i] = MeterValue.Measured((int)Math.Round(Math.Max(0.05, factor) * course[quarter - start]) + kettle);
        }

        return values;
    }
}
