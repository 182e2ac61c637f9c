using Werkstrom.Condition.Plant;

namespace Werkstrom.Condition.Past;

/// <summary>How sure a suggested cause is.</summary>
enum Sureness
{
    /// <summary>Nothing is suggested.</summary>
    None,

    /// <summary>Only what mostly happens to this machine; its signals were not compared.</summary>
    Usual,

    /// <summary>Seen in the same way before, but seldom.</summary>
    Possible,

    /// <summary>At least three that looked like this ended so, and two of three of all.</summary>
    Likely,
}

/// <summary>What is probably the matter, by how similar situations ended.</summary>
/// <param name="Sureness">How sure it is.</param>
/// <param name="Kind">What the failure was called; null where only its mode is known, or nothing is suggested.</param>
/// <param name="Mode">Code of the failure mode, or null.</param>
/// <param name="Votes">How many situations, or of this machine's failures, say so.</param>
/// <param name="All">Of how many: situations whose ending is known, or failures of this machine.</param>
sealed record CauseGuess(Sureness Sureness, string? Kind, string? Mode, int Votes, int All)
{
    const int Enough = 3;

    /// <summary>Nothing to suggest.</summary>
    public static CauseGuess Nothing { get; } = new(Sureness.None, null, null, 0, 0);

    /// <summary>Suggests a cause.</summary>
    /// <param name="answer">Similar situations.</param>
    /// <param name="own">Failures of the machine before the case.</param>
    public static CauseGuess Of(SimilarAnswer answer, IReadOnlyList<KnownFailure> own)
    {
        var known = answer.Known.Count;
        if (Top(answer.Failed.Select(f => f.Failure!)) is { } failed)
            return new(IsLikely(failed.Votes, known) ? Sureness.Likely : Sureness.Possible, failed.Kind, failed.Mode, failed.Votes, known);
        if (answer.Found.Where(f => f is { Ending: Ending.Confirmed, Mode: not null }).GroupBy(f => f.Mode).MaxBy(g => g.Count()) is { } confirmed)
            return new(Sureness.Possible, null, confirmed.Key, confirmed.Count(), known);
        return Top(own) is { } mostly && IsLikely(mostly.Votes, own.Count) ? new(Sureness.Usual, mostly.Kind, mostly.Mode, mostly.Votes, own.Count) : Nothing;
    }

    static bool IsLikely(int votes, int of) => votes >= Enough && 3 * votes >= 2 * of;

    // what was called the same is the same; the newest says how it is called
    static (string Kind, string? Mode, int Votes)? Top(IEnumerable<KnownFailure> failures) => failures
        .GroupBy(f => f.Kind.Trim().ToUpperInvariant())
        .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Max(f => f.At))
        .Select(g => ((string, string?, int)?)(g.MaxBy(f => f.At)!.Kind, g.OrderByDescending(f => f.At).Select(f => f.Mode).FirstOrDefault(m => m is not null), g.Count()))
        .FirstOrDefault();
}
