using System.Globalization;
using Werkstrom.Condition.Cases;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Records;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Work;

/// <summary>
/// Writes work orders. Every change is a correction of the record with its author; it asks for the revision that was read, so that of two
/// people the later one is told.
/// </summary>
sealed class WorkDesk(RecordStore store, RecordQueries queries, AssetCatalog assets, WorkSuggestions suggestions, TimeProvider time) : IDisposable
{
    const int MostTries = 5;

    readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>An order; null when there is none of this number.</summary>
    public async Task<WorkOrder?> FindAsync(long id, CancellationToken stop) =>
        await queries.FindAsync(id, stop) is { Type: WorkOrder.Type, IsWithdrawn: false } row ? WorkOrder.Of(row) : null;

    /// <summary>Orders, newest first.</summary>
    public async Task<IReadOnlyList<WorkOrder>> ListAsync(RecordFilter filter, CancellationToken stop) =>
        [.. (await queries.ListAsync(filter with { Type = WorkOrder.Type }, stop)).Select(WorkOrder.Of)];

    /// <summary>The orders that are not done, newest first.</summary>
    public async Task<IReadOnlyList<WorkOrder>> LeftAsync(CancellationToken stop)
    {
        List<WorkOrder> left = [];
        foreach (var state in WorkState.Columns.Where(WorkState.IsLeft))
            left.AddRange(await ListAsync(new(Fields: new Dictionary<string, string> { ["state"] = state }), stop));
        return left;
    }

    /// <summary>All revisions of an order, newest first; empty when there is none of this number.</summary>
    public async Task<IReadOnlyList<WorkOrder>> HistoryAsync(long id, CancellationToken stop)
    {
        var rows = await queries.HistoryAsync(id, stop);
        return rows is [{ Type: WorkOrder.Type, IsWithdrawn: false }, ..] ? [.. rows.Select(WorkOrder.Of)] : [];
    }

    /// <summary>The orders of a case, newest first.</summary>
    public Task<IReadOnlyList<WorkOrder>> OfCaseAsync(long caseId, CancellationToken stop) =>
        ListAsync(new(Fields: new Dictionary<string, string> { ["case"] = caseId.ToString(CultureInfo.InvariantCulture) }), stop);

    /// <summary>Writes a new order.</summary>
    public async Task<WorkAnswer> AddAsync(WorkOrder order, string author, CancellationToken stop)
    {
        if (await CheckAsync(order, null, stop) is { Count: > 0 } faults)
            return WorkAnswer.Wrong(faults);
        var written = await store.AppendAsync([order.ToRecord()], author, stop);
        return WorkAnswer.Of(written);
    }

