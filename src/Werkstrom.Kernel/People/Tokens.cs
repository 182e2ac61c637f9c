using Microsoft.EntityFrameworkCore;

namespace Werkstrom.Kernel.People;

/// <summary>Makes and withdraws tokens.</summary>
public sealed class Tokens
{
    readonly IDbContextFactory<KernelDb> _dbs;
    readonly TokenCache _cache;
    readonly IDeviceTerms? _terms;
    readonly TimeProvider _time;

    internal Tokens(IDbContextFactory<KernelDb> dbs, TokenCache cache, IDeviceTerms? terms, TimeProvider time) =>
        (_dbs, _cache, _terms, _time) = (dbs, cache, terms, time);

    /// <summary>All tokens, newest first, also those that ended.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        return await db.Set<ApiToken>().AsNoTracking().OrderByDescending(t => t.Id).ToListAsync(stop);
    }

    /// <summary>Makes a token.</summary>
    /// <returns>The token and its key, which cannot be had again; empty when a certificate opens.</returns>
    /// <exception cref="ArgumentException">No name, no scope, or an end in the past.</exception>
    /// <exception cref="DeviceFaultException">Topics, limits or certificate are wrong, the certificate opens already, or a bound to an asset with more scopes than it may have.</exception>
    public async Task<(ApiToken Token, string Key)> CreateAsync(NewToken wanted, CancellationToken stop)
    {
        var now = _time.GetUtcNow();
        if (string.IsNullOrWhiteSpace(wanted.Name) || wanted.Name.Length > Person.MaxLength || wanted.Name.Any(char.IsControl))
            throw new ArgumentException($"A token needs a name of at most {Person.MaxLength} characters.", nameof(wanted));
        if (wanted.Scopes == Scopes.None)
            throw new ArgumentException("A token needs at least one scope.", nameof(wanted));
        if (wanted.ExpiresAt <= now)
            throw new ArgumentException("A token must end in the future.", nameof(wanted));
        await using var db = await _dbs.CreateDbContextAsync(stop);
        await CheckAsync(db, wanted, now, stop);

        var secret = Secret.New(Secret.TokenPrefix);
        var id = (await db.Set<ApiToken>().MaxAsync(t => (int?)t.Id, stop) ?? 0) + 1;
        var token = new ApiToken(id, wanted, secret, now);
        db.Add(token);
        await db.SaveChangesAsync(stop);
        return (token, wanted.Certificate is null ? secret.Text : "");
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

    async Task CheckAsync(KernelDb db, NewToken wanted, DateTimeOffset now, CancellationToken stop)
    {
        List<DeviceFault> faults = [.. _terms?.Check(wanted) ?? []];
        if (wanted.AssetId is not null && wanted.Scopes != Scopes.Write && (wanted.Scopes != (Scopes.Read | Scopes.Write) || wanted.Topics is null))
            faults.Add(new("asset.scopes", "A token bound to an asset can have the scope write only; with rules that allow to subscribe also read."));
        if (wanted.Certificate is { } certificate)
        {
            if (certificate.EndsAt <= now)
                faults.Add(new("certificate.ended", $"The certificate ended on {certificate.EndsAt:yyyy-MM-dd}.", $"{certificate.EndsAt:yyyy-MM-dd}"));
            var same = await db.Set<ApiToken>().AsNoTracking().Where(t => t.Certificate == certificate.Text && t.RevokedAt == null).ToListAsync(stop);
            if (same.Find(t => t.IsValid(now)) is { } other)
                faults.Add(new("certificate.taken", $"The certificate opens already, as '{other.Name}': withdraw that first.", other.Name));
        }

        if (faults.Count > 0)
            throw new DeviceFaultException(faults);
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
