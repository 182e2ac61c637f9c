using Microsoft.Extensions.Options;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Market.Sources;

/// <summary>What is still to be asked of a source, and when next.</summary>
sealed class SourcePlan(SeriesBook book, IOptions<MarketOptions> options)
{
    /// <summary>So many hours ahead an index is asked for.</summary>
    const int Ahead = 24;

    static readonly TimeSpan Soon = TimeSpan.FromMinutes(15), Later = TimeSpan.FromHours(6), First = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromHours(1);
    static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>Days of which something is missing, those in a row together: as far back as gaps are filled, tomorrow once it may be there.</summary>
    public async Task<IReadOnlyList<QuarterRange>> WantedAsync(MarketSource source, DateTimeOffset now, CancellationToken stop)
    {
        var here = Quarters.Of(now);
        if (source.Format == MarketFormat.Gsi)
            return [new(here - (here % 4), Ahead * 4)];
        var today = GermanTime.Date(here);
        var last = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime) >= source.From ? today.AddDays(1) : today;
        var from = today.AddDays(-options.Value.BackDays);
        var known = (await book.DaysAsync(SeriesNames.Spot(source.Zone), from, last, null, stop))
            .Where(d => SeriesBook.Read(d.Numbers).All(n => n is not null)).Select(MarketDays.Date).ToHashSet();
        List<QuarterRange> wanted = [];
        for (var day = from; day <= last; day = day.AddDays(1))
        {
            if (known.Contains(day))
                continue;
            var range = GermanTime.Day(day);
            if (wanted.Count > 0 && wanted[^1].End == range.First)
                wanted[^1] = new(wanted[^1].First, wanted[^1].Count + range.Count);
            else
                wanted.Add(range);
        }

        wanted.Reverse(); // what is needed first is asked for first
        return wanted;
    }

    /// <summary>How many quarter-hours of what is wanted are not known.</summary>
    public async Task<int> MissingAsync(MarketSource source, IReadOnlyList<QuarterRange> wanted, CancellationToken stop)
    {
        var missing = 0;
        foreach (var range in wanted)
        {
            var values = await book.ReadAsync(source.Format == MarketFormat.Gsi ? $"foreign/gsi/{source.Place}" : SeriesNames.Spot(source.Zone), range, null, stop);
            missing += Enumerable.Range(range.First, range.Count).Count(q => values[q] is null);
        }

        return missing;
    }

    /// <summary>When a source that answered is asked next.</summary>
    /// <param name="wanted">What is still missing.</param>
    public static DateTimeOffset Next(MarketSource source, IReadOnlyList<QuarterRange> wanted, DateTimeOffset now)
    {
        if (source.Format == MarketFormat.Gsi)
            return new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 5, 0, TimeSpan.Zero).AddHours(1);
        if (wanted.Count > 0)
            return now + (wanted.Any(w => w.End > Quarters.Of(now)) ? Soon : Later);
        var local = TimeZoneInfo.ConvertTime(now, Zone).DateTime;
        var at = local.Date + source.From.ToTimeSpan();
        at = at > local ? at : at.AddDays(1);
        return new DateTimeOffset(at, Zone.GetUtcOffset(at)).ToUniversalTime();
    }

    /// <summary>When a source that failed is asked again: a minute, with each failure twice as long, an hour at most, and not before it lets us.</summary>
    public static DateTimeOffset After(int failures, TimeSpan? wait, DateTimeOffset now)
    {
        var rest = First * Math.Pow(2, Math.Min(failures - 1, 10));
        rest = rest < Longest ? rest : Longest;
        return now + (wait is { } asked && asked > rest ? asked : rest);
    }
}
