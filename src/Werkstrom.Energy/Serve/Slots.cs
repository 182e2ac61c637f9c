using System.Globalization;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Serve;

/// <summary>A value that holds for some quarter-hours.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many: 4 for an hour.</param>
/// <param name="Value">In the unit of its series, exact.</param>
readonly record struct Slot(int First, int Count, decimal Value)
{
    /// <summary>Start, seconds since 1970.</summary>
    public long Start => (long)First * Quarters.Seconds;

    /// <summary>End, seconds since 1970.</summary>
    public long End => (long)(First + Count) * Quarters.Seconds;
}

/// <summary>Puts quarter-hours into slots. A slot whose quarter-hours are not all known is left out: nobody gets a value that was not said.</summary>
static class Slots
{
    static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>The first day on which the exchange had quarter-hours; before, the hour is what was traded.</summary>
    static readonly int QuarterHourly = GermanTime.Day(new(2025, 10, 1)).First;

    /// <summary>Full hours: the mean of four quarter-hours, as the index of the exchange takes it.</summary>
    public static IEnumerable<Slot> Hours(QuarterSeries series) => Of(series, series.Range, 4);

    /// <summary>Each quarter-hour.</summary>
    public static IEnumerable<Slot> Each(QuarterSeries series) => Of(series, series.Range, 1);

    /// <summary>As the exchange traded: hours until 30 September 2025, quarter-hours from then on.</summary>
    public static IEnumerable<Slot> AsTraded(QuarterSeries series)
    {
        var all = series.Range;
        var before = Math.Clamp(QuarterHourly - all.First, 0, all.Count);
        return Of(series, new(all.First, before), 4).Concat(Of(series, new(all.First + before, all.Count - before), 1));
    }

    static IEnumerable<Slot> Of(QuarterSeries series, QuarterRange range, int count)
    {
        for (var first = range.First + (((-range.First % count) + count) % count); first + count <= range.End; first += count)
        {
            var (sum, isWhole) = (0L, true);
            for (var quarter = first; quarter < first + count && isWhole; quarter++)
            {
                isWhole = series[quarter] is not null;
                sum += series[quarter] ?? 0;
            }

            if (isWhole)
                yield return new(first, count, (decimal)sum / count);
        }
    }

    /// <summary>Instant with the offset of Germany: <c>2026-01-01T00:00:00+01:00</c>.</summary>
    public static string Iso(long seconds, string form = "yyyy-MM-dd'T'HH:mm:sszzz") =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), Zone).ToString(form, CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads a time as people send it: seconds or milliseconds since 1970, a day (German, its start) or ISO 8601 with or without offset (German time).
    /// </summary>
    /// <param name="text">What was sent; null or empty gives the other.</param>
    /// <param name="other">What holds when nothing was sent.</param>
    /// <param name="isEnd">True: a day means its end.</param>
    /// <param name="perSecond">1 or 1000: unit of a plain number.</param>
    /// <returns>Null when it cannot be read.</returns>
    public static int? Read(string? text, int other, bool isEnd = false, int perSecond = 1)
    {
        if (string.IsNullOrWhiteSpace(text))
            return other;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number / perSecond < 7_000_000_000 ? Round(DateTimeOffset.FromUnixTimeSeconds(number / perSecond), isEnd) : null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1990 and < 2190)
            return isEnd ? GermanTime.Day(day).End : GermanTime.Day(day).First;
        // a plus sign of an offset that was not encoded arrives as a blank
        var given = text.Length > 6 && text[^6] == ' ' ? $"{text[..^6]}+{text[^5..]}" : text;
        if (!DateTime.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var local) || local.Year is < 1990 or > 2190)
            return null;
        var instant = local.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(local, Zone.GetUtcOffset(local)) : new(local.ToUniversalTime());
        return Round(instant, isEnd);
    }

    static int Round(DateTimeOffset instant, bool isEnd) => isEnd ? Quarters.Of(instant.AddTicks(-1)) + 1 : Quarters.Of(instant);
}
