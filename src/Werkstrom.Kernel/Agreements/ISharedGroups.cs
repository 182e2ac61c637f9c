namespace Werkstrom.Kernel.Agreements;

/// <summary>
/// Figures of groups of people that a module shows to partners under an agreement: sums over at least five, never of one alone. Whoever serves them asks the agreement
/// first; what is in them, and that no two of them can be subtracted to less than five, is the affair of the module.
/// </summary>
public interface ISharedGroups
{
    /// <summary>Its name for programs, which the subjects begin with: lower-case letters, digits and dashes.</summary>
    string Key { get; }

    /// <summary>What can be agreed on, with a name in the reader's language; a subject is the key, or the key with a part after a slash.</summary>
    Task<IReadOnlyList<SharedSubject>> SubjectsAsync(CancellationToken stop);

    /// <summary>Reads what was published of the groups that may be shown at this moment.</summary>
    Task<SharedGroups> ReadAsync(SharedAsk ask, CancellationToken stop);
}

/// <summary>What an agreement on groups names.</summary>
public static class SharedScope
{
    const string Prefix = "group-of-5:";

    /// <summary>The scope of a subject. Groups are no asset and no signal: they stand in agreements under a name that no type of records can have.</summary>
    public static AgreementScope Of(string subject) => new(ScopeKind.RecordType, Prefix + subject);

    /// <summary>The subject of a scope; null when it is about something else.</summary>
    public static string? Subject(AgreementScope scope) =>
        scope.Kind == ScopeKind.RecordType && scope.Name.StartsWith(Prefix, StringComparison.Ordinal) ? scope.Name[Prefix.Length..] : null;
}

/// <summary>Something that can be agreed on.</summary>
/// <param name="Subject">How an agreement names it.</param>
/// <param name="Name">What it is called, in the reader's language.</param>
public sealed record SharedSubject(string Subject, string Name);

/// <summary>What is asked for.</summary>
/// <param name="Subject">As the agreement names it.</param>
/// <param name="Resolution">As the agreement says; nothing finer is given.</param>
/// <param name="AgreedFrom">The first day of the agreement.</param>
/// <param name="AgreedUntil">Its last day.</param>
/// <param name="From">The first day that is wanted, within the agreement.</param>
/// <param name="Until">The last one.</param>
/// <param name="Group">Number of the one group that is wanted; null: all.</param>
public sealed record SharedAsk(string Subject, Resolution Resolution, DateOnly AgreedFrom, DateOnly AgreedUntil, DateOnly From, DateOnly Until, int? Group = null);

/// <summary>What a partner gets.</summary>
/// <param name="Unit">UCUM code of the values.</param>
/// <param name="Groups">The groups.</param>
/// <param name="Rows">Their figures, by group and time.</param>
/// <param name="Withheld">How many days of groups are decided and not shown: something was missing, or one member made most of it.</param>
/// <param name="Waiting">How many people agreed and are in no group, because there are not enough new ones of their kind.</param>
/// <param name="TooMany">How many rows it would be, when that is more than one answer has; then there are none. 0 otherwise.</param>
public sealed record SharedGroups(string Unit, IReadOnlyList<SharedGroup> Groups, IReadOnlyList<SharedRow> Rows, int Withheld, int Waiting, int TooMany = 0)
{
    /// <summary>Most rows of one answer.</summary>
    public const int Most = 20_000;
}

/// <summary>A group. Its members never change.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What its members have in common, in the reader's language.</param>
/// <param name="Members">How many people; five or more.</param>
/// <param name="From">The first day of which figures are shown.</param>
/// <param name="Until">The last one; null while it goes on.</param>
public sealed record SharedGroup(int Id, string Name, int Members, DateOnly From, DateOnly? Until);

/// <summary>A figure of a group.</summary>
/// <param name="Group">Number of the group.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="Value">The sum of all members.</param>
/// <param name="Index">Mean of the public index of their region, weighted by the value, 0 to 100; null where it is not known.</param>
/// <param name="Quarters">How many quarter-hours are in the value: of a month, those of the days that are shown.</param>
public sealed record SharedRow(int Group, DateTimeOffset From, DateTimeOffset To, double Value, double? Index, int Quarters);
