using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Reading;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Serve;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Open;

/// <summary>What is known of a postal code.</summary>
/// <param name="Code">The postal code.</param>
/// <param name="Region">Its region.</param>
/// <param name="Now">The quarter-hour that runs.</param>
/// <param name="Today">Quarter-hours of today.</param>
/// <param name="Tomorrow">Those of tomorrow, as far as they are known.</param>
/// <param name="Next">How it stands with tomorrow.</param>
/// <param name="Sealed">The last signed days, the newest first.</param>
sealed record GreenFacts(
    string Code, IndexRegion Region, int Now, IReadOnlyList<RegionQuarter> Today, IReadOnlyList<RegionQuarter> Tomorrow, NextDay Next, IReadOnlyList<(DateOnly Day, IndexSeal Seal)> Sealed);

/// <summary>Reads it.</summary>
sealed class GreenReader(ServedRegions served, RegionBook regions, IndexReader index, NextDayReader next, FreezeDesk freeze, TimeProvider clock)
{
    const int SealedDays = 3, NearYears = 5;

    static readonly TimeSpan Holds = TimeSpan.FromMinutes(1);

    (DateTimeOffset Until, HashSet<string> Codes)? _known;

    /// <summary>Whether a region has a postal code.</summary>
    public async ValueTask<bool> IsKnownAsync(string code, CancellationToken stop)
    {
        if (_known is { } known && known.Until > clock.GetUtcNow())
            return known.Codes.Contains(code);
        HashSet<string> codes = [.. (await regions.AllAsync(stop)).SelectMany(r => RegionBook.Codes(r.PostalCodes, [])).Select(c => c.Code)];
        _known = (clock.GetUtcNow() + Holds, codes);
        return codes.Contains(code);
    }

    /// <summary>Whether something could be known of a day.</summary>
    public bool IsNear(DateOnly day) => GermanTime.Date(Quarters.Of(clock.GetUtcNow())) is var today && day <= today.AddYears(1) && day >= today.AddYears(-NearYears);

    /// <summary>What is known of a postal code that a region has.</summary>
    public async Task<GreenFacts> ReadAsync(string code, CancellationToken stop)
    {
        var region = await FindAsync(code, stop);
        var now = Quarters.Of(clock.GetUtcNow());
        var (today, range) = (GermanTime.Day(GermanTime.Date(now)), served.TodayAndTomorrow);
        var all = await served.QuartersAsync(region, range, stop);
        var chain = await freeze.ChainAsync(region.Code, stop);
        return new(
            code, region, now, [.. all.Where(q => today.Contains(q.Quarter))], [.. all.Where(q => !today.Contains(q.Quarter))], await next.ReadAsync(region, stop),
            [.. chain.TakeLast(SealedDays).Reverse().Select(r => (InputBook.Date(r.Day), IndexSeal.Of(r)))]);
    }

    /// <summary>A year of the region of a postal code.</summary>
    public async Task<IReadOnlyList<IndexDay>> YearAsync(string code, int year, CancellationToken stop) =>
        await index.ReadAsync(await FindAsync(code, stop), new(year, 1, 1), new(year, 12, 31), stop, isBrief: true);

    /// <summary>A signed day of the region of a postal code; null: there is none.</summary>
    public async Task<FrozenRow?> SealAsync(string code, DateOnly day, CancellationToken stop) =>
        (await freeze.ChainAsync((await FindAsync(code, stop)).Code, stop)).Find(r => r.Day == InputBook.Number(day));

    /// <summary>Postal codes with their regions, some of each.</summary>
    public async Task<IReadOnlyList<(string Name, IReadOnlyList<string> Codes)>> RegionsAsync(CancellationToken stop) =>
        [.. (await regions.AllAsync(stop)).Select(r => (r.Name, (IReadOnlyList<string>)[.. RegionBook.Codes(r.PostalCodes, []).Select(c => c.Code)])).Where(r => r.Item2.Count > 0)];

    async Task<IndexRegion> FindAsync(string code, CancellationToken stop) =>
        await served.FindAsync(code, stop) ?? throw new InvalidOperationException($"No region has the postal code {code} any more.");
}
