using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Contracts;

/// <summary>All contracts.</summary>
sealed class ContractBook(IDbContextFactory<EnergyDb> dbs, TimeProvider clock)
{
    /// <summary>Those that hold in at least one quarter-hour of a range, by number.</summary>
    public async Task<IReadOnlyList<Contract>> OverlappingAsync(QuarterRange range, CancellationToken stop)
    {
        var (first, end) = (range.First, range.End);
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = await db.Set<ContractRow>().AsNoTracking().Where(c => c.FirstQuarter < end && (c.EndQuarter == null || c.EndQuarter > first)).OrderBy(c => c.Number).ToListAsync(stop);
        return [.. rows.Select(r => r.ToContract())];
    }

    /// <summary>One by its number; null when there is none.</summary>
    public async Task<Contract?> FindAsync(string number, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return (await db.Set<ContractRow>().AsNoTracking().FirstOrDefaultAsync(c => c.Number == number, stop))?.ToContract();
    }

    /// <summary>How many contracts have each tariff, those that ended included.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountByTariffAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<ContractRow>().GroupBy(c => c.Tariff).ToDictionaryAsync(g => g.Key, g => g.Count(), stop);
    }

    /// <summary>Keeps new contracts, all of them or none. Whoever calls has checked them.</summary>
    public async Task AddAsync(IReadOnlyList<Contract> contracts, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = await db.TakeAsync("energy_contract", contracts.Count, stop);
        var now = clock.GetUtcNow();
        db.AddRange(contracts.Select((c, i) => ContractRow.Of(c with { Id = id + i }, now)));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
