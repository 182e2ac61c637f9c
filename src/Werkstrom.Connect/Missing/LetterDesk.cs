using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Werkstrom.Connect.Mqtt;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Missing;

/// <summary>Shows refused payloads and sends them in again.</summary>
sealed class LetterDesk(
    IDbContextFactory<ConnectDb> databases, LetterShelf shelf, SourceBook sources, IEnumerable<IReplayer> replayers,
    ISampleSink sink, IAudit audit, TimeProvider time, ILogger<LetterDesk> log)
{
    /// <summary>Letters that one call replays at most; calling again goes on with the rest.</summary>
    public const int MostAtOnce = 10_000;

    const int Page = 500;

    /// <summary>Letters, newest first.</summary>
    /// <param name="before">Only with smaller numbers; null for the newest.</param>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(
        string? source, string? reason, long? before, int limit, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await Matching(db, source, reason).Where(letter => letter.Id < (before ?? long.MaxValue))
            .OrderByDescending(letter => letter.Id).Take(limit).ToListAsync(stop);
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
        var again = await ReplayAsync([letter], stop);
        await audit.NoteAsync(
            "dead-letters.replay", "dead-letter", letter.Id.ToString(CultureInfo.InvariantCulture),
            new { letter.Source, letter.Reason, Stored = 1 - again.Count, Refused = again.Count }, stop);
        return again is [var refused] ? refused.Reason : null;
    }

    /// <summary>
    /// Sends all letters of a reason and a source in again, oldest first; null means all, except what a bound key was not allowed
    /// to write: that is stored only when somebody asks for it by name.
    /// </summary>
    public async Task<Replayed> ReplayAllAsync(string? source, string? reason, CancellationToken stop)
    {
        var (stored, refused, after) = (0, 0, 0L);
        while (stored + refused < MostAtOnce)
        {
            var letters = await NextAsync(source, reason, after, stop);
            if (letters.Count == 0)
                break;
            var again = await ReplayAsync(letters, stop);
            (stored, refused, after) = (stored + letters.Count - again.Count, refused + again.Count, letters[^1].Id);
        }

        await audit.NoteAsync(
            "dead-letters.replay", "dead-letter", "many", new { Source = source, Reason = reason, Stored = stored, Refused = refused }, stop);
        log.Replayed(stored, refused);
        return new(stored, refused, await LeftAsync(source, reason, after, stop));
    }

    /// <summary>Sends the letters of MQTT topics in again, oldest first, but for what a bound key was not allowed to write.</summary>
    /// <param name="fits">Which topics.</param>
    public async Task<Replayed> ReplayTopicsAsync(Func<string, bool> fits, CancellationToken stop)
    {
        var (stored, refused) = (0, 0);
        for (IReadOnlyList<DeadLetter> page = await NextAsync(null, null, 0, stop); page.Count > 0; page = await NextAsync(null, null, page[^1].Id, stop))
        {
            DeadLetter[] chosen = [.. page.Where(letter => MqttIntake.TopicOf(letter) is { } topic && fits(topic))];
            var again = chosen.Length == 0 ? [] : await ReplayAsync(chosen, stop);
            (stored, refused) = (stored + chosen.Length - again.Count, refused + again.Count);
        }

        await audit.NoteAsync("dead-letters.replay", "dead-letter", "topics", new { Stored = stored, Refused = refused }, stop);
        log.Replayed(stored, refused);
        return new(stored, refused);
    }

    // All samples of the letters share one write, the letters that were stored one delete.
    async Task<IReadOnlyList<Again>> ReplayAsync(IReadOnlyList<DeadLetter> letters, CancellationToken stop)
    {
        List<Again> refused = [];
        List<DeadLetter> stored = new(letters.Count);
        GatheringSink gathered = new();
        foreach (var letter in letters)
        {
            if (await TryAsync(letter, gathered, stop) is { } reason)
                refused.Add(new(letter, reason));
            else
                stored.Add(letter);
        }

        if (gathered.Batch.Count > 0)
            await sink.WriteAsync(gathered.Batch, stop);
        foreach (var group in stored.GroupBy(letter => letter.Source))
        {
            sources.Find(group.Key)?.Accept(group.Count(), 0, 0, time.GetUtcNow());
            sources.Find(group.Key)?.Keep();
        }

        await shelf.RemoveAsync(stored, stop);
        await NoteAsync(refused, stop);
        return refused;
    }

    async Task<Reason?> TryAsync(DeadLetter letter, ISampleSink into, CancellationToken stop)
    {
        if (letter.IsCut)
            return Reason.Of(Reasons.TooLong, "letter.cut");
        return replayers.FirstOrDefault(r => r.Kind == letter.Kind) is { } replayer
            ? await replayer.ReplayAsync(letter, into, stop)
            : Reason.Of(letter.Reason, "letter.kind", letter.Kind);
    }

    async Task<List<DeadLetter>> NextAsync(string? source, string? reason, long after, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await Waiting(db, source, reason, after).OrderBy(letter => letter.Id).Take(Page).ToListAsync(stop);
    }

    async Task<long> LeftAsync(string? source, string? reason, long after, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await Waiting(db, source, reason, after).LongCountAsync(stop);
    }

    static IQueryable<DeadLetter> Waiting(ConnectDb db, string? source, string? reason, long after)
    {
        var letters = Matching(db, source, reason).Where(letter => letter.Id > after);
        return string.IsNullOrEmpty(reason) ? letters.Where(letter => letter.Reason != Reasons.Outside) : letters;
    }

    async Task NoteAsync(IReadOnlyList<Again> refused, CancellationToken stop)
    {
        List<Again> changed = [.. refused.Where(r => r.Letter.Reason != r.Reason.Code || r.Letter.Detail != r.Reason.Detail)];
        if (changed.Count == 0)
            return;
        await using var db = await databases.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        foreach (var (letter, reason) in changed)
        {
            await db.DeadLetters.Where(l => l.Id == letter.Id).ExecuteUpdateAsync(
                set => set.SetProperty(l => l.Reason, reason.Code).SetProperty(l => l.Detail, reason.Detail), stop);
        }

        await transaction.CommitAsync(stop);
    }

    /// <summary>The letters of a source and a reason; null or empty means all.</summary>
    public static IQueryable<DeadLetter> Matching(ConnectDb db, string? source, string? reason)
    {
        var letters = db.DeadLetters.AsNoTracking();
        if (!string.IsNullOrEmpty(source))
            letters = letters.Where(letter => letter.Source == source);
        return string.IsNullOrEmpty(reason) ? letters : letters.Where(letter => letter.Reason == reason);
    }
}

/// <summary>What became of letters that were sent in again.</summary>
/// <param name="Stored">How many are stored now.</param>
/// <param name="Refused">How many were refused again.</param>
/// <param name="Left">How many wait still, because one call takes no more than <see cref="LetterDesk.MostAtOnce"/>.</param>
sealed record Replayed(int Stored, int Refused, long Left = 0);

/// <summary>A letter that was refused again.</summary>
sealed record Again(DeadLetter Letter, Reason Reason);

/// <summary>Collects the samples of many payloads, so that they become durable together.</summary>
sealed class GatheringSink : ISampleSink
{
    public SampleBatch Batch { get; } = new();

    public ValueTask WriteAsync(SampleBatch batch, CancellationToken stop)
    {
        for (var at = 0; at < batch.Count; at++)
            Batch.Add(batch.Signals[at], batch.Instants[at], batch.Values[at], batch.Qualities[at]);
        return default;
    }
}
