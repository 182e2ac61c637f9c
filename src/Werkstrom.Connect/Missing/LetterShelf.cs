using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Werkstrom.Connect.Missing;

/// <summary>The refused payloads on disk, within their limits of bytes and age.</summary>
sealed class LetterShelf(
    IDbContextFactory<ConnectDb> databases, SourceBook sources, TimeProvider time, IOptions<ConnectOptions> options)
{
    // So many go at a time to make room: short transactions, for SQLite has one writer.
    const int RemovedAtOnce = 1_000;

    long _bytes;

    /// <summary>Bytes on the shelf.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Reads how much there is.</summary>
    /// <returns>The last number.</returns>
    public async Task<long> LoadAsync(CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        _bytes = await db.DeadLetters.SumAsync(letter => letter.Bytes, stop);
        return await db.DeadLetters.MaxAsync(letter => (long?)letter.Id, stop) ?? 0;
    }

    /// <summary>Puts letters on the shelf, in one transaction, and the oldest away if it is too full.</summary>
    public async Task AddAsync(IReadOnlyList<DeadLetter> letters, CancellationToken stop)
    {
        await using (var db = await databases.CreateDbContextAsync(stop))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            foreach (var letter in letters)
                await InsertAsync(db, letter, stop);
            await transaction.CommitAsync(stop);
        }

        Interlocked.Add(ref _bytes, letters.Sum(letter => letter.Bytes));
        while (Bytes > options.Value.DeadLetterBytes && await RemoveOldestAsync(long.MaxValue, stop) > 0)
        {
        }
    }

    /// <summary>Puts away what is older than it may be.</summary>
    public async Task ForgetOldAsync(CancellationToken stop)
    {
        var before = time.GetUtcNow().AddDays(-options.Value.DeadLetterDays).ToUnixTimeMilliseconds();
        while (await RemoveOldestAsync(before, stop) > 0)
        {
        }
    }

    /// <summary>Takes letters away: they were replayed.</summary>
    public async Task RemoveAsync(IReadOnlyList<DeadLetter> letters, CancellationToken stop)
    {
        if (letters.Count == 0)
            return;
        long[] gone = [.. letters.Select(letter => letter.Id)];
        await using var db = await databases.CreateDbContextAsync(stop);
        // one that somebody else took away meanwhile, or that went to make room, counted already
        if (await db.DeadLetters.Where(letter => gone.Contains(letter.Id)).ExecuteDeleteAsync(stop) == gone.Length)
            Interlocked.Add(ref _bytes, -letters.Sum(letter => letter.Bytes));
        else
            Interlocked.Exchange(ref _bytes, await db.DeadLetters.SumAsync(letter => letter.Bytes, stop));
    }

    /// <summary>Takes away so many of these letters at most, the oldest first.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RemoveAsync(IQueryable<DeadLetter> letters, int most, CancellationToken stop)
    {
        var oldest = await letters.OrderBy(letter => letter.Id).Take(most).Select(letter => new { letter.Id, letter.Bytes }).ToListAsync(stop);
        if (oldest.Count == 0)
            return 0;
        var last = oldest[^1].Id;
        var gone = await letters.Where(letter => letter.Id <= last).ExecuteDeleteAsync(stop);
        Interlocked.Add(ref _bytes, -oldest.Sum(letter => letter.Bytes));
        return gone;
    }

    // Past the change tracker: a flood of refused lines is no change that a person made, and is not audited.
    static Task InsertAsync(ConnectDb db, DeadLetter letter, CancellationToken stop)
    {
        var (at, isBase64, isCut) = (letter.At.ToUnixTimeMilliseconds(), letter.IsBase64 ? 1L : 0, letter.IsCut ? 1L : 0);
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO connect_dead_letter (id, at_ms, source, kind, context, line, reason, detail, raw, is_base64, is_cut, bytes)
            VALUES ({letter.Id}, {at}, {letter.Source}, {letter.Kind}, {letter.Context}, {letter.Line}, {letter.Reason},
              {letter.Detail}, {letter.Raw}, {isBase64}, {isCut}, {letter.Bytes})
            """,
            stop);
    }

    // The oldest, as many as exceed the limit but no more than a batch; only those refused before an instant.
    async Task<int> RemoveOldestAsync(long beforeMillis, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var before = DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(beforeMillis, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
        var oldest = await db.DeadLetters.AsNoTracking().OrderBy(letter => letter.Id).Where(letter => letter.At < before)
            .Select(letter => new { letter.Id, letter.Source, letter.Bytes }).Take(RemovedAtOnce).ToListAsync(stop);
        var excess = beforeMillis == long.MaxValue ? Bytes - options.Value.DeadLetterBytes : long.MaxValue;
        var count = 0;
        for (long bytes = 0; count < oldest.Count && bytes < excess; count++)
            bytes += oldest[count].Bytes;
        if (count == 0)
            return 0;
        long[] gone = [.. oldest.Take(count).Select(letter => letter.Id)];
        await db.DeadLetters.Where(letter => gone.Contains(letter.Id)).ExecuteDeleteAsync(stop);
        Interlocked.Add(ref _bytes, -oldest.Take(count).Sum(letter => letter.Bytes));
        foreach (var source in oldest.Take(count).GroupBy(letter => letter.Source))
            sources.Find(source.Key)?.Forget(source.Count());
        return count;
    }
}
