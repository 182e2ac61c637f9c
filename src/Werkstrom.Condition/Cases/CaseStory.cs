using Microsoft.Extensions.Localization;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Signals;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Cases;

/// <summary>Says in the reader's language what was done with a case and what was learned from it.</summary>
sealed class CaseStory(CaseWords words, SignalCatalog signals, Rates rates, IStringLocalizer<CasesText> text)
{
    // lessons are kept to the millisecond
    static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    /// <summary>What happened, newest first: one line a revision.</summary>
    /// <param name="revisions">Newest first.</param>
    public IEnumerable<(DateTimeOffset At, string Who, string What)> Of(IReadOnlyList<Case> revisions)
    {
        for (var i = 0; i < revisions.Count; i++)
        {
            var (after, before) = (revisions[i], i + 1 < revisions.Count ? revisions[i + 1] : null);
            List<string> did = [.. before is null ? [text["did.opened", words.Certainty(after.Certainty)].Value] : Did(before, after)];
            yield return (after.RecordedAt, after.Author, did.Count > 0 ? string.Join("; ", did) : text["did.findings"]);
        }
    }

    /// <summary>Why an act was not carried out: who decided what meanwhile; null for other reasons.</summary>
    public string? Refused(CaseAnswer answer)
    {
        if (answer.Impossible is { } now)
            return text["impossible", text["state." + now.State.Word()].Value] + (answer.Before is null ? "" : " " + text["impossible.who", now.Author].Value);
        if (answer.Late is not { } late)
            return null;
        return answer.Before is { } before && before.State == late.State
            ? text["late.what", late.Author, string.Join("; ", Did(before, late).DefaultIfEmpty(text["did.cause"].Value))]
            : text["late", late.Author, text["state." + late.State.Word()].Value];
    }

    /// <summary>What was learned, by which word, and what it means.</summary>
    /// <param name="lesson">What was learned from a case.</param>
    /// <param name="revisions">All of that case, newest first.</param>
    public string Of(KeptLesson lesson, IReadOnlyList<Case> revisions)
    {
        var word = Word(lesson, revisions);
        var where = words.Where(new Finding { AssetId = lesson.AssetId, SignalId = lesson.SignalId, Kind = lesson.Kind, At = lesson.At, Since = lesson.At, Score = 1 });
        if (lesson.Kind == FindingKind.Health)
            return text["lesson.health." + word, where];
        var signal = lesson.SignalId is { } id && signals.TryGet(id, out var found) ? found : null;
        return text["lesson." + (lesson.After == lesson.Before ? "same" : word),
            where, text["kind." + lesson.Kind], Amount(lesson.After, lesson.Kind, signal), Amount(lesson.Before, lesson.Kind, signal)];
    }

    /// <summary>Whether it was learned by taking back what was said before.</summary>
    public static bool IsBack(KeptLesson lesson, IReadOnlyList<Case> revisions) => Word(lesson, revisions).StartsWith("back", StringComparison.Ordinal);

    // the same step of a limit reads otherwise after "confirmed" and after a false alarm that was taken back: the case at that time says which it was
    static string Word(KeptLesson lesson, IReadOnlyList<Case> revisions) =>
        revisions.FirstOrDefault(c => c.RecordedAt <= lesson.At + Rounding) switch
        {
            { State: CaseState.FalseAlarm } => "false",
            { State: CaseState.Confirmed } or { State: CaseState.Closed, Mode: not null } => "confirmed",
            _ => lesson.IsReal ? "back.false" : "back.confirmed",
        };

    IEnumerable<string> Did(Case before, Case after)
    {
        if (before.State != after.State)
        {
            yield return after.State switch
            {
                CaseState.Snoozed => text["did.snoozed", words.At(after.SnoozedUntil ?? after.RecordedAt)],
                CaseState.Confirmed when after.Mode is { } mode => text["did.confirmed", FailureModeWords.Of(mode)],
                CaseState.Open => text["did.back." + before.State.Word()],
                CaseState.Closed when after.Author == CaseBook.Self => text["did.closed.itself"],
                _ => text["did." + after.State.Word()],
            };
        }
        else if (before.SnoozedUntil != after.SnoozedUntil && after.SnoozedUntil is { } until)
        {
            yield return text["did.snoozed", words.At(until)];
        }
        else if (before.Mode != after.Mode && after.Mode is { } mode)
        {
            yield return text["did.confirmed", FailureModeWords.Of(mode)];
        }

        if (before.Assignee != after.Assignee)
            yield return after.Assignee is { } who ? text["did.assigned", who] : text["did.unassigned"];
        if (before.IsAct != after.IsAct)
            yield return text["did.severity", text["severity." + CaseRecord.Severity(after.IsAct)].Value];
        if (before.Certainty != after.Certainty)
            yield return text["did.certainty", Format.Number(after.Certainty, 0), Format.Number(before.Certainty, 0)];
        if (before.FailureId != after.FailureId)
            yield return text[after.FailureId is null ? "did.failure.gone" : "did.failure", after.FailureId ?? before.FailureId ?? 0];
        if (before.PartOf != after.PartOf && after.PartOf is { } flood)
            yield return text["did.part", flood];
    }

    string Amount(double value, FindingKind kind, Signal? signal) => kind switch
    {
        FindingKind.Stuck or FindingKind.Silence or FindingKind.LongState => value is >= 0 and < 1e11 ? Format.Span(TimeSpan.FromSeconds(value)) : "–",
        _ when rates.Has(signal) => $"{Format.Value(Rates.Hour * value, signal!.Unit)}/h",
        _ => Format.Value(value, signal?.Unit),
    };
}
