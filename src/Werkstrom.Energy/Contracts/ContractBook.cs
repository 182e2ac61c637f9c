using System.Data.Common;
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

    /// <summary>The contracts of delivery points, by their first quarter-hour.</summary>
    public async Task<IReadOnlyList<Contract>> OfMalosAsync(IReadOnlyCollection<string> malos, CancellationToken stop)
    {
        List<Contract> found = [];
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var chunk in malos.Distinct().Chunk(500))
            found.AddRange((await db.Set<ContractRow>().AsNoTracking().Where(c => chunk.Contains(c.Malo)).ToListAsync(stop)).Select(r => r.ToContract()));
        return [.. found.OrderBy(c => c.First)];
    }

    /// <summary>Which of some numbers are taken.</summary>
    public async Task<IReadOnlySet<string>> NumbersAsync(IReadOnlyCollection<string> numbers, CancellationToken stop)
    {
        HashSet<string> found = [];
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var chunk in numbers.Distinct().Chunk(500))
            found.UnionWith(await db.Set<ContractRow>().Where(c => chunk.Contains(c.Number)).Select(c => c.Number).ToListAsync(stop));
        return found;
    }

    /// <summary>The contracts of a customer, by their first quarter-hour.</summary>
    public async Task<IReadOnlyList<Contract>> OfCustomerAsync(string customer, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return [.. (await db.Set<ContractRow>().AsNoTracking().Where(c => c.Customer == customer).OrderBy(c => c.FirstQuarter).ToListAsync(stop)).Select(r => r.ToContract())];
    }

    /// <summary>Gives contracts other ends, and the agreements that say so, in a transaction of the registry.</summary>
    /// <exception cref="InvalidOperationException">Somebody else has changed one since it was read.</exception>
    public async Task EndAsync(DbTransaction transaction, IReadOnlyList<(Contract Contract, int AgreementId)> contracts, CancellationToken stop)
    {
        await using var db = await dbs.JoinAsync(transaction, stop);
        foreach (var (contract, agreementId) in contracts)
        {
            var row = await FindAsync(db, contract, stop);
            (row.EndQuarter, row.AgreementId) = (contract.End, agreementId);
        }

        await db.SaveChangesAsync(stop);
    }

    static async Task<ContractRow> FindAsync(EnergyDb db, Contract contract, CancellationToken stop) =>
        await db.Set<ContractRow>().FirstOrDefaultAsync(c => c.Id == contract.Id && c.AgreementId == contract.AgreementId, stop)
            ?? throw new InvalidOperationException($"The contract {contract.Number} was changed by somebody else meanwhile.");

    /// <summary>Some by their numbers.</summary>
    public async Task<IReadOnlyDictionary<string, Contract>> FindAsync(IReadOnlyCollection<string> numbers, CancellationToken stop)
    {
        Dictionary<string, Contract> found = [];
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var chunk in numbers.Distinct().Chunk(500))
        {
            foreach (var row in await db.Set<ContractRow>().AsNoTracking().Where(c => chunk.Contains(c.Number)).ToListAsync(stop))
                found[row.Number] = row.ToContract();
        }

        return found;
    }

    /// <summary>Takes contracts away that have not begun, in a transaction of the registry.</summary>
    /// <exception cref="InvalidOperationException">Somebody else has changed one since it was read.</exception>
    public async Task RemoveAsync(DbTransaction transaction, IReadOnlyList<Contract> contracts, CancellationToken stop)
    {
        await using var db = await dbs.JoinAsync(transaction, stop);
        foreach (var contract in contracts)
            db.Remove(await FindAsync(db, contract, stop));
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Those that end within some quarter-hours, at their start or later, without a contract that follows at their delivery point; the next to end first.</summary>
    public async Task<IReadOnlyList<Contract>> EndingAsync(QuarterRange range, int most, CancellationToken stop)
    {
        var (first, end) = (range.First, range.End);
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = db.Set<ContractRow>().AsNoTracking();
        var ending = rows.Where(c => c.EndQuarter >= first && c.EndQuarter < end && !rows.Any(n => n.Malo == c.Malo && n.FirstQuarter >= c.EndQuarter));
        return [.. (await ending.OrderBy(c => c.EndQuarter).ThenBy(c => c.Number).Take(most).ToListAsync(stop)).Select(r => r.ToContract())];
    }

    /// <summary>How many that is.</summary>
    public async Task<int> CountEndingAsync(QuarterRange range, CancellationToken stop)
    {
        var (first, end) = (range.First, range.End);
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = db.Set<ContractRow>();
        return await rows.CountAsync(c => c.EndQuarter >= first && c.EndQuarter < end && !rows.Any(n => n.Malo == c.Malo && n.FirstQuarter >= c.EndQuarter), stop);
    }

    /// <summary>How many contracts that hold now have each tariff.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountByTariffAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var now = Quarters.Of(clock.GetUtcNow());
        return await db.Set<ContractRow>().Where(c => c.FirstQuarter <= now && (c.EndQuarter == null || c.EndQuarter > now)).GroupBy(c => c.Tariff).ToDictionaryAsync(g => g.Key, g => g.Count(), stop);
    }

    /// <summary>Keeps new contracts in a transaction of the registry. Whoever calls has checked them.</summary>
    public async Task AddAsync(DbTransaction transaction, IReadOnlyList<Contract> contracts, CancellationToken stop)
    {
        await using var db = await dbs.JoinAsync(transaction, stop);
        var id = await db.TakeAsync("energy_contract", contracts.Count, stop);
        var now = clock.GetUtcNow();
        db.AddRange(contracts.Select((c, i) => ContractRow.Of(c with { Id = id + i }, now)));
        await db.SaveChangesAsync(stop);
    }
}
