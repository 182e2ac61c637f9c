using System.Globalization;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Plant;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Work;

/// <summary>Ends work: the order is done, and the failure that it mended is recorded, or its record completed. Models learn from these.</summary>
sealed class WorkEnds(WorkDesk desk, WorkCase cases, FailureNames names, RecordStore store, RecordQueries queries)
{
    const string Origin = "work:";

    // an older failure without an end was forgotten rather than mended now
    static readonly TimeSpan OpenFor = TimeSpan.FromDays(60);

    /// <summary>The failure that the work mends, as it is recorded: the one that the case names, else the last one of the asset without an end; null for none.</summary>
    public async Task<RecordRow?> FailureAsync(WorkOrder order, CancellationToken stop)
    {
        if (order.CaseId is { } caseId && await queries.FindAsync(caseId, stop) is { } found
            && found.Values.GetValueOrDefault("failure") is long named && await queries.FindAsync(named, stop) is { Type: FailureBook.Type, IsWithdrawn: false } known)
        {
            return known;
        }

        if (order.AssetId is not { } asset)
            return null;
        var end = order.EndedAt ?? order.RecordedAt;
        var rows = await queries.ListAsync(new(FailureBook.Type, [asset], end - OpenFor, end.AddTicks(1)), stop);
        return rows.FirstOrDefault(row => row.Origin == OriginOf(order)) ?? rows.FirstOrDefault(row => row.Until is null && !row.Values.ContainsKey("ended_at"));
    }

    /// <summary>Writes that the work is done and what it says of the failure, and ends its case when that is wanted.</summary>
    /// <returns>Null when there is no such order.</returns>
    public async Task<WorkAnswer?> FinishAsync(long id, int revision, WorkEnd end, string author, CancellationToken stop)
    {
        var answer = await desk.ChangeAsync(id, revision, order => order with
        {
            State = WorkState.Done,
            StartedAt = end.StartedAt,
            EndedAt = end.EndedAt,
            Downtime = end.Downtime,
            FailureMode = end.FailureMode,
            Part = end.Part,
            PartCost = end.PartCost ?? order.PartCost,
        }, author, stop);
        if (answer is not { IsGood: true, Order: { } done })
            return answer;
        RecordsWritten? written = null;
        var isNew = false;
        if (end.Failure != FailureWish.None)
            (written, isNew) = await WriteAsync(done, end, author, stop);
        if (end.ClosesCase)
            await cases.CloseAsync(done, isNew && written is { IsGood: true } ? written.Rows[0].Id : null, author, stop);
        return end.Failure == FailureWish.None || written is { IsGood: true } ? answer : answer with { Faults = [new("failure", "fault.failure")] };
    }

    async Task<(RecordsWritten? Written, bool IsNew)> WriteAsync(WorkOrder done, WorkEnd end, string author, CancellationToken stop)
    {
        return end.Failure == FailureWish.Complete && await FailureAsync(done, stop) is { } known
            ? (await store.CorrectAsync(known.Id, known.Revision, Completed(known, done, end), author, stop), false)
            : (await store.AppendAsync([New(done, end)], author, stop), true);
    }

    NewRecord Completed(RecordRow known, WorkOrder done, WorkEnd end)
    {
        var values = known.Values.ToDictionary(v => v.Key, v => (object?)v.Value);
        foreach (var (field, value) in Values(done, end).Where(v => v.Value is not null && v.Key != "kind"))
            values[field] = value;
        return new(known.Type, known.AssetId, known.At, known.Until ?? (end.EndedAt >= known.At ? end.EndedAt : null), values, known.Origin);
    }

    NewRecord New(WorkOrder done, WorkEnd end) =>
        new(FailureBook.Type, done.AssetId, end.StartedAt, end.EndedAt, Values(done, end), OriginOf(done));

    Dictionary<string, object?> Values(WorkOrder done, WorkEnd end) => new()
    {
        ["kind"] = names.Of(end.FailureKind, end.FailureMode, done.Title),
        ["ended_at"] = end.EndedAt,
        ["remedy"] = end.Remedy ?? (done.CaseId is null ? done.Title : null), // the title of a case is no remedy
        ["failure_mode"] = end.FailureMode,
        ["part"] = end.Part,
        ["is_replaced"] = end.IsReplaced,
    };

    /// <summary>The origin of a failure that an order made.</summary>
    internal static string OriginOf(WorkOrder order) => string.Create(CultureInfo.InvariantCulture, $"{Origin}{order.Id}");

    /// <summary>Whether a failure was made by an order, and by which.</summary>
    internal static bool IsOrigin(string? origin, out long order)
    {
        order = 0;
        return origin?.StartsWith(Origin, StringComparison.Ordinal) == true && long.TryParse(origin.AsSpan(Origin.Length), NumberStyles.None, CultureInfo.InvariantCulture, out order);
    }
}

/// <summary>What is said when work is done.</summary>
/// <param name="StartedAt">When it began; the failure, too, when a new record of it is written.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Downtime">Hours that the asset stood still, or null.</param>
/// <param name="FailureMode">A code, or null.</param>
/// <param name="Part">The part, or null.</param>
/// <param name="IsReplaced">True when the part was replaced.</param>
/// <param name="Failure">What to do with the record of the failure.</param>
/// <param name="FailureKind">What the failure is called; null: as its failure mode, or as the order where that is not known.</param>
/// <param name="Remedy">What helped; null: as the order, where it was not made of a case.</param>
/// <param name="PartCost">What the part cost, euros; null: as it stands in the order.</param>
/// <param name="ClosesCase">True: the case of the order is confirmed and closed.</param>
sealed record WorkEnd(
    DateTimeOffset StartedAt, DateTimeOffset EndedAt, double? Downtime, string? FailureMode, string? Part, bool IsReplaced,
    FailureWish Failure, string? FailureKind = null, string? Remedy = null, double? PartCost = null, bool ClosesCase = false);

/// <summary>What to do with the record of a failure when work is done.</summary>
enum FailureWish
{
    /// <summary>Nothing: it was no failure.</summary>
    None,

    /// <summary>Complete the one that is known.</summary>
    Complete,

    /// <summary>Write a new one.</summary>
    New,
}
