using System.Text.RegularExpressions;

namespace Werkstrom.Aas.Verification;

/// <summary>Lexical forms of the times, dates and durations of XML Schema. A year has any number of digits; there is no year 0 in a date.</summary>
static class XsdTimes
{
    const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    const string Year = "-?([1-9][0-9]{3,}|0[0-9]{3})";
    const string Month = "(0[1-9]|1[0-2])";
    const string Day = "(0[1-9]|[12][0-9]|3[01])";
    const string Time = @"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?)";
    const string Zone = @"(Z|[+\-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?";

    static readonly Lazy<Regex> DateTimePattern = Pattern($"{Year}-{Month}-{Day}T{Time}{Zone}");
    static readonly Lazy<Regex> UtcPattern = Pattern($@"{Year}-{Month}-{Day}T{Time}(Z|\+00:00|-00:00)");
    static readonly Lazy<Regex> DatePattern = Pattern($"{Year}-{Month}-{Day}{Zone}");
    static readonly Lazy<Regex> TimePattern = Pattern(Time + Zone);
    static readonly Lazy<Regex> YearPattern = Pattern(Year + Zone);
    static readonly Lazy<Regex> YearMonthPattern = Pattern($"{Year}-{Month}{Zone}");
    static readonly Lazy<Regex> MonthDayPattern = Pattern($"--{Month}-{Day}{Zone}");
    static readonly Lazy<Regex> MonthPattern = Pattern($"--{Month}{Zone}");
    static readonly Lazy<Regex> DayPattern = Pattern($"---{Day}{Zone}");

    static readonly Lazy<Regex> DurationPattern = Pattern(
        @"-?P(([0-9]+Y([0-9]+M)?([0-9]+D)?|[0-9]+M([0-9]+D)?|[0-9]+D)(T{0})?|T{0})"
            .Replace("{0}", @"([0-9]+H([0-9]+M)?([0-9]+(\.[0-9]+)?S)?|[0-9]+M([0-9]+(\.[0-9]+)?S)?|[0-9]+(\.[0-9]+)?S)", StringComparison.Ordinal));

    public static bool IsDateTime(string text) => DateTimePattern.Value.IsMatch(text) && HasDay(text);

    public static bool IsUtc(string text) => UtcPattern.Value.IsMatch(text) && HasDay(text);

    public static bool IsDate(string text) => DatePattern.Value.IsMatch(text) && HasDay(text);

    public static bool IsTime(string text) => TimePattern.Value.IsMatch(text);

    public static bool IsYear(string text) => YearPattern.Value.IsMatch(text);

    public static bool IsYearMonth(string text) => YearMonthPattern.Value.IsMatch(text);

    public static bool IsMonth(string text) => MonthPattern.Value.IsMatch(text);

    public static bool IsDay(string text) => DayPattern.Value.IsMatch(text);

    public static bool IsMonthDay(string text) => MonthDayPattern.Value.IsMatch(text) && Number(text, 5) <= Days(Number(text, 2), leap: true);

    public static bool IsDuration(string text) => DurationPattern.Value.IsMatch(text);

    /// <summary>Whether the year is one and its month has that day.</summary>
    static bool HasDay(string text)
    {
        var end = text.IndexOf('-', 1);
        var year = text.AsSpan(text[0] == '-' ? 1 : 0, end - (text[0] == '-' ? 1 : 0));
        if (year.TrimStart('0').IsEmpty)
            return false;
        return Number(text, end + 4) <= Days(Number(text, end + 1), IsLeap(year, text[0] == '-'));
    }

    /// <summary>By the last four digits, for 10,000 is a multiple of 400; 1 BCE (-0001) is a leap year.</summary>
    static bool IsLeap(ReadOnlySpan<char> digits, bool beforeChrist)
    {
        var year = (Number(digits, digits.Length - 4) * 100) + Number(digits, digits.Length - 2);
        if (beforeChrist)
            year += 9999;
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    static int Days(int month, bool leap) => month switch { 2 => leap ? 29 : 28, 4 or 6 or 9 or 11 => 30, _ => 31 };

    static int Number(ReadOnlySpan<char> text, int at) => ((text[at] - '0') * 10) + text[at + 1] - '0';

    static Lazy<Regex> Pattern(string pattern) => new(() => new($@"^({pattern})\z", Linear));
}
