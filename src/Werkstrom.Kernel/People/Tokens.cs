using Microsoft.EntityFrameworkCore;

namespace Werkstrom.Kernel.People;

/// <summary>Makes and withdraws tokens.</summary>
public sealed class Tokens
{
    readonly IDbContextFactory<KernelDb> _dbs;
    readonly TokenCache _cache;
    readonly TimeProvider _time;

    internal Tokens(IDbContextFactory<KernelDb> dbs, TokenCache cache, TimeProvider time) =>
        (_dbs, _cache, _time) = (dbs, cache, time);

    /// <summary>All tokens, newest first, also those that ended.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        return await db.Set<ApiToken>().AsNoTracking().OrderByDescending(t => t.Id).ToListAsync(stop);
    }

    /// <summary>Makes a token.</summary>
    /// <returns>The token and its key, which cannot be had again.</returns>
    /// <exception cref="ArgumentException">No name, no scope, an end in the past, or a bound to assets with more than <see cref="Scopes.Write"/>.</exception>
    public async Task<(ApiToken Token, string Key)> CreateAsync(NewToken wanted, CancellationToken stop)
    {
        var now = _time.GetUtcNow();
        if (string.IsNullOrWhiteSpace(wanted.Name) || wanted.Name.Length > Person.MaxLength || wanted.Name.Any(char.IsControl))
            throw new ArgumentException($"A token needs a name of at most {Person.MaxLength} characters.", nameof(wanted));
        if (wanted.Scopes == Scopes.None)
            throw new ArgumentException("A token needs at least one scope.", nameof(wanted));
        if (wanted.ExpiresAt <= now)
            throw new ArgumentException("A token must end in the future.", nameof(wanted));
        if (wanted.AssetId is not null && wanted.Scopes != Scopes.Write)
            throw new ArgumentException("A token bound to an asset can have the scope write only.", nameof(wanted));

        var secret = Secret.New(Secret.TokenPrefix);
        await using var db = await _dbs.CreateDbContextAsync(stop);
        var id = (await db.Set<ApiToken>().MaxAsync(t => (int?)t.Id, stop) ?? 0) + 1;
        var token = new ApiToken(id, wanted, secret, now);
        db.Add(token);
        await db.SaveChangesAsync(stop);
        return (token, secret.Text);
    }

    /// <summary>Withdraws a token: the next request with it is refused.</summary>
    /// <returns>False when there is no such token.</returns>
    public async Task<bool> RevokeAsync(int id, CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        if (await db.Set<ApiToken>().FindAsync([id], stop) is not { } token)
            return false;
        token.RevokedAt ??= _time.GetUtcNow();
        await db.SaveChangesAsync(stop);
        _cache.Clear();
        return true;
    }

    internal async Task SaveUsesAsync(CancellationToken stop)
    {
        if (_cache.TakeUses() is not { Count: > 0 } uses)
            return;
        await using var db = await _dbs.CreateDbContextAsync(stop);
        foreach (var (id, at) in uses)
            await db.Set<ApiToken>().Where(t => t.Id == id).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsed, at), stop);
    }
}
