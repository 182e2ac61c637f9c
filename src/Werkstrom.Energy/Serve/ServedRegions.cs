using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Reading;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Index;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Serve;

/// <summary>What the electricity of a quarter-hour of a region is made of.</summary>
/// <param name="Parts">Local renewable generation by technology, Wh; empty for one that is to come.</param>
/// <param name="Coverage">How much of the load the region covers itself, 0 to 1; null for one that is to come.</param>
/// <param name="Share">Renewable share of what is used, 0 to 1: measured, or the middle of the forecast.</param>
/// <param name="Carbon">CO₂ of what is used, g/kWh; null when there are no factors.</param>
sealed record ServedQuarter(IReadOnlyDictionary<string, int> Parts, decimal? Coverage, decimal Share, decimal? Carbon);

/// <summary>A quarter-hour of a region.</summary>
/// <param name="Quarter">Which.</param>
/// <param name="Index">The frozen index, 0 to 100; null when none is known.</param>
/// <param name="Made">What it is made of; null when that is not known.</param>
readonly record struct RegionQuarter(int Quarter, int? Index, ServedQuarter? Made);

/// <summary>Regions by postal code, with their frozen index.</summary>
sealed class ServedRegions(RegionBook regions, IndexReader reader, CarbonBook carbon, SeriesBook book, ServedPrices prices)
{
    /// <summary>From this on a quarter-hour is green: the greenest third of the last year, for the index is a rank.</summary>
    const int Green = 67;

    /// <summary>Below this it is red: the least green third.</summary>
    const int Yellow = 34;

    /// <summary>Today and tomorrow, German days.</summary>
    public QuarterRange TodayAndTomorrow => new(prices.Today.First, prices.Tomorrow.End - prices.Today.First);

    /// <summary>The region of a postal code; where several have it, that in which it weighs most. Null when none has it.</summary>
    public async Task<IndexRegion?> FindAsync(string zip, CancellationToken stop) => (await regions.AllAsync(stop))
        .SelectMany(r => RegionBook.Codes(r.PostalCodes, []).Where(c => c.Code == zip).Select(c => (Region: r, c.Percent)))
        .OrderByDescending(f => f.Percent).ThenBy(f => f.Region.Code, StringComparer.Ordinal).FirstOrDefault().Region;

    /// <summary>The quarter-hours of a region, one after the other.</summary>
    public async Task<IReadOnlyList<RegionQuarter>> QuartersAsync(IndexRegion region, QuarterRange range, CancellationToken stop)
    {
        var index = await book.ReadAsync(SeriesNames.Index(region.Code), range, null, stop);
        var table = await carbon.TableAsync(stop);
        var days = await reader.ReadAsync(region, GermanTime.Date(range.First), GermanTime.Date(range.End - 1), stop);
        var made = days.SelectMany(d => d.Quarters.Select(q => (Quarter: Quarters.At(q.Start), Made: Of(d.Day, q, table)))).ToDictionary(q => q.Quarter, q => q.Made);
        return [.. Enumerable.Range(range.First, range.Count).Select(q => new RegionQuarter(q, index[q], made.GetValueOrDefault(q)))];
    }

    /// <summary>Full hours whose four quarter-hours have an index.</summary>
    public static IEnumerable<RegionQuarter[]> Hours(IReadOnlyList<RegionQuarter> quarters) =>
        quarters.GroupBy(q => q.Quarter / 4).Select(g => g.ToArray()).Where(g => g.Length == 4 && g.All(q => q.Index is not null));

    /// <summary>2 green, 1 yellow, 0 red.</summary>
    public static int Light(decimal index) => index >= Green ? 2 : index >= Yellow ? 1 : 0;

    static ServedQuarter? Of(DateOnly day, IndexQuarter quarter, CarbonTable table)
    {
        if (quarter is { Share: { } share, Coverage: { } coverage, Parts: { } parts })
            return new(parts.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!.Value), (decimal)coverage, (decimal)share, (decimal?)quarter.Co2);
        // of what is to come only the share is forecast: the factors of the zone hold for both parts of it
        return quarter.Forecast is { } forecast ? new(new Dictionary<string, int>(), null, (decimal)forecast.ShareMiddle, (decimal?)table.Of(day, new(0, 1, (int)Math.Round(forecast.ShareMiddle * GreenQuarter.Whole)), []) / 1000) : null;
    }
}
