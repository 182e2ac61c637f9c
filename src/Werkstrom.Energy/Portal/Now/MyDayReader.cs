using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Partners;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Serve;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Portal.Now;

/// <summary>Reads today and tomorrow as a contract has them. What is not known is missing, and said; the rest is there.</summary>
sealed class MyDayReader(TariffBook tariffs, TariffDraw draw, RegionBook regions, ServedRegions served, SeriesBook series, IDbContextFactory<EnergyDb> dbs, TimeProvider clock)
{
    /// <summary>Reads them.</summary>
    public async Task<MyDays> ReadAsync(Contract contract, CancellationToken stop)
    {
        var now = Quarters.Of(clock.GetUtcNow());
        var today = GermanTime.Date(now);
        var region = contract.Region is { } code ? await regions.FindAsync(code, stop) : null;
        var disturbed = region is null && contract.Region is not null ? await DisturbedAsync(contract.Region, stop) : null;
        var tariff = (await tariffs.FindAsync(contract.Tariff, null, stop))?.Read();
        var (first, second) = (await DayAsync(contract, tariff, region, today, stop), await DayAsync(contract, tariff, region, today.AddDays(1), stop));
        var name = region?.Name ?? contract.Region; // that of a partner has its code only
        return new(now, first, second, name, name is null ? null : FreezeDesk.Due(today.AddDays(1)), tariff, disturbed);
    }

    async Task<MyDay> DayAsync(Contract contract, TariffDefinition? tariff, IndexRegion? region, DateOnly day, CancellationToken stop)
    {
        var range = GermanTime.Day(day);
        var (index, carbon, price) = (new int?[range.Count], new double?[range.Count], new int?[range.Count]);
        if (region is not null)
        {
            foreach (var quarter in await served.QuartersAsync(region, range, stop))
                (index[quarter.Quarter - range.First], carbon[quarter.Quarter - range.First]) = (quarter.Index, (double?)quarter.Made?.Carbon);
        }
        else if (contract.Region is { } code)
        {
            // the index of a partner: signed days, of what they are made is known there
            var known = await series.ReadAsync(SeriesNames.Index(code), range, null, stop);
            for (var quarter = range.First; quarter < range.End; quarter++)
                index[quarter - range.First] = known[quarter];
        }

        var held = range.Meet(new(contract.First, (contract.End ?? int.MaxValue) - contract.First));
        if (held.Count == 0 || tariff is null)
            return new(day, range, price, index, carbon, false, null);
        var (sheet, faults) = await draw.TryAsync(tariff, new(day, contract.Place, contract.Region), held, stop);
        if (sheet is null)
            return new(day, range, price, index, carbon, false, string.Join(" ", faults));
        for (var quarter = held.First; quarter < held.End; quarter++)
            price[quarter - range.First] = sheet.Gross(quarter);
        return new(day, range, price, index, carbon, sheet.Rows.Any(IsReplaced), null);
    }

    async Task<PartnerState?> DisturbedAsync(string code, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<PartnerState>().AsNoTracking().FirstOrDefaultAsync(s => s.Region == code && s.Reason != "" && db.Set<Partner>().Any(p => p.Region == code && p.IsOn), stop);
    }

    static bool IsReplaced(PriceRow row) => row.Pieces.Any(p => p.Source.Contains(PlanSeries.Replaced, StringComparison.Ordinal));
}
