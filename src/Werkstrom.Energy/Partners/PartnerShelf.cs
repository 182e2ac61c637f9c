using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Market;
using Werkstrom.Energy.Market.Sources;
using Werkstrom.Kernel.Notify;

namespace Werkstrom.Energy.Partners;

/// <summary>Partners and how they do, in the registry.</summary>
sealed class PartnerShelf(IDbContextFactory<EnergyDb> dbs, RegionBook regions, IDataProtectionProvider keys, IOptions<MarketOptions> options)
{
    readonly IDataProtector _seal = keys.CreateProtector("werkstrom.energy.partner");

    /// <summary>All, by region.</summary>
    public async Task<List<Partner>> AllAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<Partner>().AsNoTracking().OrderBy(p => p.Region).ToListAsync(stop);
    }

    /// <summary>How all do.</summary>
    public async Task<Dictionary<string, PartnerState>> StatesAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<PartnerState>().AsNoTracking().ToDictionaryAsync(s => s.Region, stop);
    }

    /// <summary>Makes or changes a partner.</summary>
    /// <returns>All that is wrong, by field: key of a text and what was sent; empty when it was set.</returns>
    public async Task<Dictionary<string, (string Key, string Sent)>> PutAsync(string region, PartnerWish wish, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var known = await db.Set<Partner>().FirstOrDefaultAsync(p => p.Region == region, stop);
        if (await FaultsAsync(region, wish, known, stop) is { Count: > 0 } faults)
            return faults;
        var partner = known ?? new() { Region = region, Address = "", Remote = "" };
        var isOther = partner.Address != wish.Address.TrimEnd('/') || partner.Remote != wish.Remote;
        (partner.IsOn, partner.Address, partner.Remote) = (wish.IsOn, wish.Address.TrimEnd('/'), wish.Remote);
        // another place may have another key; the same place keeps the one that was trusted, until a person says otherwise
        partner.KeyId = wish.KeyId ?? (isOther ? "" : partner.KeyId);
        if (wish.Secret is { Length: > 0 } secret)
            partner.Secret = _seal.Protect(secret);
        if (known is null)
            db.Add(partner);
        await db.SaveChangesAsync(stop);
        await db.Set<PartnerState>().Where(s => s.Region == region).ExecuteUpdateAsync(s => s.SetProperty(x => x.Next, (DateTimeOffset?)null).SetProperty(x => x.Failures, 0), stop);
        if (isOther)
            await db.Set<PartnerState>().Where(s => s.Region == region).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastHash, ""), stop); // its chain is another one
        return [];
    }

    /// <summary>Forgets a partner; the days that were taken stay.</summary>
    public async Task<bool> RemoveAsync(string region, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<Partner>().FirstOrDefaultAsync(p => p.Region == region, stop) is not { } partner)
            return false;
        db.Remove(partner);
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>From now on only this key is trusted.</summary>
    public async Task PinAsync(string region, string keyId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var partner = await db.Set<Partner>().FirstAsync(p => p.Region == region, stop);
        partner.KeyId = keyId;
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Keeps how a partner does.</summary>
    public async Task SaveAsync(PartnerState state, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<PartnerState>().AnyAsync(s => s.Region == state.Region, stop))
            db.Update(state);
        else
            db.Add(state);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The token; null for none.</summary>
    /// <exception cref="SourceException">The keys of the data folder are others.</exception>
    public string? Secret(Partner partner)
    {
        try
        {
            return partner.Secret.Length == 0 ? null : _seal.Unprotect(partner.Secret);
        }
        catch (CryptographicException)
        {
            throw new SourceException("secret");
        }
    }

    async Task<Dictionary<string, (string Key, string Sent)>> FaultsAsync(string region, PartnerWish wish, Partner? known, CancellationToken stop)
    {
        Dictionary<string, (string, string)> faults = [];
        if (!Partner.IsCode(region))
            faults["region"] = ("error.region", region);
        else if (await regions.FindAsync(region, stop) is not null)
            faults["region"] = ("error.own", region);
        if (!Partner.IsCode(wish.Remote))
            faults["remote"] = ("error.region", wish.Remote ?? "");
        if (!Uri.TryCreate(wish.Address, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.Query.Length > 0 || address.UserInfo.Length > 0)
            faults["address"] = ("error.address", wish.Address ?? "");
        else if (!options.Value.AllowPrivateSources && WebhookAddress.IsPrivate(address))
            faults["address"] = ("error.private", wish.Address);
        if (wish.IsOn && wish.Secret is not { Length: > 0 } && known is not { Secret.Length: > 0 })
            faults["secret"] = ("error.secret", "");
        return faults;
    }
}

/// <summary>How a partner is to be.</summary>
/// <param name="IsOn">Whether it is asked.</param>
/// <param name="Address">Scheme and host, perhaps the start of a path.</param>
/// <param name="Remote">Code of the region there.</param>
/// <param name="Secret">A token of the other one; null or empty keeps the one that is known.</param>
/// <param name="KeyId">Thumbprint of the key to be trusted; empty: the first that is seen; null: as it is.</param>
sealed record PartnerWish(bool IsOn, string Address, string Remote, string? Secret = null, string? KeyId = null);
