namespace Werkstrom.Condition.Findings;

/// <summary>Learns from what a person said of a finding. Each maker of findings has one for its kinds.</summary>
interface IFindingLearner
{
    /// <summary>Whether findings of this kind are its own.</summary>
    bool Knows(FindingKind kind);

    /// <summary>Learns; what it learned holds at once and outlives a restart.</summary>
    /// <param name="finding">A finding of its own.</param>
    /// <param name="real">True: there was something, and it is to be told again. False: a false alarm.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What is different now; null when nothing is.</returns>
    Task<Lesson?> LearnAsync(Finding finding, bool real, CancellationToken stop);
}

/// <summary>What changed by a person's word: from how far a deviation on it is told.</summary>
/// <param name="AssetId">Of this asset.</param>
/// <param name="SignalId">Of this signal; null for the asset as a whole.</param>
/// <param name="Kind">For this kind of finding.</param>
/// <param name="Before">The least deviation from the usual that was told, in the unit of the signal; of Health the index, 0 to 100, below which it was told.</param>
/// <param name="After">The least that is told from now on.</param>
sealed record Lesson(int AssetId, int? SignalId, FindingKind Kind, double Before, double After);
