using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Energy.Tariffs;

/// <summary>All tariffs with all their versions.</summary>
sealed class TariffBook(IDbContextFactory<EnergyDb> dbs, Actor actor, TimeProvider clock)
{
    /// <summary>The version of a tariff that was the newest at a state; null when there was none.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="asOf">Of <see cref="Series.SeriesBook.NowAsync"/>; null for the newest.</param>
    public async Task<TariffVersion?> FindAsync(string key, long? asOf, CancellationToken stop)
    {
        var limit = asOf ?? long.MaxValue;
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<TariffVersion>().AsNoTracking().Where(v => v.Key == key && v.Id <= limit).OrderByDescending(v => v.Id).FirstOrDefaultAsync(stop);
    }

    /// <summary>All versions of a tariff, the newest first.</summary>
    public async Task<IReadOnlyList<TariffVersion>> VersionsAsync(string key, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<TariffVersion>().AsNoTracking().Where(v => v.Key == key).OrderByDescending(v => v.Id).ToListAsync(stop);
    }

    /// <summary>The newest version of each, by key.</summary>
    public async Task<IReadOnlyList<TariffVersion>> AllAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = db.Set<TariffVersion>();
        return await rows.AsNoTracking().Where(v => v.Id == rows.Where(o => o.Key == v.Key).Max(o => o.Id)).OrderBy(v => v.Key).ToListAsync(stop);
    }

    /// <summary>Keeps a definition as the newest version. Whoever calls has checked it.</summary>
    /// <param name="key">Whose; a new one begins with version 1.</param>
    /// <param name="definition">What holds from now on.</param>
    /// <param name="isRetired">Whether new contracts may not have it.</param>
    /// <param name="note">Why.</param>
    /// <param name="after">The version on which it was made; null: whatever is there.</param>
    /// <returns>The version; null when another one was kept since.</returns>
    public async Task<TariffVersion?> PutAsync(string key, TariffDefinition definition, bool isRetired, string note, int? after, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = await db.TakeAsync(Series.SeriesBook.Counter, 1, stop);
        var last = await db.Set<TariffVersion>().Where(v => v.Key == key).MaxAsync(v => (int?)v.Version, stop) ?? 0;
        if (after is { } expected && expected != last)
            return null;
        TariffVersion version = new()
        {
            Id = id,
            Key = key,
            Version = last + 1,
            Definition = TariffJson.Write(definition),
            IsRetired = isRetired,
            Note = note,
            MadeAt = clock.GetUtcNow(),
            MadeBy = actor.Name,
        };
        db.Add(version);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return version;
    }
}
