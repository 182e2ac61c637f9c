using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Records;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Cases;

/// <summary>What people do with cases. Each act is undone by another; two who act at once are told.</summary>
sealed class CaseActs(CaseBook book, RecordStore store, RecordQueries records, CaseTeacher teacher, FailureNames names, Staff staff, TimeProvider time) : IDisposable
{
    readonly SemaphoreSlim _talk = new(1, 1);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(365);

    /// <summary>Somebody knows.</summary>
    public Task<CaseAnswer> AcknowledgeAsync(CaseActor who, long id, CancellationToken stop) => ChangeAsync(who, id, c => c.State switch
    {
        CaseState.Open or CaseState.Snoozed => c with { State = CaseState.Acknowledged, SnoozedUntil = null },
        _ => null,
    }, stop);

    /// <summary>Quiet until a time.</summary>
    public Task<CaseAnswer> SnoozeAsync(CaseActor who, long id, DateTimeOffset until, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (until <= now || until > now + LongestSnooze)
            return Task.FromResult(CaseAnswer.Wrong("until", "snooze.rule"));
        return ChangeAsync(who, id, c => c.State is CaseState.Open or CaseState.Acknowledged or CaseState.Snoozed ? c with { State = CaseState.Snoozed, SnoozedUntil = until } : null, stop);
    }

    /// <summary>Who of the house looks after it; null or empty for nobody.</summary>
    public async Task<CaseAnswer> AssignAsync(CaseActor who, long id, string? person, CancellationToken stop)
    {
        if (await book.FindAsync(id, stop) is not { } one)
            return CaseAnswer.Missing;
        // who left the house may stay where they are
        var wanted = string.IsNullOrWhiteSpace(person) ? null : person.Trim() == one.Assignee ? one.Assignee : await staff.FindAsync(person, stop);
        if (wanted is null && !string.IsNullOrWhiteSpace(person))
            return CaseAnswer.Wrong("person", "assign.rule", Short(person.Trim()));
        return await ChangeAsync(who, id, c => c.IsOpen ? c with { Assignee = wanted } : null, stop);
    }

    /// <summary>It is over.</summary>
    public Task<CaseAnswer> CloseAsync(CaseActor who, long id, CancellationToken stop) =>
        ChangeAsync(who, id, c => c.IsOpen ? c with { State = CaseState.Closed, Until = time.GetUtcNow(), SnoozedUntil = null } : null, stop);

    /// <summary>There is something; the detectors will tell it again.</summary>
    /// <param name="who">Who says so.</param>
    /// <param name="id">Number of the case.</param>
    /// <param name="said">What it is.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<CaseAnswer> ConfirmAsync(CaseActor who, long id, Confirmation said, CancellationToken stop)
    {
        if (!FailureModes.Codes.Contains(said.Mode))
            return CaseAnswer.Wrong("failureMode", "confirm.rule");
        if (said.FailedAt > time.GetUtcNow())
            return CaseAnswer.Wrong("failedAt", "confirm.at.rule");
        if (said.Cause?.Length > RecordField.MaxText)
            return CaseAnswer.Wrong("cause", "cause.rule", said.Cause.Length, RecordField.MaxText);
        if (said.Kind?.Length > RecordField.MaxText)
            return CaseAnswer.Wrong("kind", "cause.rule", said.Kind.Length, RecordField.MaxText);
        var answer = await ChangeAsync(who, id, c => c.State == CaseState.FalseAlarm ? null : c with
        {
            State = c.IsOpen ? CaseState.Confirmed : c.State,
            Mode = said.Mode,
            Cause = said.Cause ?? c.Cause,
            SnoozedUntil = null,
        }, stop);
        if (answer.Case is not { } one)
            return answer;
        var lessons = await teacher.TeachAsync(one, true, who.Name, stop);
        if (said.FailedAt is { } at && one is { FailureId: null, AssetId: not null } && await FailedAsync(who, one, said, at, stop) is { } failure)
            one = await book.ChangeAsync(id, c => c with { FailureId = failure }, who.Name, stop) ?? one;
        return answer with { Case = one, Lessons = lessons };
    }

    /// <summary>There was nothing; the detectors learn that this is usual.</summary>
    public async Task<CaseAnswer> FalseAlarmAsync(CaseActor who, long id, CancellationToken stop)
    {
        var answer = await ChangeAsync(who, id, c => c.State is CaseState.FalseAlarm ? null : c with
        {
            State = CaseState.FalseAlarm,
            Until = c.Until ?? time.GetUtcNow(),
            Mode = null,
            SnoozedUntil = null,
        }, stop);
        return answer.Case is { } one ? answer with { Lessons = await teacher.TeachAsync(one, false, who.Name, stop) } : answer;
    }

    /// <summary>Takes back what was said: acknowledged, put off, confirmed, false alarm, closed become open again.</summary>
    public async Task<CaseAnswer> ReopenAsync(CaseActor who, long id, CancellationToken stop)
    {
        Case? was = null;
        var answer = await ChangeAsync(who, id, c => (was = c).State == CaseState.Open ? null : c with
        {
            State = c is { State: CaseState.Closed, Mode: not null } ? CaseState.Confirmed : CaseState.Open,
            Mode = c.State == CaseState.Closed ? c.Mode : null,
            Until = null,
            SnoozedUntil = null,
            FailureId = c.State == CaseState.Closed ? c.FailureId : null,
        }, stop);
        if (answer.Case is not { } one || was is null || was.State is not (CaseState.Confirmed or CaseState.FalseAlarm))
            return answer;
        if (was.FailureId is { } failure)
            await store.WithdrawAsync(failure, who.Name, stop);
        return answer with { Lessons = await teacher.UnteachAsync(one, was.State == CaseState.FalseAlarm, who.Name, stop) };
    }

