using System.Collections.Concurrent;

namespace Werkstrom.Tariff.Holidays;

/// <summary>
/// The kinds of days in one federal state. 24 and 31 December count as Saturdays, as the users of the BDEW's profiles have it; where they are Sundays they
/// stay Sundays. Holidays of single towns are not in the table of the states: whoever needs one gives it as a local day.
/// </summary>
/// <param name="state">Whose holidays.</param>
/// <param name="table">Default: <see cref="HolidayTable.Supplied"/>.</param>
/// <param name="local">Further holidays, for example Augsburg's 8 August of each year that is asked for.</param>
public sealed class HolidayCalendar(GermanState state, HolidayTable? table = null, IEnumerable<DateOnly>? local = null)
{
    readonly HolidayTable _table = table ?? HolidayTable.Supplied;
    readonly HashSet<DateOnly> _local = [.. local ?? []];
    readonly ConcurrentDictionary<int, Dictionary<DateOnly, string>> _years = new();

    /// <summary>Whose holidays.</summary>
    public GermanState State => state;

    /// <summary>The name of the holiday in German; null on other days, also on Sundays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The table does not know the year.</exception>
    public string? Holiday(DateOnly day)
    {
        if (day.Year < _table.FirstYear)
            throw new ArgumentOutOfRangeException(nameof(day), FormattableString.Invariant($"Holidays are known from {_table.FirstYear} on, not for {day.Year}."));
        return _years.GetOrAdd(day.Year, year => _table.In(state, year)).GetValueOrDefault(day) ?? (_local.Contains(day) ? "Örtlicher Feiertag" : null);
    }

    /// <summary>The kind of a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The table does not know the year.</exception>
    public DayType TypeOf(DateOnly day) => Holiday(day) is not null || day.DayOfWeek == DayOfWeek.Sunday ? DayType.Sunday
        : day.DayOfWeek == DayOfWeek.Saturday || day is { Month: 12, Day: 24 or 31 } ? DayType.Saturday
        : DayType.Workday;
}
