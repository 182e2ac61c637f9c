using Werkstrom.Learning.Boosting;

namespace Werkstrom.Learning.Remaining;

/// <summary>How remaining life is learned. The defaults need no change for a new kind of machine.</summary>
public sealed record RemainingLifeOptions
{
    /// <summary>Names of the signals that say how the machine is run, not how it is; null (the default): found by themselves.</summary>
    public IReadOnlyList<string>? Settings { get; init; }

    /// <summary>
    /// Lives longer than this are "at least this" to the model, in samples; from 10. Null (the default): what nine of ten episodes still
    /// had when the first <see cref="Baseline"/> samples were in.
    /// </summary>
    public double? Cap { get; init; }

    /// <summary>Samples at the start of an episode with which later ones are compared; 2 to 1,000, default 15.</summary>
    public int Baseline { get; init; } = 15;

    /// <summary>How often the truth is to lie in the interval; above 0 and below 1, default 0.9.</summary>
    public double Share { get; init; } = 0.9;

    /// <summary>Parts into which the episodes are put; each is predicted by a model that learned from the others. 2 to 20, default 6.</summary>
    public int Folds { get; init; } = 6;

    /// <summary>How often the episodes are put into parts anew, with other trees; what is said is the mean of all. 1 to 10, default 2.</summary>
    public int Repeats { get; init; } = 2;

    /// <summary>How the trees learn.</summary>
    public BoostOptions Boost { get; init; } = new()
    {
        Rounds = 250,
        LearningRate = 0.05,
        Depth = 5,
        MinRows = 60,
        Bins = 63,
        RowShare = 0.4,
        ColumnShare = 0.4,
    };

    internal IEnumerable<string> Errors(IReadOnlyList<string> names)
    {
        if (Cap is { } cap && !(cap >= 10 && double.IsFinite(cap)))
            yield return $"Cap: from 10, not {cap}";
        if (Baseline is < 2 or > 1000)
            yield return $"Baseline: 2 to 1000, not {Baseline}";
        if (Share is not (> 0 and < 1))
            yield return $"Share: above 0 and below 1, not {Share}";
        if (Folds is < 2 or > 20)
            yield return $"Folds: 2 to 20, not {Folds}";
        if (Repeats is < 1 or > 10)
            yield return $"Repeats: 1 to 10, not {Repeats}";
        foreach (var unknown in (Settings ?? []).Except(names))
            yield return $"Settings: '{unknown}' is no signal";
        foreach (var error in Boost.Errors())
            yield return $"Boost.{error}";
    }
}
