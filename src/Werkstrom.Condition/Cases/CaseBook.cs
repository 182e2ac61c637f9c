using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Assets;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Cases;

/// <summary>Who is told of cases that were opened or changed; after it is on disk. A failure of one does not hold up the others.</summary>
interface ICaseListener
{
    /// <summary>Takes a change.</summary>
    /// <param name="before">What was; null for a new case.</param>
    /// <param name="after">What is.</param>
    /// <param name="stop">Ends it.</param>
    Task ChangedAsync(Case? before, Case after, CancellationToken stop);
}

/// <summary>Reads and writes cases; each change is made on what holds at that moment.</summary>
sealed class CaseBook(RecordStore store, RecordQueries records, AssetCatalog assets, IEnumerable<ICaseListener> listeners, ILogger<CaseBook> log)
{
    /// <summary>The author of what Werkstrom does by itself.</summary>
    public const string Self = "Werkstrom";

    /// <summary>All cases that are open in any way, newest first.</summary>
    public async Task<IReadOnlyList<Case>> OpenAsync(CancellationToken stop) =>
        [.. (await records.ListAsync(new(CaseRecord.Type, IsOpen: true, Limit: int.MaxValue), stop)).Select(CaseRecord.Of)];

    /// <summary>Cases, newest first.</summary>
    public async Task<IReadOnlyList<Case>> ListAsync(RecordFilter filter, CancellationToken stop) =>
        [.. (await records.ListAsync(filter with { Type = CaseRecord.Type }, stop)).Select(CaseRecord.Of)];

    /// <summary>How many cases a filter lets through.</summary>
    public Task<long> CountAsync(RecordFilter filter, CancellationToken stop) => records.CountAsync(filter with { Type = CaseRecord.Type }, stop);

    /// <summary>A case as it holds now; null when there is none, or it was taken back.</summary>
    public async Task<Case?> FindAsync(long id, CancellationToken stop) =>
        await records.FindAsync(id, stop) is { Type: CaseRecord.Type, IsWithdrawn: false } row ? CaseRecord.Of(row) : null;

    /// <summary>All revisions of a case, newest first.</summary>
    public async Task<IReadOnlyList<Case>> HistoryAsync(long id, CancellationToken stop) =>
        [.. (await records.HistoryAsync(id, stop)).Where(r => r is { Type: CaseRecord.Type, IsWithdrawn: false }).Select(CaseRecord.Of)];

    /// <summary>Writes a new case.</summary>
    /// <exception cref="InvalidOperationException">The record was refused.</exception>
    public async Task<Case> AddAsync(Case wanted, string author, CancellationToken stop)
    {
        var made = Written(await store.AppendAsync([Row(wanted)], author, stop));
        await TellAsync(null, made, stop);
        return made;
    }

    /// <summary>Writes a case that was over before anybody could be told of it: nobody is.</summary>
    /// <exception cref="InvalidOperationException">The record was refused.</exception>
    public async Task<Case> AddPastAsync(Case wanted, CancellationToken stop) => Written(await store.AppendAsync([Row(wanted)], Self, stop));

    /// <summary>Changes such a case, which nobody is told of either.</summary>
    public Task<Case?> ChangePastAsync(long id, Func<Case, Case?> change, CancellationToken stop) => ChangeAsync(id, change, Self, isTold: false, stop);

    /// <summary>Changes a case.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="change">Given the case as it is now, how it shall be; the same or null to leave it.</param>
    /// <param name="author">Who does it.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>The case as it holds now; null when there is none.</returns>
    public Task<Case?> ChangeAsync(long id, Func<Case, Case?> change, string author, CancellationToken stop) => ChangeAsync(id, change, author, isTold: true, stop);

    async Task<Case?> ChangeAsync(long id, Func<Case, Case?> change, string author, bool isTold, CancellationToken stop)
    {
        for (; ; )
        {
            if (await FindAsync(id, stop) is not { } before || change(before) is not { } wanted || wanted == before)
                return await FindAsync(id, stop);
            if (await store.CorrectAsync(id, before.Revision, Row(wanted), author, CancellationToken.None) is not { IsLate: false } written)
                continue; // somebody was quicker: the change is asked for again, on what holds now
            var after = Written(written);
            if (isTold)
                await TellAsync(before, after, stop);
            return after;
        }
    }

    // an asset that was removed leaves its cases behind, without it
    NewRecord Row(Case wanted) => CaseRecord.Row(wanted.AssetId is { } id && !assets.TryGet(id, out _) ? wanted with { AssetId = null } : wanted);

    static Case Written(RecordsWritten written) => written.IsGood
        ? CaseRecord.Of(written.Rows[0])
        : throw new InvalidOperationException($"A case was refused: {string.Join(' ', written.Errors.SelectMany(e => e.Value.Select(why => $"{e.Key}: {why}")))}");

    async Task TellAsync(Case? before, Case after, CancellationToken stop)
    {
        foreach (var listener in listeners)
        {
            try
            {
                await listener.ChangedAsync(before, after, stop);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.ListenerFailed(error, after.Id);
            }
        }
    }
}
