using System.Text.RegularExpressions;

namespace Werkstrom.Kernel.Agreements;

/// <summary>
/// Who may read or write what, for which purpose, at which resolution, until when. Always valid. Only an active agreement within its
/// time permits anything; see <see cref="AgreementPolicy"/>.
/// </summary>
public sealed partial record Agreement
{
    /// <summary>Number; 0 before it is kept.</summary>
    public int Id { get; init; }

    /// <summary>Who is permitted: the name of the other firm or customer, as its people and tokens carry it. Compared without case.</summary>
    public required string Party { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>What it is about; 1 to 1,000 entries.</summary>
    public required IReadOnlyList<AgreementScope> Scope { get; init; }

    /// <summary>True when the party may write as well as read.</summary>
    public bool MayWrite { get; init; }

    /// <summary>What for: a word such as <c>green-index</c> or <c>billing</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>The finest resolution that may be read.</summary>
    public Resolution Resolution { get; init; } = Resolution.Raw;

    /// <summary>The first instant at which it holds, UTC.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>The first instant at which it no longer holds, UTC; null when it has no end.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>Draft, active or revoked.</summary>
    public AgreementState State { get; init; }

    /// <summary>When it was put into force.</summary>
    public DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>Who put it into force.</summary>
    public string? ActivatedBy { get; init; }

    /// <summary>When it was revoked; from this instant on nothing is permitted.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Who revoked it.</summary>
    public string? RevokedBy { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>All that is wrong with it, as sentences; empty when it is fine.</summary>
    public IEnumerable<string> Errors()
    {
        if (Party.Trim().Length is 0 or > 200)
            yield return "The party has 1 to 200 characters.";
        if (Title.Trim().Length is 0 or > 200)
            yield return "The title has 1 to 200 characters.";
        if (!Word().IsMatch(Purpose))
            yield return "The purpose is a word of lower-case letters, digits and dashes, at most 60.";
        if (Scope.Count is 0 or > 1000)
            yield return "An agreement is about 1 to 1,000 things.";
        if (Scope.Any(s => s.Name.Trim().Length is 0 or > 1000 || !Enum.IsDefined(s.Kind)))
            yield return "Each thing it is about has a kind and a name.";
        if (ValidTo <= ValidFrom)
            yield return "It must end after it begins.";
        if (!Enum.IsDefined(Resolution))
            yield return "There is no such resolution.";
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,59}$")]
    private static partial Regex Word();
}

/// <summary>One thing an agreement is about.</summary>
/// <param name="Kind">What the name names.</param>
/// <param name="Name">Path of an asset or a signal, name of a record type.</param>
public sealed record AgreementScope(ScopeKind Kind, string Name);

/// <summary>What an agreement may be about.</summary>
public enum ScopeKind
{
    /// <summary>An asset with all signals and records of it and below it, by path.</summary>
    Asset,

    /// <summary>One signal, by path.</summary>
    Signal,

    /// <summary>All records of a type, by name.</summary>
    RecordType,
}

/// <summary>How fine data may be seen, from fine to coarse.</summary>
public enum Resolution
{
    /// <summary>Each sample.</summary>
    Raw = 0,

    /// <summary>Figures of 15 minutes.</summary>
    QuarterHour = 1,

    /// <summary>Figures of an hour.</summary>
    Hour = 2,

    /// <summary>Figures of a day.</summary>
    Day = 3,

    /// <summary>Figures of a month.</summary>
    Month = 4,
}

/// <summary>Where an agreement stands.</summary>
public enum AgreementState
{
    /// <summary>Being written; permits nothing.</summary>
    Draft,

    /// <summary>In force within its time.</summary>
    Active,

    /// <summary>Ended by one of the parties; permits nothing.</summary>
    Revoked,
}

/// <summary>What somebody wants to do.</summary>
public enum AgreementAccess
{
    /// <summary>Read.</summary>
    Read,

    /// <summary>Write.</summary>
    Write,
}