    /// <summary>Says something about a case.</summary>
    /// <param name="who">Who says it.</param>
    /// <param name="id">Number of the case.</param>
    /// <param name="text">1 to 4,000 characters.</param>
    /// <param name="key">What the form had that was sent: the same one is written once, however often it comes; null or empty for none.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<CaseAnswer> CommentAsync(CaseActor who, long id, string? text, string? key, CancellationToken stop)
    {
        if (await book.FindAsync(id, stop) is not { } one)
            return CaseAnswer.Missing;
        if (string.IsNullOrWhiteSpace(text) || text.Length > RecordField.MaxText)
            return CaseAnswer.Wrong("text", "comment.rule");
        var origin = FormKey.Origin(ConditionModule.Name, key);
        await _talk.WaitAsync(stop);
        try
        {
            if (origin != ConditionModule.Name && (await NotesAsync(id, stop)).Any(n => n.Origin == origin))
                return new(one);
            var written = await store.AppendAsync(
                [new("note", one.AssetId, time.GetUtcNow(), null, new Dictionary<string, object?> { ["text"] = text.Trim(), ["topic"] = Topic(id) }, origin)], who.Name, stop);
            return written.IsGood ? new(one) : CaseAnswer.Wrong("text", "comment.rule");
        }
        finally
        {
            _talk.Release();
        }
    }

    /// <summary>What was said of a case, oldest first.</summary>
    public async Task<IReadOnlyList<RecordRow>> NotesAsync(long id, CancellationToken stop) =>
        [.. (await records.ListAsync(new("note", Fields: new Dictionary<string, string> { ["topic"] = Topic(id) }), stop)).Reverse()];

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _talk.Dispose();

    static string Topic(long id) => $"case:{id}";

    static string Short(string name) => name.Length <= 100 ? name : name[..100] + "…";

    async Task<CaseAnswer> ChangeAsync(CaseActor who, long id, Func<Case, Case?> change, CancellationToken stop)
    {
        Case? late = null;
        var wasDone = false;
        var now = await book.ChangeAsync(id, c =>
        {
            (late, wasDone) = (null, false);
            if (!who.Saw(c))
                late = c;
            if (late is not null || change(c) is not { } wanted)
                return null;
            wasDone = true;
            return wanted;
        }, who.Name, stop);
        if (now is null)
            return CaseAnswer.Missing;
        if (late is null && wasDone)
            return new(now);
        var last = CaseDecided.Last(await book.HistoryAsync(id, stop));
        return late is null
            ? new(null) { Impossible = last?.Made ?? now, Before = last?.Before }
            : new(null) { Late = last?.Made ?? late, Before = last?.Before };
    }

    async Task<long?> FailedAsync(CaseActor who, Case one, Confirmation said, DateTimeOffset at, CancellationToken stop)
    {
        var written = await store.AppendAsync([new("failure", one.AssetId, at, null, new Dictionary<string, object?>
        {
            ["kind"] = names.Of(said.Kind, said.Mode, one.Title),
            ["failure_mode"] = said.Mode,
            ["cause"] = said.Cause,
            ["severity"] = one.IsAct ? "major" : "minor",
        }, $"case:{one.Id}")], who.Name, stop);
        return written.IsGood ? written.Rows[0].Id : null;
    }
}

/// <summary>Who acts, and what they had seen.</summary>
/// <param name="Name">What people call them.</param>
/// <param name="SawRevision">The revision that they saw; null: they act on whatever holds.</param>
/// <param name="SawState">The state that they saw; null as before.</param>
/// <param name="SawMark">What they saw decided, see <see cref="CaseDecided.Mark"/>; null as before.</param>
sealed record CaseActor(string Name, int? SawRevision = null, CaseState? SawState = null, string? SawMark = null)
{
    /// <summary>Whether what they saw still holds. What Werkstrom writes by itself, such as how sure it is, is no news for who saw the state.</summary>
    public bool Saw(Case now) =>
        (SawRevision is null || SawRevision == now.Revision) && (SawState is null || SawState == now.State) && (SawMark is null || SawMark == CaseDecided.Mark(now));
}

/// <summary>What a person says when confirming a case.</summary>
/// <param name="Mode">Code of the failure mode.</param>
/// <param name="Cause">The cause; null when not known.</param>
/// <param name="FailedAt">When it failed; null when it has not: no failure is recorded then.</param>
/// <param name="Kind">What the failure is called; null: as its failure mode, or as the case where that is not known.</param>
sealed record Confirmation(string Mode, string? Cause, DateTimeOffset? FailedAt, string? Kind);

/// <summary>What became of an act.</summary>
/// <param name="Case">The case as it holds now; null when nothing was done.</param>
sealed record CaseAnswer(Case? Case)
{
    /// <summary>There is no such case.</summary>
    public static CaseAnswer Missing { get; } = new((Case?)null) { IsMissing = true };

    /// <summary>True when there is no such case.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The case as somebody else has decided it meanwhile: that revision, with who did it.</summary>
    public Case? Late { get; init; }

    /// <summary>The case, of which that cannot be done as it was decided: that revision, with who did it.</summary>
    public Case? Impossible { get; init; }

    /// <summary>What was before that; null where nothing was decided yet.</summary>
    public Case? Before { get; init; }

    /// <summary>The input that is wrong, the name of the text that says the rule, and what fills it.</summary>
    public (string Input, string Rule, object[] Values)? Fault { get; init; }

    /// <summary>What was learned.</summary>
    public IReadOnlyList<Lesson> Lessons { get; init; } = [];

    /// <summary>An input is wrong.</summary>
    public static CaseAnswer Wrong(string input, string rule, params object[] values) => new((Case?)null) { Fault = (input, rule, values) };
}
