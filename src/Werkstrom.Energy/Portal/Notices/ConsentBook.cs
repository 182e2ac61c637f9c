using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Energy.Portal.Notices;

/// <summary>What customers agreed to. What is withdrawn holds no longer with the next read: nothing is remembered between.</summary>
sealed class ConsentBook(IDbContextFactory<EnergyDb> dbs, TimeProvider clock)
{
    /// <summary>All of a customer, the newest first.</summary>
    public async Task<IReadOnlyList<PortalConsent>> OfAsync(string customer, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<PortalConsent>().AsNoTracking().Where(c => c.Customer == customer).OrderByDescending(c => c.Id).ToListAsync(stop);
    }

    /// <summary>All that hold, of some kind.</summary>
    public async Task<IReadOnlyList<PortalConsent>> HoldingAsync(ConsentKind kind, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<PortalConsent>().AsNoTracking().Where(c => c.Kind == kind && c.WithdrawnAt == null).OrderBy(c => c.Id).ToListAsync(stop);
    }

    /// <summary>One that holds; null: it was withdrawn, or there is none.</summary>
    public async Task<PortalConsent?> FindAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<PortalConsent>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id && c.WithdrawnAt == null, stop);
    }

    /// <summary>Whether a customer agrees to something now.</summary>
    public async Task<bool> HoldsAsync(string customer, ConsentKind kind, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<PortalConsent>().AnyAsync(c => c.Customer == customer && c.Kind == kind && c.WithdrawnAt == null, stop);
    }

    /// <summary>Gives a consent; one of the kind that holds ends.</summary>
    public async Task GiveAsync(string customer, int person, ConsentKind kind, string target, int? threshold, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = await db.TakeAsync("energy_portal_consent", 1, stop);
        var now = clock.GetUtcNow();
        foreach (var before in await db.Set<PortalConsent>().Where(c => c.Customer == customer && c.Kind == kind && c.WithdrawnAt == null).ToListAsync(stop))
            before.WithdrawnAt = now;
        db.Add(new PortalConsent { Id = id, Customer = customer, PersonId = person, Kind = kind, Target = target, Threshold = threshold, GivenAt = now });
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>Takes it back.</summary>
    public async Task WithdrawAsync(string customer, ConsentKind kind, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var before in await db.Set<PortalConsent>().Where(c => c.Customer == customer && c.Kind == kind && c.WithdrawnAt == null).ToListAsync(stop))
            before.WithdrawnAt = clock.GetUtcNow();
        await db.SaveChangesAsync(stop);
    }
}
