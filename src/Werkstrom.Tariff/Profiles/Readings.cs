using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Profiles;

/// <summary>What a register showed.</summary>
/// <param name="Quarter">At the start of which quarter-hour.</param>
/// <param name="Wh">The register, Wh.</param>
public readonly record struct Reading(int Quarter, long Wh);

/// <summary>Quarter-hours of meters that only show a register.</summary>
public static class Readings
{
    /// <summary>
    /// The quarter-hours from the first reading to the last; between each two they follow the profile, and their sum is what the register went on.
    /// </summary>
    /// <param name="readings">Two at least, in their order.</param>
    /// <param name="profile">How the customer uses electricity.</param>
    /// <param name="typeOf">The kind of a day.</param>
    /// <param name="digits">How many whole kWh digits the register has: from its last number it goes on with 0. Null: it does not turn over.</param>
    /// <exception cref="ArgumentException">There are fewer than two readings, they are not in order, or the register goes back.</exception>
    public static (QuarterRange Range, int[] Wh) Spread(IReadOnlyList<Reading> readings, LoadProfile profile, Func<DateOnly, DayType> typeOf, int? digits = null)
    {
        ArgumentNullException.ThrowIfNull(readings);
        ArgumentNullException.ThrowIfNull(profile);
        if (readings.Count < 2)
            throw new ArgumentException($"There must be two readings at least, not {readings.Count}.", nameof(readings));
        List<int> wh = [];
        for (var i = 1; i < readings.Count; i++)
        {
            var (before, after) = (readings[i - 1], readings[i]);
            if (after.Quarter <= before.Quarter)
                throw new ArgumentException($"The reading of {Quarters.Start(after.Quarter):O} comes after that of {Quarters.Start(before.Quarter):O}; they must be in order.", nameof(readings));
            wh.AddRange(profile.Spread(new(before.Quarter, after.Quarter - before.Quarter), Difference(before, after, digits), typeOf));
        }

        return (new(readings[0].Quarter, wh.Count), [.. wh]);
    }

    static long Difference(Reading before, Reading after, int? digits)
    {
        var difference = after.Wh - before.Wh;
        if (difference >= 0)
            return difference;
        var turn = digits is >= 3 and <= 9 ? (long)Math.Pow(10, digits.Value) * 1000 : 0;
        // a register near its end that starts anew; one that was just read wrong would have used most of its range
        return turn > before.Wh && difference + turn < turn / 2
            ? difference + turn
            : throw new ArgumentException($"The register goes back from {before.Wh} Wh to {after.Wh} Wh at {Quarters.Start(after.Quarter):O}; say its digits if it turned over.");
    }
}
