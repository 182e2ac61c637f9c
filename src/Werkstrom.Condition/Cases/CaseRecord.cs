using System.Globalization;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Cases;

/// <summary>A case as a row of the record type <c>case</c>, and back.</summary>
static class CaseRecord
{
    /// <summary>Name of the record type.</summary>
    public const string Type = "case";

    /// <summary>How the origin of a case begins that was made of findings; the number of the first follows.</summary>
    public const string Origin = "condition:";

    /// <summary>The same for a flood.</summary>
    public const string FloodOrigin = Origin + "flood:";

    static readonly (CaseState State, string Word)[] Words =
    [
        (CaseState.Open, "open"), (CaseState.Acknowledged, "acknowledged"), (CaseState.Snoozed, "snoozed"),
        (CaseState.Confirmed, "confirmed"), (CaseState.FalseAlarm, "false-alarm"), (CaseState.Closed, "closed"),
    ];

    /// <summary>The word of a state in records, texts and addresses.</summary>
    public static string Word(this CaseState state) => Words.First(w => w.State == state).Word;

    /// <summary>The state of a word; null when it is none.</summary>
    public static CaseState? State(string? word) => Words.Where(w => w.Word == word).Select(w => (CaseState?)w.State).FirstOrDefault();

    /// <summary>The word of a severity.</summary>
    public static string Severity(bool isAct) => isAct ? "act" : "watch";

    /// <summary>A row as a case.</summary>
    public static Case Of(RecordRow row) => new()
    {
        Id = row.Id,
        Revision = row.Revision,
        AssetId = row.AssetId,
        Title = Text(row, "title") ?? "",
        State = State(Text(row, "state")) ?? CaseState.Open,
        IsAct = Text(row, "severity") == "act",
        Certainty = row.Values.GetValueOrDefault("certainty") as double? ?? 0,
        Since = row.At,
        Until = row.Until,
        NoticedAt = Instant(row, "noticed_at") ?? row.At,
        LastAt = Instant(row, "last_at") ?? row.At,
        Cause = Text(row, "cause"),
        Mode = Text(row, "failure_mode"),
        Assignee = Text(row, "assignee"),
        SnoozedUntil = Instant(row, "snoozed_until"),
        FailureId = row.Values.GetValueOrDefault("failure") as long?,
        PartOf = row.Values.GetValueOrDefault("part_of") as long?,
        Origin = row.Origin,
        RecordedAt = row.RecordedAt,
        Author = row.Author,
    };

    /// <summary>A case as a row to be written.</summary>
    public static NewRecord Row(Case one) => new(Type, one.AssetId, one.Since, one.Until, new Dictionary<string, object?>
    {
        ["title"] = one.Title,
        ["state"] = one.State.Word(),
        ["severity"] = Severity(one.IsAct),
        ["certainty"] = one.Certainty,
        ["noticed_at"] = one.NoticedAt,
        ["last_at"] = one.LastAt,
        ["cause"] = one.Cause,
        ["failure_mode"] = one.Mode,
        ["assignee"] = one.Assignee,
        ["snoozed_until"] = one.SnoozedUntil,
        ["failure"] = one.FailureId,
        ["part_of"] = one.PartOf,
    }, one.Origin);

    /// <summary>The number of the first finding of a case that was made of findings.</summary>
    public static long? FirstFinding(Case one) =>
        one.Origin.StartsWith(Origin, StringComparison.Ordinal)
        && long.TryParse(one.Origin.AsSpan((one.IsFlood ? FloodOrigin : Origin).Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    static string? Text(RecordRow row, string field) => row.Values.GetValueOrDefault(field) as string;

    static DateTimeOffset? Instant(RecordRow row, string field) => row.Values.GetValueOrDefault(field) as DateTimeOffset?;
}
