using Microsoft.Extensions.Options;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Trials;
using Werkstrom.Tariff.Billing;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using static Werkstrom.Energy.Pilots.IndexTrials;

namespace Werkstrom.Energy.Pilots;

/// <summary>
/// Computes bills of this house again with the index as the partner's interface gives it now, and compares them to the µct. Only sums come out: no bill, no customer,
/// no consumption is named; each reading of meter values is noted as always.
/// </summary>
sealed class BillTrial(
    PartnerEnds ends, BillBook bills, ContractBook contracts, MeterValues values, TariffBook tariffs, RateBook rates, SeriesBook series, IOptions<EnergyOptions> options, TimeProvider clock)
{
    const int Most = 10, LongestDays = 400;

    /// <summary>The largest difference of a bill, µct.</summary>
    public async Task<TrialAnswer> RunAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop)
    {
        if (target.Region.Length == 0)
            return new(null, ["no-region"]);
        var found = await FindAsync(stop);
        if (found.Count == 0)
            return new(null, ["bill.none"], "advice.bills");
        var (first, last) = (found.Min(b => GermanTime.Date(b.Bill.FirstQuarter)), found.Max(b => GermanTime.Date(b.Bill.Range.End - 1)));
        if (last.DayNumber - first.DayNumber >= LongestDays)
            return new(null, [Line("bill.long", LongestDays)]);
        var (days, fault) = await ServedDays.ReadAsync(ends.Of(target), first, last, stop);
        if (fault is not null)
            return new(null, [fault], "advice.reach");
        if (days.Count(d => d.Frozen is null || !d.IsSigned) is > 0 and var missing)
            return new(null, [Line("bill.days", missing, first, last)], "advice.gaps");
        int?[] index = [.. days.SelectMany(d => d.Frozen!.Values.Select(v => (int?)v))];
        var (worst, other) = (0L, 0);
        foreach (var (bill, contract) in found)
        {
            var difference = await DifferenceAsync(bill, contract, new(SeriesNames.Index(contract.Region ?? ""), GermanTime.Day(first).First, index), stop);
            (worst, other) = (Math.Max(worst, difference), other + (difference == 0 ? 0 : 1));
        }

        return new(worst, [Line("bill.compared", found.Count, days.Count), Line(other == 0 ? "bill.same" : "bill.other", other)], "advice.bill");
    }

    // the newest ones of a tariff that follows the index; drafts, too, for they are computed by the same rules
    async Task<List<(BillRow Bill, Contract Contract)>> FindAsync(CancellationToken stop)
    {
        List<(BillRow, Contract)> found = [];
        foreach (var run in await bills.RunsAsync(3, stop))
        {
            foreach (var bill in (await bills.BillsAsync(run.Id, stop)).Where(b => b is { Kind: BillKind.Bill, IsBlocked: false }))
            {
                if (found.Count < Most && await contracts.FindAsync(bill.Contract, stop) is { Region.Length: > 0 } contract
                    && (await tariffs.FindAsync(bill.Tariff, bill.SeriesState, stop))?.Read().Components.Any(c => c.Rule is IndexDefinition or ZonesDefinition) == true)
                {
                    found.Add((bill, contract));
                }
            }

            if (found.Count > 0)
                return found; // of one run: they share a period
        }

        return found;
    }

    async Task<long> DifferenceAsync(BillRow bill, Contract contract, QuarterSeries index, CancellationToken stop)
    {
        var definition = (await tariffs.FindAsync(bill.Tariff, bill.SeriesState, stop))!.Read();
        PlanSeries plan = new(options.Value.Zone, contract.Region, bill.Range, Quarters.Of(clock.GetUtcNow()));
        foreach (var name in plan.Names(definition))
        {
            var before = await series.ReadAsync(name, PlanSeries.YearBefore(bill.Range), bill.SeriesState, stop);
            plan.Put(name, name == index.Name ? index : await series.ReadAsync(name, bill.Range, bill.SeriesState, stop), before);
        }

        var sheet = new PlanMaker(plan, contract.Place).Make(definition).Draw(bill.Range, contract.Place, await rates.TableAsync(bill.SeriesState, stop));
        var load = await values.ReadAsync(bill.Malo, bill.Range, bill.MeterVersion, "pilot: bill compared", stop);
        var again = BillMaker.Content(sheet, new BillFrame(sheet), load);
        var kept = BillContent.Read(bill.Content);
        var lines = Math.Abs(again.Lines.Sum(l => l.MicroCents) - kept.Lines.Sum(l => l.MicroCents));
        return Math.Max(lines, Math.Abs(again.Gross - kept.Gross) * 1_000_000);
    }
}
