namespace Werkstrom.Learning.Boosting;

/// <summary>How a model learns. The defaults suit tables of 200 to 200,000 rows.</summary>
public sealed record BoostOptions
{
    /// <summary>What is learned; default: the mean.</summary>
    public BoostLoss Loss { get; init; } = BoostLoss.Squared;

    /// <summary>Which quantile, for <see cref="BoostLoss.Quantile"/>; above 0 and below 1, default 0.5.</summary>
    public double Quantile { get; init; } = 0.5;

    /// <summary>Rounds, of one tree each (of one for each class with <see cref="BoostLoss.Softmax"/>); 1 to 100,000, default 300.</summary>
    public int Rounds { get; init; } = 300;

    /// <summary>Share of each tree's answer that is added; above 0 to 1, default 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Questions in a row that a tree may ask; 1 to 12, default 5.</summary>
    public int Depth { get; init; } = 5;

    /// <summary>Least rows on either side of a split; from 1, default 20.</summary>
    public int MinRows { get; init; } = 20;

    /// <summary>Pulls the leaves towards 0 (λ); from 0, default 1.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>Share of the rows that each tree sees; above 0 to 1, default 0.8.</summary>
    public double RowShare { get; init; } = 0.8;

    /// <summary>Share of the columns that each tree sees; above 0 to 1, default 0.8.</summary>
    public double ColumnShare { get; init; } = 0.8;

    /// <summary>Most intervals into which a column's values are put; 2 to 255, default 255.</summary>
    public int Bins { get; init; } = 255;

    /// <summary>
    /// Rounds without a better answer on the rows kept aside, after which learning stops and the best round counts; from 1; null (the
    /// default): all rounds. Needs rows kept aside.
    /// </summary>
    public int? StopAfter { get; init; }

    /// <summary>Where chance begins; default 1. The same seed gives the same model, on any number of threads.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads at most; from 1, default: all processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    internal IEnumerable<string> Errors()
    {
        foreach (var (holds, rule) in new[]
        {
            (Enum.IsDefined(Loss), $"Loss: {Loss} is not known"),
            (Quantile is > 0 and < 1, $"Quantile: above 0 and below 1, not {Quantile}"),
            (Rounds is >= 1 and <= 100_000, $"Rounds: 1 to 100000, not {Rounds}"),
            (LearningRate is > 0 and <= 1, $"LearningRate: above 0 to 1, not {LearningRate}"),
            (Depth is >= 1 and <= 12, $"Depth: 1 to 12, not {Depth}"),
            (MinRows >= 1, $"MinRows: from 1, not {MinRows}"),
            (L2 >= 0 && double.IsFinite(L2), $"L2: from 0 and finite, not {L2}"),
            (RowShare is > 0 and <= 1, $"RowShare: above 0 to 1, not {RowShare}"),
            (ColumnShare is > 0 and <= 1, $"ColumnShare: above 0 to 1, not {ColumnShare}"),
            (Bins is >= 2 and <= 255, $"Bins: 2 to 255, not {Bins}"),
            (StopAfter is null or >= 1, $"StopAfter: from 1, not {StopAfter}"),
            (Threads >= 1, $"Threads: from 1, not {Threads}"),
        })
        {
            if (!holds)
                yield return rule;
        }
    }
}
