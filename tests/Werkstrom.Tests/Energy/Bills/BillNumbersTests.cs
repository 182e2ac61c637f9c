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

        await numbers.RunAsync(await CancelAsync(registry, 5, "R2026-000001"), default);
        await numbers.RunAsync(await CancelAsync(registry, 6, "R2026-000001"), default); // a second draft of the same takes nothing back any more

        var cancelled = await registry.Get<BillBook>().FindAsync("R2026-000002", default);
        Assert.Equal((-1_190, "R2026-000001", BillKind.Cancellation), (cancelled!.Gross, cancelled.Root!, cancelled.Kind));
        Assert.Equal("R2026-000002", (await registry.Get<BillBook>().FindAsync("R2026-000001", default))!.CancelledBy);
        Assert.Contains("corrected-already", (await registry.Get<BillBook>().BillsAsync(6, default)).Single().Problems, StringComparison.Ordinal);
        await numbers.RunAsync(await DraftAsync(registry, 2, "A"), default); // its time is free again
        Assert.Equal("A", (await registry.Get<BillBook>().FindAsync("R2026-000003", default))?.Contract); // none was lost by the refusals
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

    static async Task<BillRun> CancelAsync(Registries registry, long id, string number)
    {
        var run = Run(registry, id, BillKind.Cancellation);
        await using var db = await registry.Get<IDbContextFactory<EnergyDb>>().CreateDbContextAsync();
        var root = await db.Set<BillRow>().AsNoTracking().SingleAsync(b => b.Number == number);
        db.Add(run);
        db.Add(BillNumbers.Negative(root, root, id, id * 100, "wrong"));
        await db.SaveChangesAsync();
        return run;
    }

    static async Task<BillRun> DraftAsync(Registries registry, long id, params string[] contracts)
    {
        var run = Run(registry, id, BillKind.Bill);
        await using var db = await registry.Get<IDbContextFactory<EnergyDb>>().CreateDbContextAsync();
        db.Add(run);
        db.AddRange(contracts.Select((c, i) => Row(run, (id * 100) + i, c)));
        await db.SaveChangesAsync();
        return run;
    }

    static BillRun Run(Registries registry, long id, BillKind kind) => new()
    {
        Id = id,
        Kind = kind,
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

    static BillRow Row(BillRun run, long id, string contract) => new()
    {
        Id = id,
        RunId = run.Id,
        Kind = BillKind.Bill,
        State = BillState.Draft,
        Contract = contract,
        Customer = contract,
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
    };
}
