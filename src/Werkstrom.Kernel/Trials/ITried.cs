namespace Werkstrom.Kernel.Trials;

/// <summary>
/// What a module offers to be tried in a pilot: answers of a laboratory, tariffs; and what comes of it: customers' pages, bills. A pilot keeps kind and
/// key of what it tries, and asks here for name and address.
/// </summary>
public interface ITried
{
    /// <summary>All there are, the newest first.</summary>
    Task<IReadOnlyList<Tried>> AllAsync(CancellationToken stop);
}

/// <summary>Something that can be tried.</summary>
/// <param name="Kind"><c>laboratory</c>, <c>tariff</c>, <c>customers</c> or <c>bill</c>.</param>
/// <param name="Key">By which it is known within its kind; of <c>customers</c> and <c>bill</c> how many and which, empty while there is none.</param>
/// <param name="Name">For people.</param>
/// <param name="Address">Its page.</param>
/// <param name="IsShared">Whether people of other firms may see that page.</param>
/// <param name="Of">Key of the tariff that it came of; empty: of none, or of all.</param>
/// <param name="Findings">What came of it, in the reader's language; null: nothing is known.</param>
public sealed record Tried(string Kind, string Key, string Name, string Address, bool IsShared, string Of = "", IReadOnlyList<Finding>? Findings = null);

/// <summary>What came of something that was tried.</summary>
/// <param name="Text">A sentence or two.</param>
/// <param name="IsGood">Whether that speaks for it.</param>
public sealed record Finding(string Text, bool IsGood);
