namespace Werkstrom.Condition.Cases;

/// <summary>Something unusual that a person should know of: a row of the record type <c>case</c>, as it holds now.</summary>
sealed record Case
{
    /// <summary>Number of the record.</summary>
    public required long Id { get; init; }

    /// <summary>Revision of the record; rises with every change.</summary>
    public int Revision { get; init; }

    /// <summary>The asset, or the nearest one above all that are concerned; null when there is none.</summary>
    public int? AssetId { get; init; }

    /// <summary>A few words in the language of the house; pages say more, in the reader's.</summary>
    public required string Title { get; init; }

    public CaseState State { get; init; }

    /// <summary>True: act. False: watch.</summary>
    public bool IsAct { get; init; }

    /// <summary>How sure it is that something is there, percent; see <see cref="Evidence"/>.</summary>
    public double Certainty { get; init; }

    /// <summary>When the first sign of it began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was closed; null while it is open in any way.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset NoticedAt { get; init; }

    /// <summary>The newest finding that was written down; findings themselves are newer where they come fast.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>What a person gave as the cause.</summary>
    public string? Cause { get; init; }

    /// <summary>Code of the failure mode; set when and only when a person confirmed the case.</summary>
    public string? Mode { get; init; }

    /// <summary>Name of who looks after it.</summary>
    public string? Assignee { get; init; }

    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>The record of the failure that was made when it was confirmed.</summary>
    public long? FailureId { get; init; }

    /// <summary>The flood that it belongs to.</summary>
    public long? PartOf { get; init; }

    /// <summary>What made it: <c>condition:N</c>, for a flood <c>condition:flood:N</c>; N is the number of its first finding.</summary>
    public string Origin { get; init; } = "hand";

    /// <summary>When this revision was written.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who wrote this revision.</summary>
    public string Author { get; init; } = "";

    /// <summary>True until it is closed or said to be a false alarm.</summary>
    public bool IsOpen => Until is null;

    /// <summary>True for many machines at once.</summary>
    public bool IsFlood => Origin.StartsWith(CaseRecord.FloodOrigin, StringComparison.Ordinal);
}

/// <summary>What became of a case.</summary>
enum CaseState
{
    /// <summary>Nobody has looked at it.</summary>
    Open,

    /// <summary>Somebody knows.</summary>
    Acknowledged,

    /// <summary>It is quiet until a time.</summary>
    Snoozed,

    /// <summary>There is something; what, says <see cref="Case.Mode"/>.</summary>
    Confirmed,

    /// <summary>There was nothing.</summary>
    FalseAlarm,

    /// <summary>It is over.</summary>
    Closed,
}
