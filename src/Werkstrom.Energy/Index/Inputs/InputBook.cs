using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Energy.Index.Inputs;

/// <summary>The inputs of the index by region and day, with all their versions.</summary>
sealed class InputBook(IDbContextFactory<EnergyDb> dbs, TimeProvider clock)
{
    static readonly DateOnly Epoch = new(1970, 1, 1);

    /// <summary>Keeps days in one transaction; what is known already stays.</summary>
    /// <returns>How many days got a new version.</returns>
    public async Task<int> PutAsync(string region, IReadOnlyList<DayInputs> days, CancellationToken stop)
    {
        if (days.Count == 0)
            return 0;
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = await db.TakeAsync("energy_index_input", days.Count, stop);
        var known = (await RowsAsync(db, region, days.Min(d => d.Day), days.Max(d => d.Day), long.MaxValue, stop)).ToDictionary(r => r.Day);
        List<InputDay> rows = [];
        foreach (var day in days)
        {
            var (number, text) = (Number(day.Day), day.Canonical());
            var hash = DayInputs.Hash(text);
            var before = known.GetValueOrDefault(number);
            if (before?.Hash != hash)
                rows.Add(new() { Id = id++, Region = region, Day = number, Version = (before?.Version ?? 0) + 1, Inputs = text, Hash = hash, Received = clock.GetUtcNow() });
        }

        db.AddRange(rows);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return rows.Count;
    }

    /// <summary>The newest version of each day that is known, in order, with its number and hash.</summary>
    /// <param name="asOf">Nothing later; null for the newest.</param>
    public async Task<List<InputDay>> RowsAsync(string region, DateOnly from, DateOnly to, long? asOf, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await RowsAsync(db, region, from, to, asOf ?? long.MaxValue, stop);
    }

    /// <summary>The number of the newest version of all days of a region; 0 when there is none.</summary>
    public async Task<long> NowAsync(string region, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<InputDay>().Where(d => d.Region == region).MaxAsync(d => (long?)d.Id, stop) ?? 0;
    }

    /// <summary>Every version of every day of a region, for whoever checks them all.</summary>
    public async Task<List<InputDay>> AllAsync(string region, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<InputDay>().AsNoTracking().Where(d => d.Region == region).OrderBy(d => d.Day).ThenBy(d => d.Version).ToListAsync(stop);
    }

    /// <summary>Days since 1970-01-01.</summary>
    public static long Number(DateOnly day) => day.DayNumber - Epoch.DayNumber;

    /// <summary>The day of such a number.</summary>
    public static DateOnly Date(long number) => Epoch.AddDays((int)number);

    static async Task<List<InputDay>> RowsAsync(EnergyDb db, string region, DateOnly from, DateOnly to, long limit, CancellationToken stop)
    {
        var (first, last) = (Number(from), Number(to));
        var rows = await db.Set<InputDay>().AsNoTracking().Where(d => d.Region == region && d.Day >= first && d.Day <= last && d.Id <= limit)
            .OrderBy(d => d.Day).ThenBy(d => d.Version).ToListAsync(stop);
        return [.. rows.GroupBy(d => d.Day).Select(g => g.Last())];
    }
}
