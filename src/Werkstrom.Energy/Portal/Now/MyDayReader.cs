using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Index.Reading;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Serve;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Portal.Now;

/// <summary>Reads today and tomorrow as a contract has them. What is not known is missing, and said; the rest is there.</summary>
sealed class MyDayReader(TariffBook tariffs, TariffDraw draw, RegionBook regions, ServedRegions served, NextDayReader next, TimeProvider clock)
{
    /// <summary>Reads them.</summary>
    public async Task<MyDays> ReadAsync(Contract contract, CancellationToken stop)
    {
        var now = Quarters.Of(clock.GetUtcNow());
        var today = GermanTime.Date(now);
        var region = contract.Region is { } code ? await regions.FindAsync(code, stop) : null;
        return new(
            now, await DayAsync(contract, region, today, stop), await DayAsync(contract, region, today.AddDays(1), stop), region?.Name,
            region is null ? null : await next.ReadAsync(region, stop));
    }

    /// <summary>Reads one day.</summary>
    public async Task<MyDay> DayAsync(Contract contract, IndexRegion? region, DateOnly day, CancellationToken stop)
    {
        var range = GermanTime.Day(day);
        var (index, carbon, price) = (new int?[range.Count], new double?[range.Count], new int?[range.Count]);
        if (region is not null)
        {
            foreach (var quarter in await served.QuartersAsync(region, range, stop))
                (index[quarter.Quarter - range.First], carbon[quarter.Quarter - range.First]) = (quarter.Index, (double?)quarter.Made?.Carbon);
        }

        var held = range.Meet(new(contract.First, (contract.End ?? int.MaxValue) - contract.First));
        if (held.Count == 0 || await tariffs.FindAsync(contract.Tariff, null, stop) is not { } tariff)
            return new(day, range, price, index, carbon, false, null);
        var (sheet, faults) = await draw.TryAsync(tariff.Read(), new(day, contract.Place, contract.Region), held, stop);
        if (sheet is null)
            return new(day, range, price, index, carbon, false, string.Join(" ", faults));
        for (var quarter = held.First; quarter < held.End; quarter++)
            price[quarter - range.First] = sheet.Gross(quarter);
        return new(day, range, price, index, carbon, sheet.Rows.Any(IsReplaced), null);
    }

    static bool IsReplaced(PriceRow row) => row.Pieces.Any(p => p.Source.Contains(PlanSeries.Replaced, StringComparison.Ordinal));
}
