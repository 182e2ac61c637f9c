using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Market;

/// <summary>What is known of the prices of a zone, by the day.</summary>
/// <param name="Zone">Which zone.</param>
/// <param name="Span">From the first to the last day of which something is known; null when nothing is.</param>
/// <param name="Day">The day that is looked at.</param>
/// <param name="Values">Its quarter-hours, 0.001 ct/kWh; null where none is known.</param>
/// <param name="Versions">What was known of it when, oldest first.</param>
/// <param name="Gaps">Days between the first and the last without all their prices, oldest first.</param>
sealed record MarketDays(string Zone, (DateOnly From, DateOnly To)? Span, DateOnly Day, IReadOnlyList<int?> Values, IReadOnlyList<SeriesDay> Versions, IReadOnlyList<MarketGap> Gaps)
{
    /// <summary>The day of a row.</summary>
    public static DateOnly Date(SeriesDay row) => new DateOnly(1970, 1, 1).AddDays((int)row.Day);

    /// <summary>Reads a zone.</summary>
    /// <param name="day">Null for the last one of which something is known, today at most; that without anything for today.</param>
    public static async Task<MarketDays> ReadAsync(SeriesBook book, string zone, DateOnly? day, DateOnly today, CancellationToken stop)
    {
        var name = SeriesNames.Spot(zone);
        var span = await book.SpanAsync(name, stop);
        var shown = day ?? (span is { } known ? (known.To < today ? known.To : known.From > today ? known.From : today) : today);
        var range = GermanTime.Day(shown);
        var values = await book.ReadAsync(name, range, null, stop);
        var gaps = span is { } days ? Find(await book.DaysAsync(name, days.From, days.To, null, stop), days) : [];
        return new(zone, span, shown, [.. Enumerable.Range(range.First, range.Count).Select(q => values[q])], await book.VersionsAsync(name, shown, stop), gaps);
    }

    static List<MarketGap> Find(List<SeriesDay> rows, (DateOnly From, DateOnly To) span)
    {
        var known = rows.ToDictionary(Date, r => SeriesBook.Read(r.Numbers).Count(n => n is not null));
        List<MarketGap> gaps = [];
        for (var day = span.From; day <= span.To; day = day.AddDays(1))
        {
            var missing = GermanTime.Day(day).Count - known.GetValueOrDefault(day);
            if (missing > 0)
                gaps.Add(new(day, missing));
        }

        return gaps;
    }
}

/// <summary>A day without all its prices.</summary>
/// <param name="Day">The German day.</param>
/// <param name="Missing">How many quarter-hours have none.</param>
sealed record MarketGap(DateOnly Day, int Missing);
