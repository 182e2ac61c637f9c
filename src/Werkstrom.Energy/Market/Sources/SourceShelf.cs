using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Notify;
using Werkstrom.Tariff;

namespace Werkstrom.Energy.Market.Sources;

/// <summary>Settings, states and texts of sources in the registry.</summary>
sealed class SourceShelf(IDbContextFactory<EnergyDb> dbs, IDataProtectionProvider keys, IOptions<MarketOptions> options, TimeProvider clock)
{
    /// <summary>So many texts are kept of a source.</summary>
    const int MostLetters = 100;

    readonly IDataProtector _seal = keys.CreateProtector("werkstrom.energy.source");

    /// <summary>All sources, as they are set or as they are supplied.</summary>
    public async Task<IReadOnlyList<MarketSource>> AllAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var known = await db.Set<MarketSource>().AsNoTracking().ToDictionaryAsync(s => s.Key, stop);
        return [.. MarketSource.Keys.Select(k => known.GetValueOrDefault(k) ?? MarketSource.Supplied(k))];
    }

    /// <summary>How all sources do.</summary>
    public async Task<Dictionary<string, SourceState>> StatesAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<SourceState>().AsNoTracking().ToDictionaryAsync(s => s.Key, stop);
    }

    /// <summary>Sets a source.</summary>
    /// <returns>All that is wrong, by field: key of a text and what was sent; empty when it was set.</returns>
    public async Task<Dictionary<string, (string Key, string Sent)>> PutAsync(string key, SourceWish wish, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var known = await db.Set<MarketSource>().FirstOrDefaultAsync(s => s.Key == key, stop);
        var source = known ?? MarketSource.Supplied(key);
        if (Faults(source, wish) is { Count: > 0 } faults)
            return faults;
        (source.IsOn, source.Address, source.Zone, source.Place, source.FetchFrom) = (wish.IsOn, wish.Address.TrimEnd('/'), wish.Zone, wish.Place, wish.FetchFrom);
        if (wish.Secret is { Length: > 0 } secret)
            source.Secret = _seal.Protect(secret);
        else if (wish.ForgetSecret)
            source.Secret = "";
        if (known is null)
            db.Add(source);
        await db.SaveChangesAsync(stop);
        await db.Set<SourceState>().Where(s => s.Key == key).ExecuteUpdateAsync(s => s.SetProperty(x => x.Next, (DateTimeOffset?)null).SetProperty(x => x.Failures, 0), stop);
        return [];
    }

    /// <summary>The secret of a source; empty for none.</summary>
    /// <exception cref="SourceException">The keys of the data folder are others.</exception>
    public string Secret(MarketSource source)
    {
        try
        {
            return source.Secret.Length == 0 ? "" : _seal.Unprotect(source.Secret);
        }
        catch (CryptographicException)
        {
            throw new SourceException("secret");
        }
    }

    /// <summary>Keeps how a source does.</summary>
    public async Task SaveAsync(SourceState state, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<SourceState>().AnyAsync(s => s.Key == state.Key, stop))
            db.Update(state);
        else
            db.Add(state);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Keeps a text that was not understood; the same one again is counted.</summary>
    public async Task LayAsync(string source, string address, string body, IEnumerable<Fault> faults, CancellationToken stop)
    {
        var (now, hash) = (clock.GetUtcNow(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))));
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await db.Set<SourceLetter>().FirstOrDefaultAsync(l => l.Source == source && l.Hash == hash, stop) is { } same)
        {
            (same.Last, same.Count) = (now, same.Count + 1);
        }
        else
        {
            var id = await db.TakeAsync("energy_source_letter", 1, stop);
            // the registry takes no NUL, and a provider may send what it likes
            var kept = body[..Math.Min(body.Length, SourceLetter.Longest)].Replace("\0", "\uFFFD", StringComparison.Ordinal);
            var said = string.Join('\n', faults.Take(200)).Replace("\0", "\uFFFD", StringComparison.Ordinal);
            db.Add(new SourceLetter { Id = id, Source = source, First = now, Last = now, Count = 1, Address = address, Faults = said, Body = kept, Hash = hash });
        }

        await db.SaveChangesAsync(stop);
        var old = await db.Set<SourceLetter>().Where(l => l.Source == source).OrderByDescending(l => l.Last).Skip(MostLetters).Select(l => l.Id).ToListAsync(stop);
        await db.Set<SourceLetter>().Where(l => old.Contains(l.Id)).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>Texts of a source that were not understood, the newest first.</summary>
    public async Task<IReadOnlyList<SourceLetter>> LettersAsync(string source, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<SourceLetter>().AsNoTracking().Where(l => l.Source == source).OrderByDescending(l => l.Last).ToListAsync(stop);
    }

    Dictionary<string, (string Key, string Sent)> Faults(MarketSource source, SourceWish wish)
    {
        Dictionary<string, (string, string)> faults = [];
        if (!Uri.TryCreate(wish.Address, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.Query.Length > 0 || address.UserInfo.Length > 0)
            faults["address"] = ("source.error.address", wish.Address ?? "");
        else if (!options.Value.AllowPrivateSources && WebhookAddress.IsPrivate(address))
            faults["address"] = ("source.error.private", wish.Address);
        if (!MarketPlaces.IsZone(wish.Zone))
            faults["zone"] = ("error.zone", wish.Zone ?? "");
        if (wish.Place is null || (!MarketSource.IsPlace(source.Format, wish.Place) && (wish.IsOn || wish.Place.Length > 0)))
            faults["place"] = ($"source.error.place.{source.Key}", wish.Place ?? "");
        if (!TimeOnly.TryParseExact(wish.FetchFrom, "HH:mm", out _))
            faults["fetchFrom"] = ("source.error.time", wish.FetchFrom ?? "");
        if (wish.IsOn && source.Format == MarketFormat.Entsoe && wish.Secret is not { Length: > 0 } && (source.Secret.Length == 0 || wish.ForgetSecret))
            faults["secret"] = ("source.error.secret", "");
        return faults;
    }
}

/// <summary>How a source is to be.</summary>
/// <param name="IsOn">Whether it is asked.</param>
/// <param name="Address">Scheme and host, perhaps the start of a path.</param>
/// <param name="Zone">The zone whose prices it gives.</param>
/// <param name="Place">What it calls that; empty where it needs none.</param>
/// <param name="FetchFrom">From when on tomorrow is asked for, German time: <c>13:00</c>.</param>
/// <param name="Secret">A new token; null or empty keeps the one that is known.</param>
/// <param name="ForgetSecret">True forgets the one that is known.</param>
sealed record SourceWish(bool IsOn, string Address, string Zone, string Place, string FetchFrom, string? Secret = null, bool ForgetSecret = false);

/// <summary>A source cannot be read now.</summary>
/// <param name="reason">Key of a text and what is filled in, parted by <c>|</c>.</param>
/// <param name="wait">How long the provider asks to wait; null when it does not say.</param>
sealed class SourceException(string reason, TimeSpan? wait = null) : Exception(reason)
{
    /// <summary>Key of a text and what is filled in, parted by <c>|</c>.</summary>
    public string Reason => Message;

    /// <summary>How long the provider asks to wait.</summary>
    public TimeSpan? Wait => wait;
}
