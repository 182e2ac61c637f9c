using Werkstrom.Condition.Findings;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Cases;

/// <summary>A case as the API shows it.</summary>
/// <param name="Id">Number; it is that of its record, too.</param>
/// <param name="Revision">Rises with every change.</param>
/// <param name="Title">A few words in the language of the house.</param>
/// <param name="Sentence">What, since when, how far beyond the usual, in the language of the request.</param>
/// <param name="State">open, acknowledged, snoozed, confirmed, false-alarm or closed.</param>
/// <param name="Severity">watch or act.</param>
/// <param name="Certainty">How sure it is, percent.</param>
/// <param name="AssetId">The asset, or the nearest above all that are concerned; null when there is none.</param>
/// <param name="Since">When it began.</param>
/// <param name="NoticedAt">When it was opened.</param>
/// <param name="Until">When it was closed; null while it is open in any way.</param>
/// <param name="SnoozedUntil">Until when it is put off; null when it is not.</param>
/// <param name="Assignee">Who looks after it; null for nobody.</param>
/// <param name="FailureMode">Code of the failure mode; null until it was confirmed.</param>
/// <param name="Cause">The cause that a person gave; null for none.</param>
/// <param name="FailureId">The record of the failure; null for none.</param>
/// <param name="PartOf">The flood that it is part of; null for none.</param>
/// <param name="IsFlood">Many machines at once.</param>
/// <param name="Findings">How many findings it has.</param>
sealed record CaseView(
    long Id, int Revision, string Title, string Sentence, string State, string Severity, double Certainty, int? AssetId, DateTimeOffset Since,
    DateTimeOffset NoticedAt, DateTimeOffset? Until, DateTimeOffset? SnoozedUntil, string? Assignee, string? FailureMode, string? Cause,
    long? FailureId, long? PartOf, bool IsFlood, int Findings)
{
    /// <summary>A case.</summary>
    public static CaseView Of(Case one, string sentence, int findings) => new(
        one.Id, one.Revision, one.Title, sentence, one.State.Word(), CaseRecord.Severity(one.IsAct), one.Certainty, one.AssetId, one.Since, one.NoticedAt,
        one.Until, one.SnoozedUntil, one.Assignee, one.Mode, one.Cause, one.FailureId, one.PartOf, one.IsFlood, findings);
}

/// <summary>Cases.</summary>
/// <param name="Cases">The open ones by how much they matter, others newest first.</param>
/// <param name="Count">How many there are on all pages.</param>
/// <param name="Next">What to send as <c>cursor</c> for the page that follows; null on the last one.</param>
sealed record CaseListView(IReadOnlyList<CaseView> Cases, int Count, string? Next);

/// <summary>A case with all that belongs to it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Findings">What was found, in the order in which it began.</param>
/// <param name="RestsOn">The findings that its certainty rests on, the surest first, each with what it says alone, percent.</param>
/// <param name="Signals">The signals that show it best, at most three.</param>
/// <param name="Notes">What people said, oldest first.</param>
/// <param name="Lessons">What was learned from it, newest first.</param>
/// <param name="History">What was done, newest first.</param>
/// <param name="Parts">The cases that are part of it.</param>
sealed record CaseDetail(
    CaseView Case, IReadOnlyList<FindingView> Findings, IReadOnlyList<CaseGround> RestsOn, IReadOnlyList<int> Signals, IReadOnlyList<CaseNote> Notes,
    IReadOnlyList<LessonView> Lessons, IReadOnlyList<CaseDeed> History, IReadOnlyList<long> Parts);

/// <summary>A finding that a certainty rests on.</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="Says">How sure it would be by this one alone, percent.</param>
sealed record CaseGround(long FindingId, double Says);

/// <summary>What a person said of a case.</summary>
sealed record CaseNote(long Id, string Text, string Author, DateTimeOffset At)
{
    /// <summary>A note.</summary>
    public static CaseNote Of(RecordRow row) => new(row.Id, row.Values.GetValueOrDefault("text") as string ?? "", row.Author, row.At);
}

/// <summary>What was done with a case.</summary>
/// <param name="At">When.</param>
/// <param name="Author">By whom; Werkstrom for what happens by itself.</param>
/// <param name="What">In the language of the request.</param>
sealed record CaseDeed(DateTimeOffset At, string Author, string What);

/// <summary>What changed by a person's word.</summary>
/// <param name="AssetId">Of this asset.</param>
/// <param name="SignalId">Of this signal; null for the asset as a whole.</param>
/// <param name="Kind">For this kind of finding.</param>
/// <param name="Before">The least deviation that was told, in the unit of the signal.</param>
/// <param name="After">The least that is told from now on.</param>
/// <param name="Sentence">The same in the language of the request.</param>
sealed record LessonView(int AssetId, int? SignalId, FindingKind Kind, double Before, double After, string Sentence);

/// <summary>Something unusual that was found.</summary>
/// <param name="Id">Number.</param>
/// <param name="AssetId">Where.</param>
/// <param name="SignalId">The signal; null for the asset as a whole.</param>
/// <param name="Kind">What was found.</param>
/// <param name="At">When it was noticed.</param>
/// <param name="Since">When it began.</param>
/// <param name="EndedAt">When it was over; null while it lasts or where that is not known.</param>
/// <param name="Score">How many times the furthest that is known.</param>
/// <param name="Value">What was seen, in the unit of the signal.</param>
/// <param name="Usual">What is usual instead.</param>
/// <param name="Furthest">The furthest deviation before.</param>
/// <param name="CaseId">The case that it belongs to; null when it is not enough for one.</param>
/// <param name="Sentence">All of that in the language of the request.</param>
sealed record FindingView(
    long Id, int AssetId, int? SignalId, FindingKind Kind, DateTimeOffset At, DateTimeOffset Since, DateTimeOffset? EndedAt, double Score, double? Value,
    double? Usual, double? Furthest, long? CaseId, string Sentence)
{
    /// <summary>A finding.</summary>
    public static FindingView Of(Finding f, CaseWords words) => new(
        f.Id, f.AssetId, f.SignalId, f.Kind, f.At, f.Since, f.EndedAt, f.Score, f.Value, f.Usual, f.Furthest, f.CaseId, words.Sentence(f));
}
