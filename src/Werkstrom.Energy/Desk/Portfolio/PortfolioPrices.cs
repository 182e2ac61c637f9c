using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk.Portfolio;

/// <summary>What earns and costs energy in a month: prices of each kind of contract, of the exchange, and how green the zone was.</summary>
sealed class PortfolioPrices(QuarterRange range, QuarterSeries spot, QuarterSeries share)
{
    readonly Dictionary<(string, SupplyPlace, string?), (PriceSheet? Sheet, int[]? Energy, string? Fault)> _known = [];

    /// <summary>The quarter-hours.</summary>
    public QuarterRange Range => range;

    /// <summary>Draws the prices of a contract's kind, once.</summary>
    public async Task<(PriceSheet? Sheet, int[]? Energy, string? Fault)> OfAsync(TariffDesk desk, Contract contract, CancellationToken stop)
    {
        var key = (contract.Tariff, contract.Place, contract.Region);
        if (_known.TryGetValue(key, out var known))
            return known;
        try
        {
            var sheet = await desk.DrawAsync(contract.Tariff, contract.Place, contract.Region, range, null, stop);
            var energy = new int[range.Count];
            foreach (var row in sheet.Rows.Where(r => r.Kind == PartKind.Energy))
            {
                for (var i = 0; i < energy.Length; i++)
                    energy[i] += row.Prices[i];
            }

            known = (sheet, energy, null);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            known = (null, null, e is ArgumentException wrong ? TariffDesk.Plain(wrong) : e.Message);
        }

        return _known[key] = known;
    }

    /// <summary>Adds what some contracts of one kind used together.</summary>
    /// <param name="row">To what.</param>
    /// <param name="priced">The prices of their kind.</param>
    /// <param name="own">The quarter-hours in which they hold, within <see cref="Range"/>.</param>
    /// <param name="wh">The energy of each of these.</param>
    /// <param name="measured">How much of it is measured.</param>
    /// <param name="contracts">How many pay the base fee.</param>
    public void Add(PortfolioRow row, (PriceSheet? Sheet, int[]? Energy, string? Fault) priced, QuarterRange own, IReadOnlyList<long> wh, long measured, int contracts)
    {
        row.MeasuredWh += measured;
        row.Fault ??= priced.Fault;
        for (var i = 0; i < own.Count; i++)
        {
            var (quarter, used) = (own.First + i, wh[i]);
            row.Wh += used;
            if (share[quarter] is { } green)
                (row.SharedWh, row.GreenWh) = (row.SharedWh + used, row.GreenWh + (long)((Int128)used * green / 1_000_000));
            if (priced.Energy is not { } prices)
            {
                row.UnpricedWh += used;
                continue;
            }

            var earned = used * prices[quarter - range.First];
            row.Revenue += earned;
            if (spot[quarter] is not { } cost)
                continue;
            (row.ProcuredWh, row.ProcuredRevenue, row.Procurement) = (row.ProcuredWh + used, row.ProcuredRevenue + earned, row.Procurement + (used * cost));
        }

        if (priced.Sheet is { } sheet)
        {
            var fees = contracts * Fees(sheet, own);
            (row.Revenue, row.ProcuredRevenue) = (row.Revenue + fees, row.ProcuredRevenue + fees);
        }
    }

    /// <summary>The supplier's own fees of a contract in some quarter-hours, µct: a year's fee by its days; a day counts when its first quarter-hour is among them.</summary>
    internal static long Fees(PriceSheet sheet, QuarterRange own)
    {
        Int128 parts = 0; // of 365 × 366, so that the days of common and of leap years are exact beside each other
        foreach (var piece in sheet.Fees.Where(f => f.Kind == PartKind.Energy).SelectMany(f => f.Pieces))
        {
            var held = piece.Range.Meet(own);
            for (var day = GermanTime.Date(held.First); held.Count > 0 && GermanTime.Day(day).First < held.End; day = day.AddDays(1))
                parts += GermanTime.Day(day).First >= held.First ? (Int128)piece.PerYear * (DateTime.IsLeapYear(day.Year) ? 365 : 366) : 0;
        }

        return (long)(parts / (365 * 366));
    }

    /// <summary>Of a month: the series are those of the house's zone.</summary>
    public static async Task<PortfolioPrices> ReadAsync(SeriesBook series, string zone, QuarterRange range, CancellationToken stop) =>
        new(range, await series.ReadAsync(SeriesNames.Spot(zone), range, null, stop), await series.ReadAsync(SeriesNames.Share(zone), range, null, stop));
}
