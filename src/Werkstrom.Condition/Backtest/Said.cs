namespace Werkstrom.Condition.Backtest;

/// <summary>One episode that something would have told.</summary>
/// <param name="AssetId">Of this asset.</param>
/// <param name="SignalId">About this signal; null for the asset as a whole.</param>
/// <param name="Kind">What was noticed.</param>
/// <param name="At">When it would have spoken.</param>
/// <param name="Since">Since when it was so.</param>
/// <param name="Until">When it was over; null where it still lasted at the end, or where that is not watched.</param>
/// <param name="Lasts">Whether it still lasted at the end of the span.</param>
/// <param name="Value">What was seen, as <see cref="Findings.Finding.Value"/>.</param>
/// <param name="Usual">What is usual, or the limit; as <see cref="Findings.Finding.Usual"/>.</param>
sealed record Said(
    int AssetId, int? SignalId, Findings.FindingKind Kind, DateTimeOffset At, DateTimeOffset Since, DateTimeOffset? Until, bool Lasts, double? Value, double? Usual)
{
    /// <summary>The share that signals have in it, 0 to 1; empty where it is one signal's own.</summary>
    public IReadOnlyList<Findings.FindingPart> Parts { get; init; } = [];

    public static Said Of(Findings.Finding found, bool lasts) =>
        new(found.AssetId, found.SignalId, found.Kind, found.At, found.Since, found.EndedAt, lasts, found.Value, found.Usual) { Parts = found.Parts };
}

/// <summary>What became of an episode.</summary>
enum Outcome
{
    /// <summary>A failure followed within the horizon.</summary>
    True,

    /// <summary>None did.</summary>
    False,

    /// <summary>It spoke while a failure was already there: neither a warning nor a false alarm.</summary>
    During,

    /// <summary>None followed so far, and the horizon is not over yet.</summary>
    Open,

    /// <summary>Not one failure is known of this time: nothing is right or wrong.</summary>
    Unknown,
}

/// <summary>An episode and what became of it.</summary>
/// <param name="What">The episode.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Failure">The failure that it announced, or during which it spoke; null for none.</param>
/// <param name="Lead">From the episode to the failure that it announced; null for none.</param>
sealed record Judged(Said What, Outcome Outcome, FailureMark? Failure, TimeSpan? Lead);

/// <summary>A failure that is known: recorded, or a case that a person confirmed.</summary>
/// <param name="RecordId">Number of the record.</param>
/// <param name="AssetId">What failed.</param>
/// <param name="At">When it began.</param>
/// <param name="Until">When it was over; null when that is not known.</param>
/// <param name="Words">What it was called.</param>
/// <param name="IsCase">A confirmed case without a record of a failure.</param>
sealed record FailureMark(long RecordId, int AssetId, DateTimeOffset At, DateTimeOffset? Until, string Words, bool IsCase);

/// <summary>A failure of the span and when it would have been announced.</summary>
/// <param name="Failure">The failure.</param>
/// <param name="Lead">From the first episode within the horizon to it; null when nothing would have been said.</param>
sealed record Announced(FailureMark Failure, TimeSpan? Lead);
