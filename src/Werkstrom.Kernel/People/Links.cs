using Microsoft.EntityFrameworkCore;

namespace Werkstrom.Kernel.People;

/// <summary>Makes and redeems invitations and password resets.</summary>
public sealed class Links
{
    readonly IDbContextFactory<KernelDb> _dbs;
    readonly Accounts _accounts;
    readonly TimeProvider _time;

    internal Links(IDbContextFactory<KernelDb> dbs, Accounts accounts, TimeProvider time) =>
        (_dbs, _accounts, _time) = (dbs, accounts, time);

    /// <summary>Makes a link for a person; earlier ones of theirs end.</summary>
    /// <returns>The key for <c>/welcome/KEY</c>, shown once; null when there is no such person or they are inactive.</returns>
    public async Task<string?> MakeAsync(int personId, CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        if (await db.Set<Person>().FindAsync([personId], stop) is not { State: not PersonState.Inactive } person)
            return null;
        var secret = Secret.New(Secret.LinkPrefix);
        var now = _time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.Set<Link>().Where(l => l.PersonId == personId && l.UsedAt == null)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), stop);
        db.Add(new Link(secret, person.PasswordHash is null ? LinkKind.Invitation : LinkKind.Reset, personId, now));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return secret.Text;
    }

    /// <summary>Whose link this is; null when it is unknown, used or too old.</summary>
    public async Task<Person?> FindAsync(string key, CancellationToken stop)
    {
        if (key.Length > Secret.MaxLength)
            return null;
        var (hash, now) = (SecretHash.Of(key).ToString(), _time.GetUtcNow());
        await using var db = await _dbs.CreateDbContextAsync(stop);
        var id = await db.Set<Link>().Where(l => l.Hash == hash && l.UsedAt == null && l.ExpiresAt > now)
            .Select(l => (int?)l.PersonId).SingleOrDefaultAsync(stop);
        return id is { } found ? await db.Set<Person>().AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == found && p.State != PersonState.Inactive, stop) : null;
    }

    /// <summary>Sets the password of whom the link belongs to and uses it up, both or neither; of two at once one wins.</summary>
    public async Task<AccountOutcome> RedeemAsync(string key, string password, CancellationToken stop)
    {
        if (await FindAsync(key, stop) is not { } found)
            return AccountOutcome.BadLink;
        if (!Accounts.IsGood(password, found.Mail))
            return AccountOutcome.WeakPassword;

        var (hash, now) = (SecretHash.Of(key).ToString(), _time.GetUtcNow());
        await using var db = await _dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var used = await db.Set<Link>().Where(l => l.Hash == hash && l.UsedAt == null && l.ExpiresAt > now)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), stop);
        if (used != 1)
            return AccountOutcome.BadLink;
        var person = await db.Set<Person>().SingleAsync(p => p.Id == found.Id, stop);
        person.SetPassword(SignIn.Hash(person, password), mustChange: false);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return await _accounts.SaveAsync(db, stop);
    }
}
