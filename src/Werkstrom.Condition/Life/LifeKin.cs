namespace Werkstrom.Condition.Life;

/// <summary>
/// Whose lives a machine's own are judged by: its own where enough of them ended in a failure, else those of its sisters, too, as far as they
/// live alike. A machine that is looked after twice a year and one that breaks down each month have no life in common.
/// </summary>
static class LifeKin
{
    const double Unlike = 1.96; // two-sided, 5 %

    /// <summary>The lives of one asset and, when those are too few, of its sisters that live alike.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="lives">Of one key, of the asset and its sisters.</param>
    public static IReadOnlyList<PastLife> Of(int assetId, IReadOnlyList<PastLife> lives)
    {
        PastLife[] own = [.. lives.Where(l => l.AssetId == assetId)];
        var failed = own.Where(l => l.Failed).ToList();
        if (failed.Count >= PartLife.Least && failed.DistinctBy(l => l.Days).Count() > 1)
            return own;
        return [.. own, .. lives.Where(l => l.AssetId != assetId).GroupBy(l => l.AssetId).Where(sister => Math.Abs(Score(own, [.. sister])) < Unlike).SelectMany(sister => sister)];
    }

    /// <summary>
    /// How far the failures of some lives are from what they would be if both lived alike, in standard deviations; above 0: more failures. The
    /// log-rank test: at each failure the share of those at risk is what was to be expected
    /// (Mantel 1966, Cancer Chemother. Rep. 50, 163).
    /// </summary>
    internal static double Score(IReadOnlyList<PastLife> some, IReadOnlyList<PastLife> others)
    {
        var (off, variance) = (0.0, 0.0);
        foreach (var days in some.Concat(others).Where(l => l.Failed).Select(l => l.Days).Distinct())
        {
            double own = some.Count(l => l.Days >= days), all = own + others.Count(l => l.Days >= days);
            double ownFailed = some.Count(l => l.Failed && l.Days == days), failed = ownFailed + others.Count(l => l.Failed && l.Days == days);
            off += ownFailed - (failed * own / all);
            if (all > 1)
                variance += failed * (own / all) * (1 - (own / all)) * (all - failed) / (all - 1);
        }

        return variance > 0 ? off / Math.Sqrt(variance) : 0;
    }
}
