using Werkstrom.Store.Queries;

namespace Werkstrom.Store.Closing;

/// <summary>Days and months of UTC as numbers: since 1970-01-01 and since 1970-01.</summary>
static class UtcDay
{
    /// <summary>The day of an instant in microseconds.</summary>
    public static int Of(long instant)
    {
        var day = instant / Micros.PerDay;
        return (int)(day * Micros.PerDay > instant ? day - 1 : day);
    }

    /// <summary>The first microsecond of a day.</summary>
    public static long Start(int day) => day * Micros.PerDay;

    /// <summary>The month of a day.</summary>
    public static int MonthOf(int day)
    {
        var date = DateOnly.FromDayNumber(Epoch + day);
        return ((date.Year - 1970) * 12) + date.Month - 1;
    }

    /// <summary>The first day of a month.</summary>
    public static int FirstDayOf(int month)
    {
        var year = 1970 + (int)Math.Floor(month / 12.0);
        return new DateOnly(year, month - ((year - 1970) * 12) + 1, 1).DayNumber - Epoch;
    }

    /// <summary>A month as <c>2026-11</c>.</summary>
    public static string NameOf(int month) => DateOnly.FromDayNumber(Epoch + FirstDayOf(month)).ToString("yyyy-MM", null);

    static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;
}
