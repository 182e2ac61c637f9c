using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Connect.Missing;

/// <summary>Shows refused payloads and sends them in again.</summary>
sealed class LetterDesk(
    IDbContextFactory<ConnectDb> databases, LetterShelf shelf, SourceBook sources, IEnumerable<IReplayer> replayers,
    TimeProvider time, ILogger<LetterDesk> log)
{
    /// <summary>Letters that one call replays at most; calling again goes on with the rest.</summary>
    public const int MostAtOnce = 10_000;

    const int Page = 200;

    /// <summary>Letters, newest first.</summary>
    /// <param name="before">Only with smaller numbers; null for the newest.</param>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(
        string? source, string? reason, long? before, int limit, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await Matching(db, source, reason).Where(letter => letter.Id < (before ?? long.MaxValue))
            .OrderByDescending(letter => letter.Id).Take(limit).ToListAsync(stop);
    }

    /// <summary>How many letters there are for each reason.</summary>
    public async Task<IReadOnlyList<ReasonCount>> CountAsync(string? source, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var counts = await Matching(db, source, null).GroupBy(letter => letter.Reason)
            .Select(group => new { Reason = group.Key, Count = group.LongCount() }).ToListAsync(stop);
        return [.. counts.OrderByDescending(count => count.Count).Select(count => new ReasonCount(count.Reason, count.Count))];
    }

    public async Task<DeadLetter?> FindAsync(long id, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.DeadLetters.AsNoTracking().FirstOrDefaultAsync(letter => letter.Id == id, stop);
    }

    /// <summary>Sends one letter in again; what is stored leaves the shelf.</summary>
    /// <returns>Null when it is stored, else why not.</returns>
    public async Task<Reason?> ReplayAsync(DeadLetter letter, CancellationToken stop)
    {
        if (letter.IsCut)
            return new(Reasons.TooLong, "only the start of the payload was kept");
        if (replayers.FirstOrDefault(r => r.Kind == letter.Kind) is not { } replayer)
            return new(letter.Reason, $"a payload of kind '{letter.Kind}' cannot be sent in again");
        if (await replayer.ReplayAsync(letter, stop) is { } reason)
        {
            await NoteAsync(letter.Id, reason, stop);
            return reason;
        }

        sources.Find(letter.Source)?.Accept(1, 0, 0, time.GetUtcNow());
        await shelf.RemoveAsync(letter, stop);
        return null;
    }

    /// <summary>Sends all letters of a reason and a source in again, oldest first; null means all.</summary>
    public async Task<Replayed> ReplayAllAsync(string? source, string? reason, CancellationToken stop)
    {
        var (stored, refused, after) = (0, 0, 0L);
        while (stored + refused < MostAtOnce)
        {
            var letters = await NextAsync(source, reason, after, stop);
            if (letters.Count == 0)
                break;
            foreach (var letter in letters)
            {
                if (await ReplayAsync(letter, stop) is null)
                    stored++;
                else
                    refused++;
                after = letter.Id;
            }
        }

        log.Replayed(stored, refused);
        return new(stored, refused);
    }

    async Task<List<DeadLetter>> NextAsync(string? source, string? reason, long after, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await Matching(db, source, reason).Where(letter => letter.Id > after).OrderBy(letter => letter.Id).Take(Page).ToListAsync(stop);
    }

    async Task NoteAsync(long id, Reason reason, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        await db.DeadLetters.Where(letter => letter.Id == id).ExecuteUpdateAsync(
            letter => letter.SetProperty(l => l.Reason, reason.Code).SetProperty(l => l.Detail, reason.Text), stop);
    }

    static IQueryable<DeadLetter> Matching(ConnectDb db, string? source, string? reason)
    {
        var letters = db.DeadLetters.AsNoTracking();
        if (!string.IsNullOrEmpty(source))
            letters = letters.Where(letter => letter.Source == source);
        return string.IsNullOrEmpty(reason) ? letters : letters.Where(letter => letter.Reason == reason);
    }
}

/// <summary>How often a reason occurs.</summary>
sealed record ReasonCount(string Reason, long Count);

/// <summary>What became of letters that were sent in again.</summary>
sealed record Replayed(int Stored, int Refused);
