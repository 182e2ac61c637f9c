using System.Globalization;

namespace Werkstrom.Tariff.Holidays;

/// <summary>How the day of a holiday is found in a year: a date, days from Easter Sunday, or the Wednesday before a date.</summary>
readonly record struct HolidayRule(HolidayRule.Kind Of, int Month, int Day)
{
    const string Easter = "easter";
    const string Wednesday = "wednesday-before-";

    public enum Kind
    {
        Date,
        FromEaster,
        WednesdayBefore,
    }

    /// <summary>Null when the text is no rule.</summary>
    public static HolidayRule? Read(string text)
    {
        if (text.StartsWith(Easter, StringComparison.Ordinal))
            return int.TryParse(text.AsSpan(Easter.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) ? new(Kind.FromEaster, 0, days) : null;
        var before = text.StartsWith(Wednesday, StringComparison.Ordinal);
        // 2023 has no 29 February: a holiday must be there each year
        return DateOnly.TryParseExact("2023-" + (before ? text[Wednesday.Length..] : text), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new(before ? Kind.WednesdayBefore : Kind.Date, date.Month, date.Day)
            : null;
    }

    public DateOnly In(int year) => Of switch
    {
        Kind.FromEaster => EasterSunday(year).AddDays(Day),
        Kind.WednesdayBefore => LastWednesdayBefore(new(year, Month, Day)),
        _ => new(year, Month, Day),
    };

    /// <summary>Easter Sunday of the Gregorian calendar, by the method of an anonymous reader (Nature, 20 April 1876; Meeus, Astronomical Algorithms, chapter 8).</summary>
    public static DateOnly EasterSunday(int year)
    {
        var (century, rest) = Math.DivRem(year, 100);
        var golden = year % 19;
        var moved = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * golden) + century - (century / 4) - moved + 15) % 30;
        var toSunday = (32 + (2 * (century % 4)) + (2 * (rest / 4)) - epact - (rest % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * toSunday)) / 451;
        var (month, day) = Math.DivRem(epact + toSunday - (7 * late) + 114, 31);
        return new(year, month, day + 1);
    }

    static DateOnly LastWednesdayBefore(DateOnly day)
    {
        var back = ((int)day.DayOfWeek - (int)DayOfWeek.Wednesday + 7) % 7;
        return day.AddDays(back == 0 ? -7 : -back);
    }
}
