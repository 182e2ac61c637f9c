namespace Werkstrom.Learning.Remaining;

/// <summary>The few levels that a signal keeps to, parted at the widest gaps between its values.</summary>
/// <param name="Limits">Between the levels, rising.</param>
/// <param name="Deviation">Standard deviation of the whole signal.</param>
sealed record Levels(double[] Limits, double Deviation)
{
    const int Most = 8;
    const double Left = 0.001; // share of the variance that the levels may leave open

    /// <summary>The fewest levels, from 2 to 8, that explain 99.9 % of the variance; null where there are none.</summary>
    public static Levels? Find(double[] values)
    {
        var sorted = Array.FindAll(values, double.IsFinite);
        Array.Sort(sorted);
        if (sorted.Length < 20 || sorted[0] == sorted[^1])
            return null;
        var all = Squares(sorted);
        var gaps = Enumerable.Range(0, sorted.Length - 1).OrderByDescending(i => sorted[i + 1] - sorted[i]).Take(Most - 1).ToArray();
        for (var levels = 2; levels <= gaps.Length + 1; levels++)
        {
            int[] ends = [.. gaps.Take(levels - 1).Order(), sorted.Length - 1];
            var within = 0.0;
            for (var i = 0; i < ends.Length; i++)
                within += Squares(sorted.AsSpan(i == 0 ? 0 : ends[i - 1] + 1, ends[i] - (i == 0 ? -1 : ends[i - 1])));
            if (within <= Left * all)
                return new([.. ends[..^1].Select(e => (sorted[e] + sorted[e + 1]) / 2)], Math.Sqrt(all / sorted.Length));
        }

        return null;
    }

    /// <summary>Number of a value's level, from 0.</summary>
    public int Of(double value)
    {
        var level = 0;
        while (level < Limits.Length && value > Limits[level])
            level++;
        return level;
    }

    static double Squares(ReadOnlySpan<double> values)
    {
        var mean = 0.0;
        foreach (var value in values)
            mean += value / values.Length;
        var sum = 0.0;
        foreach (var value in values)
            sum += (value - mean) * (value - mean);
        return sum;
    }
}
