using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Kernel.Data;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Energy.Bills;

/// <summary>Numbers without gaps on both registries, also when two runs are released at once.</summary>
public sealed class BillNumbersTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Two_runs_of_the_same_contracts_released_at_once_give_each_contract_one_bill(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var (one, two) = (await DraftAsync(registry, 1, "A", "B", "C"), await DraftAsync(registry, 2, "B", "C", "D"));
        var numbers = registry.Get<BillNumbers>();

        await Task.WhenAll(numbers.RunAsync(one, default), numbers.RunAsync(two, default));

        await using var db = await registry.Get<IDbContextFactory<EnergyDb>>().CreateDbContextAsync();
        var bills = await db.Set<BillRow>().AsNoTracking().ToListAsync();
        var issued = bills.Where(b => b.State == BillState.Issued).ToList();
        Assert.Equal(["A", "B", "C", "D"], issued.Select(b => b.Contract).Order());
        Assert.Equal(["R2026-000001", "R2026-000002", "R2026-000003", "R2026-000004"], issued.Select(b => b.Number!).Order());
        Assert.All(bills.Except(issued), b => Assert.Contains("billed-already", b.Problems, StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_cancellation_has_the_next_number_and_takes_back_once(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var numbers = registry.Get<BillNumbers>();
        await numbers.RunAsync(await DraftAsync(registry, 1, "A"), default);

        var cancelled = await numbers.CancelAsync("R2026-000001", "wrong", default);

        Assert.Equal(("R2026-000002", -1_190, "R2026-000001"), (cancelled!.Number!, cancelled.Gross, cancelled.Root!));
        Assert.Null(await numbers.CancelAsync("R2026-000001", "again", default));
        Assert.Null(await numbers.CancelAsync("R2026-000002", "a cancellation", default));
        await numbers.RunAsync(await DraftAsync(registry, 2, "A"), default); // its time is free again
        Assert.Equal("R2026-000003", (await registry.Get<BillBook>().IssuedAsync("A", 1, default)).Single().Number); // none was lost by the refusals
    }

    static async Task<Registries> OpenAsync(Engine engine)
    {
        var registry = await Registries.OpenAsync(engine, builder =>
        {
            builder.Services.AddRegistry<EnergyDb>();
            builder.Services.AddSingleton<CustomerBook>().AddSingleton<SupplierBook>().AddSingleton<BillNumbers>().AddSingleton<BillBook>();
        });
        Assert.Empty(await registry.Get<SupplierBook>().PutAsync(s => s.Prefix = "R", default));
        return registry;
    }

    static async Task<BillRun> DraftAsync(Registries registry, long id, params string[] contracts)
    {
        BillRun run = new()
        {
            Id = id,
            Kind = BillKind.Bill,
            State = RunState.Releasing,
            FirstQuarter = 1_000,
            Quarters = 96,
            SeriesState = 0,
            Total = 0,
            Done = 0,
            Skipped = 0,
            Maker = "a",
            MakerName = "a",
            MadeAt = registry.Clock.GetUtcNow(),
        };
        await using var db = await registry.Get<IDbContextFactory<EnergyDb>>().CreateDbContextAsync();
        db.Add(run);
        db.AddRange(contracts.Select((c, i) => new BillRow
        {
            Id = (id * 100) + i,
            RunId = id,
            Kind = BillKind.Bill,
            State = BillState.Draft,
            Contract = c,
            Customer = c,
            Malo = "10000000017",
            Tariff = "flat",
            PeerGroup = "",
            FirstQuarter = 1_000,
            Quarters = 96,
            SeriesState = 0,
            MeterVersion = 0,
            Wh = 0,
            Net = 1_000,
            Gross = 1_190,
            Before = 0,
            Content = "{\"lines\":[],\"vat\":[],\"months\":[],\"ways\":[]}",
            Hash = "",
            Facts = "{}",
            Problems = "[]",
            IsBlocked = false,
        }));
        await db.SaveChangesAsync();
        return run;
    }
}
