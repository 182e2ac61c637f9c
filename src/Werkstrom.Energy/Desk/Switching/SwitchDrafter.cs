using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>Finds out who can be switched, who cannot and why, and what it means for each. Begun again after a stop it begins anew: nothing was changed yet.</summary>
sealed class SwitchDrafter(IDbContextFactory<EnergyDb> dbs, TariffBook tariffs, TariffDesk desk, RateBook rates, IOptions<EnergyOptions> options, TimeProvider clock)
{
    const int AtOnce = 200;

    const int YearDays = 365;

    /// <summary>Makes the rows of a switch.</summary>
    public async Task RunAsync(SwitchRun run, CancellationToken stop)
    {
        var now = Quarters.Of(clock.GetUtcNow());
        var (today, day) = (GermanTime.Date(now), GermanTime.Date(run.FirstQuarter));
        await using var db = await dbs.CreateDbContextAsync(stop);
        await db.Set<SwitchRow>().Where(r => r.SwitchId == run.Id).ExecuteDeleteAsync(stop);
        var (contracts, unknown) = await run.Who.FindAsync(db, now, run.FirstQuarter, stop);
        (run.Total, run.Done, run.Unknown, run.Uncosted) = (contracts.Count, 0, string.Join(' ', unknown), null);
        var offered = (await tariffs.AllAsync(stop)).ToDictionary(t => t.Key);
        SwitchPrices prices = new(desk, await rates.TableAsync(null, stop), options.Value.Zone, day, GermanTime.Between(today.AddDays(-YearDays), today));
        SwitchRules rules = new(run, today);
        foreach (var chunk in contracts.Chunk(AtOnce))
        {
            List<SwitchRow> rows = [];
            var (bills, erased) = (await BillsAsync(db, chunk, run.FirstQuarter, stop), await ErasedAsync(db, chunk, stop));
            foreach (var contract in chunk)
                rows.Add(await RowAsync(run, contract, rules, prices, offered, erased.Contains(contract.Customer), bills.GetValueOrDefault(contract.Number), stop));
            run.Done += chunk.Length;
            await KeepAsync(run, rows, stop);
        }
    }

    static async Task<SwitchRow> RowAsync(
        SwitchRun run, Contract contract, SwitchRules rules, SwitchPrices prices, Dictionary<string, TariffVersion> offered, bool isErased, BillRow? bill, CancellationToken stop)
    {
        var wanted = offered[run.Tariff];
        var faults = rules.Of(contract, isErased, bill, prices.NeedsQuarters(wanted), prices.NoPrice(wanted, contract));
        var (before, after, fault) = faults.Count > 0 ? (null, null, null) : await prices.OfAsync(contract, offered.GetValueOrDefault(contract.Tariff), wanted, stop);
        run.Uncosted ??= fault;
        return new()
        {
            SwitchId = run.Id,
            Contract = contract.Number,
            Customer = contract.Customer,
            Malo = contract.Malo,
            Tariff = contract.Tariff,
            EndQuarter = contract.End,
            State = faults.Count > 0 ? SwitchStep.Excepted : SwitchStep.Planned,
            Faults = BillContent.Write(faults),
            CentsBefore = before,
            CentsAfter = after,
        };
    }

    async Task KeepAsync(SwitchRun run, List<SwitchRow> rows, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        db.AddRange(rows);
        db.Update(run);
        await db.SaveChangesAsync(stop);
    }

    // a bill that holds, or a draft, of quarter-hours from the switch on: they would be priced by the old tariff
    static async Task<Dictionary<string, BillRow>> BillsAsync(EnergyDb db, Contract[] contracts, int at, CancellationToken stop)
    {
        var numbers = contracts.Select(c => c.Number).ToList();
        var bills = await db.Set<BillRow>().AsNoTracking()
            .Where(b => numbers.Contains(b.Contract) && b.Kind != BillKind.Cancellation && (b.State == BillState.Draft || b.State == BillState.Issued) && b.FirstQuarter + b.Quarters > at).ToListAsync(stop);
        return bills.GroupBy(b => b.Contract).ToDictionary(g => g.Key, g => g.MaxBy(b => b.Range.End)!);
    }

    static async Task<HashSet<string>> ErasedAsync(EnergyDb db, Contract[] contracts, CancellationToken stop)
    {
        var numbers = contracts.Select(c => c.Customer).Distinct().ToList();
        return [.. await db.Set<Customer>().Where(c => numbers.Contains(c.Number) && c.ErasedAt != null).Select(c => c.Number).ToListAsync(stop)];
    }
}