    /// <summary>
    /// Writes the order of a case, filled in from it and from the last done orders of the asset or its sisters. As long as one of the case is
    /// not done it is that one: pressing twice makes one order.
    /// </summary>
    /// <returns>Null when there is no such case.</returns>
    public async Task<WorkAnswer?> FromCaseAsync(long caseId, string author, CancellationToken stop)
    {
        if (await queries.FindAsync(caseId, stop) is not { Type: "case", IsWithdrawn: false } found)
            return null;
        await _one.WaitAsync(stop);
        try
        {
            if ((await OfCaseAsync(caseId, stop)).FirstOrDefault(order => WorkState.IsLeft(order.State)) is { } there)
                return WorkAnswer.Good(there);
            var (order, like) = await suggestions.ForCaseAsync(found, time.GetUtcNow(), stop);
            return await AddAsync(order, author, stop) with { LikeId = like?.Id };
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Changes an order.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="revision">The revision that was read; null for the one that holds now.</param>
    /// <param name="change">What changes.</param>
    /// <param name="author">Who changes it.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Null when there is no such order.</returns>
    public async Task<WorkAnswer?> ChangeAsync(long id, int? revision, Func<WorkOrder, WorkOrder> change, string author, CancellationToken stop)
    {
        if (await FindAsync(id, stop) is not { } before)
            return null;
        if (revision is { } read && read != before.Revision)
            return WorkAnswer.Late(before);
        var after = change(before);
        if (await CheckAsync(after, before, stop) is { Count: > 0 } faults)
            return WorkAnswer.Wrong(faults);
        var written = await store.CorrectAsync(id, before.Revision, after.ToRecord(), author, stop);
        if (written is { IsLate: true })
            return await FindAsync(id, stop) is { } now ? WorkAnswer.Late(now) : null;
        return written is null ? null : WorkAnswer.Of(written);
    }

    /// <summary>Moves an order to another state.</summary>
    /// <returns>Null when there is no such order.</returns>
    public Task<WorkAnswer?> MoveAsync(long id, int? revision, string state, string author, CancellationToken stop) =>
        ChangeAsync(id, revision, order => order.In(state, time.GetUtcNow()), author, stop);

    /// <summary>Ticks a line of the checklist, or takes the tick back. Others may change the order meanwhile: the line is found by its words.</summary>
    /// <param name="id">Number of the order.</param>
    /// <param name="index">Where the line stood.</param>
    /// <param name="text">Its words.</param>
    /// <param name="isDone">Whether it is done now.</param>
    /// <param name="author">Who ticks.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Late when the line is not there any more; null when there is no such order.</returns>
    public async Task<WorkAnswer?> TickAsync(long id, int index, string text, bool isDone, string author, CancellationToken stop)
    {
        for (var tries = 0; ; tries++)
        {
            if (await FindAsync(id, stop) is not { } order)
                return null;
            var at = order.Checklist.ElementAtOrDefault(index)?.Text == text ? index : order.Checklist.ToList().FindIndex(line => line.Text == text);
            if (at < 0)
                return WorkAnswer.Late(order);
            CheckLine[] lines = [.. order.Checklist];
            lines[at] = isDone ? new(text, true, WithoutBrackets(author), time.GetUtcNow()) : new(text);
            var answer = await ChangeAsync(id, order.Revision, before => before with { Checklist = lines }, author, stop);
            if (answer is not { IsLate: true } || tries >= MostTries)
                return answer;
        }
    }

    /// <summary>Adds a remark: a note with the topic <c>work:ID</c>.</summary>
    /// <param name="id">Number of the order.</param>
    /// <param name="text">1 to 4,000 characters.</param>
    /// <param name="key">The form's, see <see cref="FormKey"/>: the same one is written once.</param>
    /// <param name="author">Who says it.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>False when the text is blank or too long.</returns>
    public async Task<bool> NoteAsync(long id, string text, string? key, string author, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > RecordField.MaxText || await FindAsync(id, stop) is not { } order)
            return false;
        var origin = FormKey.Origin("work", key);
        await _one.WaitAsync(stop);
        try
        {
            if (origin != "work" && (await NotesAsync(id, stop)).Any(n => n.Origin == origin))
                return true;
            var values = new Dictionary<string, object?> { ["text"] = text.Trim(), ["topic"] = Topic(id) };
            return (await store.AppendAsync([new("note", order.AssetId, time.GetUtcNow(), null, values, origin)], author, stop)).IsGood;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The remarks of an order, oldest first.</summary>
    public async Task<IReadOnlyList<RecordRow>> NotesAsync(long id, CancellationToken stop) =>
        [.. (await queries.ListAsync(new("note", Fields: new Dictionary<string, string> { ["topic"] = Topic(id) }, Limit: 200), stop)).Reverse()];

    /// <summary>Takes the last change back: the order is as it was in the revision before, if nobody has changed it since.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="revision">The revision that the change made.</param>
    /// <param name="author">Who takes it back.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Null when there is no such order, or nothing before that revision.</returns>
    public async Task<WorkAnswer?> UndoAsync(long id, int revision, string author, CancellationToken stop)
    {
        var history = await HistoryAsync(id, stop);
        return history.FirstOrDefault(order => order.Revision == revision - 1) is { } former
            ? await ChangeAsync(id, revision, _ => former, author, stop) : null;
    }

    static string Topic(long id) => string.Create(CultureInfo.InvariantCulture, $"work:{id}");

    // they would end the words of who ticked a line
    static string WithoutBrackets(string name) => name.Replace('(', '[').Replace(')', ']');

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose();

    async Task<List<WorkFault>> CheckAsync(WorkOrder order, WorkOrder? before, CancellationToken stop)
    {
        List<WorkFault> faults = [.. WorkCheck.Of(order)];
        if (order.AssetId is { } asset && !assets.TryGet(asset, out _))
            faults.Add(new("asset", "fault.asset", asset));
        if (order.CaseId is { } caseId && caseId != before?.CaseId && await queries.FindAsync(caseId, stop) is not { Type: "case" })
            faults.Add(new("case", "fault.case", caseId));
        return faults;
    }
}

/// <summary>What became of a change.</summary>
/// <param name="Order">The order as it holds now; null when it was refused.</param>
/// <param name="Faults">All that is wrong.</param>
/// <param name="IsLate">True when somebody else changed it since it was read; <paramref name="Order"/> is what holds now.</param>
sealed record WorkAnswer(WorkOrder? Order, IReadOnlyList<WorkFault> Faults, bool IsLate = false)
{
    /// <summary>Number of the order that a new one was filled in from, or null.</summary>
    public long? LikeId { get; init; }

    /// <summary>True when it was written.</summary>
    public bool IsGood => Faults.Count == 0 && !IsLate;

    public static WorkAnswer Good(WorkOrder order) => new(order, []);

    public static WorkAnswer Late(WorkOrder now) => new(now, [], true);

    public static WorkAnswer Wrong(IReadOnlyList<WorkFault> faults) => new(null, faults);

    /// <summary>What the record store answered; what it refused is told in its own words.</summary>
    public static WorkAnswer Of(RecordsWritten written) => written.IsGood
        ? Good(WorkOrder.Of(written.Rows[0]))
        : Wrong([.. written.Errors.SelectMany(e => e.Value.Select(why => new WorkFault(e.Key[(e.Key.IndexOf('.', StringComparison.Ordinal) + 1)..], "fault.other", why)))]);
}
