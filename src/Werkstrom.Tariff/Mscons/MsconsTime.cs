using System.Globalization;

namespace Werkstrom.Tariff.Mscons;

/// <summary>Stamps of form 303 (<c>202101012300+00</c>, to the minute) and 304 (to the second).</summary>
static class MsconsTime
{
    static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static DateTimeOffset? Read(MsconsSegment? dtm)
    {
        var (text, length) = dtm?[0, 2] switch { "303" => (dtm[0, 1], 12), "304" => (dtm[0, 1], 14), _ => ("", 0) };
        if (dtm is null || text.Length != length + 3 || length == 0)
            return null;
        var format = length == 12 ? "yyyyMMddHHmm" : "yyyyMMddHHmmss";
        return DateTime.TryParseExact(text[..length], format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            && text[length] is '+' or '-' && int.TryParse(text[(length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours <= 14
            && time.Year is >= 1970 and <= 5000
            ? new(time, TimeSpan.FromHours(text[length] == '-' ? -hours : hours))
            : null;
    }

    /// <summary>As text of form 303, UTC.</summary>
    public static string Write(int minutes) =>
        DateTime.UnixEpoch.AddMinutes(minutes).ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture) + "+00";

    public static int Minutes(DateTimeOffset time) => (int)(time.ToUnixTimeSeconds() / 60);

    /// <summary>Minutes of a day given as yyyyMMdd, since 1970; null when there is no such day.</summary>
    public static int? Day(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var digit in text[..8])
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return null;
            number = (number * 10) + digit - '0';
        }

        var (year, month, day) = (number / 10000, number / 100 % 100, number % 100);
        return year is >= 1970 and <= 5000 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? (new DateOnly(year, month, day).DayNumber - Epoch) * 1440
            : null;
    }
}
