using System.Collections.Frozen;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Profiles;

/// <summary>
/// How a kind of customer uses electricity over the year (standard load profile, SLP). It follows the clock: in March the hour from 2 is missing, in
/// October it comes twice.
/// </summary>
public sealed class LoadProfile
{
    static readonly FrozenDictionary<string, LoadProfile> All =
        ProfileTable.Read("bdew-1999").Concat(ProfileTable.Read("bdew-2025")).ToFrozenDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);

    readonly ProfileTable _table;

    internal LoadProfile(string name, bool isDynamic, ProfileTable table) => (Name, IsDynamic, _table) = (name, isDynamic, table);

    /// <summary>The supplied ones by name: H25, G25, L25, P25, S25 (BDEW 2025), H0, G0 to G6, L0 to L2 (VDEW 1999).</summary>
    public static IReadOnlyList<LoadProfile> Supplied => [.. All.Values.OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>For example <c>H25</c>.</summary>
    public string Name { get; }

    /// <summary>Whether its values are multiplied by the dynamisation of the day: H0, H25, P25, S25.</summary>
    public bool IsDynamic { get; }

    /// <summary>A supplied one.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static LoadProfile Of(string name) => All.TryGetValue(name, out var profile)
        ? profile
        : throw new ArgumentException($"'{name}' is no load profile; there are {string.Join(", ", Supplied.Select(p => p.Name))}.", nameof(name));

    /// <summary>
    /// The dynamisation of BDEW in ten-thousandths: −3.92·10⁻¹⁰ t⁴ + 3.2·10⁻⁷ t³ − 7.02·10⁻⁵ t² + 2.1·10⁻³ t + 1.24, t the day of the year from 1, rounded
    /// to four decimals; exact in decimal numbers, so that it is the same everywhere.
    /// </summary>
    public static int Dynamisation(DateOnly day)
    {
        decimal t = day.DayOfYear;
        var factor = (((((-0.000000000392m * t) + 0.00000032m) * t) - 0.0000702m) * t + 0.0021m) * t + 1.24m;
        return (int)Math.Round(factor * 10_000, MidpointRounding.AwayFromZero);
    }

    /// <summary>How much of a consumption falls on each quarter-hour; only ratios count.</summary>
    /// <param name="range">Which quarter-hours.</param>
    /// <param name="typeOf">The kind of a day where the customer lives, for example that of a <see cref="HolidayCalendar"/>.</param>
    public long[] Weights(QuarterRange range, Func<DateOnly, DayType> typeOf)
    {
        ArgumentNullException.ThrowIfNull(typeOf);
        var weights = new long[range.Count];
        for (var i = 0; i < weights.Length;)
        {
            var day = GermanTime.Date(range.First + i);
            var row = _table.Row(day, typeOf(day));
            var factor = IsDynamic ? Dynamisation(day) : 1;
            for (var end = Math.Min(weights.Length, GermanTime.Day(day).End - range.First); i < end; i++)
                weights[i] = (long)row[GermanTime.OfClock(range.First + i)] * factor;
        }

        return weights;
    }

    /// <summary>Spreads a consumption over quarter-hours; their sum is exactly that consumption.</summary>
    /// <param name="range">Which quarter-hours, one at least.</param>
    /// <param name="wh">The consumption of all of them, Wh, 0 or more.</param>
    /// <param name="typeOf">The kind of a day.</param>
    /// <exception cref="ArgumentException">The range is empty, the consumption negative or too large for a quarter-hour.</exception>
    public int[] Spread(QuarterRange range, long wh, Func<DateOnly, DayType> typeOf) => Shares.Of(Weights(range, typeOf), wh);

    /// <summary>The quarter-hours of a year for an annual consumption, Wh.</summary>
    public int[] Year(int year, long wh, Func<DateOnly, DayType> typeOf) => Spread(GermanTime.Year(year), wh, typeOf);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
