using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Energy.Contracts;

/// <summary>The personal table: names and addresses of customers.</summary>
sealed class CustomerBook(IDbContextFactory<EnergyDb> dbs, TimeProvider clock)
{
    /// <summary>One by number; null when there is none.</summary>
    public async Task<Customer?> FindAsync(string number, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<Customer>().AsNoTracking().FirstOrDefaultAsync(c => c.Number == number, stop);
    }

    /// <summary>Keeps customers; those that are known get what is given now.</summary>
    public async Task PutAsync(IReadOnlyList<Customer> customers, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await PutAsync(db, customers, stop);
    }

    /// <summary>The same in a transaction of the registry.</summary>
    public async Task PutAsync(DbTransaction transaction, IReadOnlyList<Customer> customers, CancellationToken stop)
    {
        await using var db = await dbs.JoinAsync(transaction, stop);
        await PutAsync(db, customers, stop);
    }

    async Task PutAsync(EnergyDb db, IReadOnlyList<Customer> customers, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        foreach (var chunk in customers.Chunk(500))
        {
            var numbers = chunk.Select(c => c.Number).ToList();
            var known = await db.Set<Customer>().Where(c => numbers.Contains(c.Number)).ToDictionaryAsync(c => c.Number, stop);
            foreach (var customer in chunk)
            {
                if (known.TryGetValue(customer.Number, out var before))
                    db.Entry(before).CurrentValues.SetValues(customer with { CreatedAt = before.CreatedAt, ErasedAt = null });
                else
                    db.Add(customer with { CreatedAt = now });
            }
        }

        await db.SaveChangesAsync(stop);
    }

    /// <summary>Which of some customers are known, with name.</summary>
    public async Task<IReadOnlySet<string>> KnownAsync(IReadOnlyCollection<string> numbers, CancellationToken stop)
    {
        HashSet<string> found = [];
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var chunk in numbers.Distinct().Chunk(500))
            found.UnionWith(await db.Set<Customer>().Where(c => chunk.Contains(c.Number) && c.ErasedAt == null).Select(c => c.Number).ToListAsync(stop));
        return found;
    }

    /// <summary>Erases name and address; the number stays, for contracts and bills that the law keeps name nothing else.</summary>
    public async Task EraseAsync(string number, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<Customer>().FirstOrDefaultAsync(c => c.Number == number, stop) is not { } customer)
            return;
        db.Entry(customer).CurrentValues.SetValues(new Customer { Number = number, Name = "", CreatedAt = customer.CreatedAt, ErasedAt = clock.GetUtcNow() });
        await db.SaveChangesAsync(stop);
    }
}
