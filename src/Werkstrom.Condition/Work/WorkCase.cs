using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Plant;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Work;

/// <summary>Ends the case of work that is done, as confirmed, so that it teaches; and takes all of it back with the order.</summary>
sealed class WorkCase(WorkDesk desk, CaseActs acts, CaseBook book, RecordStore store, RecordQueries queries)
{
    /// <summary>The mode where nobody said one.</summary>
    const string Unknown = "UNK";

    /// <summary>The case that the order can end; null when it has none, or that is over.</summary>
    public async Task<Case?> OpenAsync(WorkOrder order, CancellationToken stop) =>
        order.CaseId is { } id && await book.FindAsync(id, stop) is { IsOpen: true } one ? one : null;

    /// <summary>Confirms and closes the case of an order that is done. What was confirmed before keeps its failure mode unless the order names one.</summary>
    /// <param name="order">The order.</param>
    /// <param name="failureId">The record that the work made of the failure; null for none.</param>
    /// <param name="author">Who does it.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The case as it holds now; null when there was none to close.</returns>
    public async Task<Case?> CloseAsync(WorkOrder order, long? failureId, string author, CancellationToken stop)
    {
        if (order.State != WorkState.Done || await OpenAsync(order, stop) is not { } one)
            return null;
        CaseActor who = new(author);
        await acts.ConfirmAsync(who, one.Id, new(order.FailureMode ?? one.Mode ?? Unknown, null, null, null), stop);
        if (failureId is { } failure)
            await book.ChangeAsync(one.Id, c => c with { FailureId = c.FailureId ?? failure }, author, stop);
        return (await acts.CloseAsync(who, one.Id, stop)).Case;
    }

    /// <summary>Takes the last change of an order back; of one that ended the work also what that did to the failure and the case.</summary>
    /// <param name="id">Number of the order.</param>
    /// <param name="revision">The revision that the change made.</param>
    /// <param name="author">Who takes it back.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Null when there is no such order, or nothing before that revision.</returns>
    public async Task<WorkAnswer?> UndoAsync(long id, int revision, string author, CancellationToken stop)
    {
        var history = await desk.HistoryAsync(id, stop);
        var answer = await desk.UndoAsync(id, revision, author, stop);
        if (answer is { IsGood: true } && history.FirstOrDefault(o => o.Revision == revision) is { State: WorkState.Done } done && answer.Order!.State != WorkState.Done)
        {
            var failure = await TakeFailureBackAsync(done, author, stop);
            await TakeCaseBackAsync(done, failure, author, stop);
        }

        return answer;
    }

    // what was written by the same person since the work was done, and not changed by others
    async Task<long?> TakeFailureBackAsync(WorkOrder done, string author, CancellationToken stop)
    {
        if (done.AssetId is not { } asset)
            return null;
        var rows = await queries.ListAsync(new(FailureBook.Type, [asset], ChangedFrom: done.RecordedAt), stop);
        if (rows.FirstOrDefault(r => r.Origin == WorkEnds.OriginOf(done)) is { } made)
        {
            await store.WithdrawAsync(made.Id, author, stop);
            return made.Id;
        }

        foreach (var row in rows.Where(r => r.Author == done.Author && r.Values.GetValueOrDefault("ended_at") as DateTimeOffset? == done.EndedAt))
        {
            if (await queries.HistoryAsync(row.Id, stop) is [var now, var before, ..] && before.RecordedAt < done.RecordedAt)
                await store.CorrectAsync(row.Id, now.Revision, new(before.Type, before.AssetId, before.At, before.Until, before.Values.ToDictionary(v => v.Key, v => (object?)v.Value), before.Origin), author, stop);
        }

        return null;
    }

    async Task TakeCaseBackAsync(WorkOrder done, long? failureId, string author, CancellationToken stop)
    {
        if (done.CaseId is not { } id || await book.HistoryAsync(id, stop) is not [{ State: CaseState.Closed, Mode: not null } now, ..] history
            || history.FirstOrDefault(c => c.RecordedAt < done.RecordedAt) is not { IsOpen: true } before || now.RecordedAt < done.RecordedAt)
        {
            return;
        }

        CaseActor who = new(author);
        if (failureId is { } withdrawn)
            await book.ChangeAsync(id, c => c.FailureId == withdrawn ? c with { FailureId = null } : null, author, stop);
        await acts.ReopenAsync(who, id, stop); // closed becomes confirmed
        if (before.State != CaseState.Confirmed)
            await acts.ReopenAsync(who, id, stop);
        else if (before.Mode is { } mode)
            await book.ChangeAsync(id, c => c with { Mode = mode }, author, stop);
    }
}
