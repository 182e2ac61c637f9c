namespace Werkstrom.Kernel.Auditing;

/// <summary>One thing that was done. Rows are added and, after the retention time, dropped; never changed.</summary>
[NotAudited]
public sealed class AuditRow
{
    /// <summary>UUID version 7: ordered by time.</summary>
    public required string Id { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: <c>person:3</c>, <c>token:5</c>, <c>local</c>, a module's name, <c>anonymous</c> or <c>system</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>What people called them then.</summary>
    public required string ActorName { get; init; }

    /// <summary>The address of the request, or null.</summary>
    public string? Address { get; init; }

    /// <summary><c>created</c>, <c>changed</c>, <c>deleted</c>, or a word with dots such as <c>login.failed</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What kind of thing: a table's name, or a word.</summary>
    public required string Entity { get; init; }

    /// <summary>Which one.</summary>
    public required string EntityKey { get; init; }

    /// <summary>What it was before, JSON; only what changed. Null when it was not there.</summary>
    public string? Before { get; init; }

    /// <summary>What it is now, JSON; only what changed. Null when it is gone.</summary>
    public string? After { get; init; }
}
