using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Serve;

/// <summary>A quarter-hour of a region.</summary>
/// <param name="Quarter">Which.</param>
/// <param name="Index">The frozen index, 0 to 100; null when none is known.</param>
/// <param name="Made">What it rests on; null when that is not known.</param>
readonly record struct RegionQuarter(int Quarter, int? Index, ServedQuarter? Made);

/// <summary>Regions by postal code, with their frozen index.</summary>
sealed class ServedRegions(IEnumerable<IServedIndex> sources, SeriesBook book, ServedPrices prices)
{
    /// <summary>From this on a quarter-hour is green: the greenest third of the last year, for the index is a rank.</summary>
    const int Green = 67;

    /// <summary>Below this it is red: the least green third.</summary>
    const int Yellow = 34;

    /// <summary>Today and tomorrow, German days.</summary>
    public QuarterRange TodayAndTomorrow => new(prices.Today.First, prices.Tomorrow.End - prices.Today.First);

    /// <summary>The region of a postal code; where several have it, that in which it weighs most. Null when none has it.</summary>
    public async Task<ServedRegion?> FindAsync(string zip, CancellationToken stop)
    {
        List<(ServedRegion Region, int Percent)> found = [];
        foreach (var source in sources)
        {
            foreach (var region in await source.RegionsAsync(stop))
                found.AddRange(region.PostalCodes.Where(c => c.Code == zip).Select(c => (region, c.Percent)));
        }

        return found.OrderByDescending(f => f.Percent).ThenBy(f => f.Region.Code, StringComparer.Ordinal).FirstOrDefault().Region;
    }

    /// <summary>The quarter-hours of a region, one after the other.</summary>
    public async Task<IReadOnlyList<RegionQuarter>> QuartersAsync(ServedRegion region, QuarterRange range, CancellationToken stop)
    {
        var index = await book.ReadAsync(SeriesNames.Index(region.Code), range, null, stop);
        var made = new ServedQuarter?[range.Count];
        foreach (var source in sources)
        {
            foreach (var (i, quarter) in (await source.QuartersAsync(region.Code, range, stop)).Index())
                made[i] ??= quarter;
        }

        return [.. Enumerable.Range(0, range.Count).Select(i => new RegionQuarter(range.First + i, index[range.First + i], made[i]))];
    }

    /// <summary>Full hours whose four quarter-hours have an index.</summary>
    public static IEnumerable<RegionQuarter[]> Hours(IReadOnlyList<RegionQuarter> quarters) =>
        quarters.GroupBy(q => Math.DivRem(q.Quarter, 4).Quotient).Select(g => g.ToArray()).Where(g => g.Length == 4 && g.All(q => q.Index is not null));

    /// <summary>2 green, 1 yellow, 0 red.</summary>
    public static int Light(decimal index) => index >= Green ? 2 : index >= Yellow ? 1 : 0;
}
