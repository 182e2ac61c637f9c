using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Portal.Letters;
using Werkstrom.Energy.Portal.Notices;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Portal;

/// <summary>Which person is which customer.</summary>
sealed class PortalBook(IDbContextFactory<EnergyDb> dbs, Accounts people, TimeProvider clock)
{
    /// <summary>The customers that a person is.</summary>
    public async Task<IReadOnlyList<string>> CustomersAsync(int person, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<PortalAccount>().Where(a => a.PersonId == person).OrderBy(a => a.Customer).Select(a => a.Customer).ToListAsync(stop);
    }

    /// <summary>The people that are a customer.</summary>
    public async Task<IReadOnlyList<int>> PeopleAsync(string customer, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<PortalAccount>().Where(a => a.Customer == customer).OrderBy(a => a.PersonId).Select(a => a.PersonId).ToListAsync(stop);
    }

    /// <summary>How many customers have an account.</summary>
    public async Task<int> CountAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<PortalAccount>().Select(a => a.Customer).Distinct().CountAsync(stop);
    }

    /// <summary>Which of some customers have an account.</summary>
    public async Task<IReadOnlySet<string>> WithAccountAsync(IReadOnlyCollection<string> customers, CancellationToken stop)
    {
        HashSet<string> found = [];
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var chunk in customers.Distinct().Chunk(500))
            found.UnionWith(await db.Set<PortalAccount>().Where(a => chunk.Contains(a.Customer)).Select(a => a.Customer).ToListAsync(stop));
        return found;
    }

    /// <summary>Lets a person see what is a customer's.</summary>
    public async Task AttachAsync(int person, string customer, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<PortalAccount>().AnyAsync(a => a.PersonId == person && a.Customer == customer, stop))
            return;
        db.Add(new PortalAccount { PersonId = person, Customer = customer, CreatedAt = clock.GetUtcNow() });
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Ends the account of a person: consents, notices and who it was are forgotten, contracts and bills stand.</summary>
    public async Task CloseAsync(int person, CancellationToken stop)
    {
        await using (var db = await dbs.CreateDbContextAsync(stop))
        {
            db.RemoveRange(await db.Set<PortalAccount>().Where(a => a.PersonId == person).ToListAsync(stop));
            db.RemoveRange(await db.Set<PortalConsent>().Where(c => c.PersonId == person).ToListAsync(stop));
            await db.SaveChangesAsync(stop);
        }

        await people.CloseAsync(person, stop);
    }

    /// <summary>Forgets all of a customer here: letters, consents, and the accounts of people who are no other customer.</summary>
    public async Task EraseAsync(string customer, CancellationToken stop)
    {
        var own = await PeopleAsync(customer, stop);
        await using (var db = await dbs.CreateDbContextAsync(stop))
        {
            db.RemoveRange(await db.Set<PortalAccount>().Where(a => a.Customer == customer).ToListAsync(stop));
            db.RemoveRange(await db.Set<PortalConsent>().Where(c => c.Customer == customer).ToListAsync(stop));
            db.RemoveRange(await db.Set<PortalLetter>().Where(l => l.Customer == customer).ToListAsync(stop));
            await db.SaveChangesAsync(stop);
        }

        foreach (var person in own)
        {
            if ((await CustomersAsync(person, stop)).Count == 0)
                await people.CloseAsync(person, stop);
        }
    }
}
