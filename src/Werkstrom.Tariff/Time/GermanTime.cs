namespace Werkstrom.Tariff.Time;

/// <summary>
/// Days, months and years of Europe/Berlin in quarter-hours. A day has 96, on the last Sunday of March 92 (02:00 to 02:45 do not exist), on the
/// last Sunday of October 100 (they come twice, first in summer time).
/// </summary>
public static class GermanTime
{
    static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>The quarter-hours of a day.</summary>
    public static QuarterRange Day(DateOnly day) => Between(day, day.AddDays(1));

    /// <summary>The quarter-hours of a month.</summary>
    /// <param name="year">1 to 9998.</param>
    /// <param name="month">1 to 12.</param>
    public static QuarterRange Month(int year, int month) => Between(new(year, month, 1), new DateOnly(year, month, 1).AddMonths(1));

    /// <summary>The quarter-hours of a year: 35,040, in leap years 35,136.</summary>
    public static QuarterRange Year(int year) => Between(new(year, 1, 1), new(year + 1, 1, 1));

    /// <summary>The quarter-hours from the start of a day to that of another, which is not before it.</summary>
    /// <exception cref="ArgumentException"><paramref name="end"/> is before <paramref name="first"/>.</exception>
    public static QuarterRange Between(DateOnly first, DateOnly end)
    {
        if (end < first)
            throw new ArgumentException($"The end ({end:O}) is before the start ({first:O}).", nameof(end));
        var from = Midnight(first);
        return new(from, Midnight(end) - from);
    }

    /// <summary>The day that holds a quarter-hour.</summary>
    public static DateOnly Date(int quarter) => DateOnly.FromDateTime(Local(quarter));

    /// <summary>Which quarter-hour of the day the clock shows at its start: 0 (00:00) to 95 (23:45). In October 8 to 11 come twice.</summary>
    public static int OfClock(int quarter)
    {
        var local = Local(quarter);
        return (local.Hour * 4) + (local.Minute / 15);
    }

    /// <summary>Whether a German clock can show a time at an offset from UTC: one hour in winter, two in summer, either in the hour that comes twice.</summary>
    internal static bool IsOffset(DateTime local, TimeSpan offset) =>
        !Zone.IsInvalidTime(local) && (Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Contains(offset) : Zone.GetUtcOffset(local) == offset);

    static DateTime Local(int quarter) => TimeZoneInfo.ConvertTime(Quarters.Start(quarter), Zone).DateTime;

    static int Midnight(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return Quarters.At(new(local, Zone.GetUtcOffset(local)));
    }
}
