using Microsoft.Extensions.Options;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk.Portfolio;

/// <summary>
/// Makes the months of the portfolio: what is measured is read once for all months that are made, each read noted as any other; who is not measured is
/// summed by load profile and priced together.
/// </summary>
sealed class PortfolioMaker(
    PortfolioBook book, ContractBook contracts, MeterStore store, MeterValues values, TariffDesk tariffs, SeriesBook series, IOptions<EnergyOptions> options, TimeProvider clock) : IDisposable
{
    const int AtOnce = 50;

    readonly SemaphoreSlim _one = new(1, 1);

    public void Dispose() => _one.Dispose();

    /// <summary>Makes the months whose inputs changed since they were made.</summary>
    /// <param name="all">Whether those are made again too whose inputs look the same.</param>
    /// <returns>How many months were made.</returns>
    public async Task<int> MakeAsync(bool all, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            using (Actor.As("energy"))
                return await PassAsync(all, stop);
        }
        finally
        {
            _one.Release();
        }
    }

    async Task<int> PassAsync(bool all, CancellationToken stop)
    {
        var today = GermanTime.Date(Quarters.Of(clock.GetUtcNow()));
        var held = await contracts.OverlappingAsync(new(0, GermanTime.Day(today).First), stop);
        if (held.Count == 0)
        {
            await book.KeepAsync([], [], stop);
            return 0;
        }

        PortfolioMarks marks = new(await book.MarksAsync(stop), held, await book.StatesAsync(stop), today);
        var begin = GermanTime.Date(held.Min(c => c.First));
        var months = Months(begin, today).ToList();
        var due = months.Where(m => all || marks.IsDue(m)).ToList();
        Dictionary<(DateOnly, string), PortfolioRow> rows = [];
        Dictionary<DateOnly, PortfolioPrices> prices = [];
        foreach (var (month, range) in due)
        {
            prices[month] = await PortfolioPrices.ReadAsync(series, options.Value.Zone, range, stop);
            foreach (var row in PortfolioCount.Of(held, month, range))
            {
                (row.Mark, row.MadeAt, row.IsWhole) = (marks.Of((month, range)), clock.GetUtcNow(), range.End == GermanTime.Month(month.Year, month.Month).End);
                rows[(month, row.Tariff)] = row;
            }
        }

        if (due.Count > 0)
            await LoadAsync(held, due, prices, rows, stop);
        foreach (var part in rows.Values.Where(r => r.Tariff != PortfolioRow.All).ToList())
            rows[(part.Month, PortfolioRow.All)].Add(part);
        await book.KeepAsync([.. rows.Values], [.. months.Select(m => m.Month)], stop);
        return due.Count;
    }

    /// <summary>Months with the quarter-hours of their days that are over; the one that runs until yesterday.</summary>
    internal static IEnumerable<(DateOnly Month, QuarterRange Range)> Months(DateOnly begin, DateOnly today)
    {
        // what is older than five years is for nobody who looks at a portfolio
        var from = begin < today.AddYears(-5) ? today.AddYears(-5) : begin;
        for (DateOnly month = new(from.Year, from.Month, 1); month < today; month = month.AddMonths(1))
            yield return (month, GermanTime.Between(month, month.AddMonths(1) < today ? month.AddMonths(1) : today));
    }

    async Task LoadAsync(
        IReadOnlyList<Contract> held, List<(DateOnly Month, QuarterRange Range)> due, Dictionary<DateOnly, PortfolioPrices> prices, Dictionary<(DateOnly, string), PortfolioRow> rows,
        CancellationToken stop)
    {
        ExpectedLoads expected = new();
        QuarterRange whole = new(due[0].Range.First, due[^1].Range.End - due[0].Range.First);
        var metered = held.Where(c => Own(c, whole).Count > 0 && store.StampOf(c.Malo) is not null).ToList();
        foreach (var chunk in metered.Chunk(AtOnce))
        {
            var loads = await values.TryReadAsync([.. chunk.Select(c => (c.Malo, Own(c, whole)))], "portfolio figures", stop);
            for (var i = 0; i < chunk.Length; i++)
            {
                foreach (var (month, range) in due.Where(m => Own(chunk[i], m.Range).Count > 0))
                    Measured(chunk[i], Own(chunk[i], range), loads[i].Load, expected, prices[month], await prices[month].OfAsync(tariffs, chunk[i], stop), rows[(month, chunk[i].Tariff)]);
            }

            await Task.Yield();
        }

        var known = metered.Select(c => c.Id).ToHashSet();
        foreach (var (month, range) in due)
        {
            foreach (var kind in held.Where(c => !known.Contains(c.Id) && Own(c, range).Count > 0).GroupBy(c => (c.Tariff, c.Place, c.Region, Profile: ExpectedLoads.ProfileOf(c), Own: Own(c, range))))
            {
                var first = kind.First();
                var wh = expected.Of(kind.Key.Profile, first.Place.Calendar, kind.Sum(c => c.AnnualWh), kind.Key.Own);
                var row = rows[(month, first.Tariff)];
                prices[month].Add(row, await prices[month].OfAsync(tariffs, first, stop), kind.Key.Own, wh, 0, kind.Count());
                row.Gaps += kind.Key.Place.Metering == MeteringKind.Profile ? 0 : kind.Count();
            }
        }
    }

    static void Measured(
        Contract contract, QuarterRange own, MeteredLoad load, ExpectedLoads expected, PortfolioPrices prices, (PriceSheet?, int[]?, string?) priced, PortfolioRow row)
    {
        var wh = new long[own.Count];
        long[]? fill = null;
        var measured = 0L;
        for (var i = 0; i < wh.Length; i++)
        {
            var value = load.Taken[own.First + i - load.Range.First];
            if (value.Origin == ValueOrigin.Missing)
                wh[i] = (fill ??= expected.Of(ExpectedLoads.ProfileOf(contract), contract.Place.Calendar, contract.AnnualWh, own))[i];
            else
                measured += wh[i] = value.Wh;
        }

        row.Gaps += fill is not null && contract.Place.Metering != MeteringKind.Profile ? 1 : 0;
        prices.Add(row, priced, own, wh, measured, 1);
    }

    static QuarterRange Own(Contract contract, QuarterRange range) => range.Meet(new(contract.First, (contract.End ?? int.MaxValue) - contract.First));
}
