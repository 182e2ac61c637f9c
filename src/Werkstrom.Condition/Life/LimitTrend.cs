namespace Werkstrom.Condition.Life;

/// <summary>
/// When a signal will reach its limit if it goes on as before: the median of the slopes between all pairs of points, with its bounds
/// (<see href="https://doi.org/10.1080/01621459.1968.10480934"/>). It is no learned life.
/// </summary>
static class LimitTrend
{
    const int Least = 10; // points
    const double Deviations = 2.576; // 99 % of a normal distribution: points of a machine are not independent
    const double Furthest = 2; // times the span that was seen; further is a guess

    /// <summary>Days from the last point to the limit; null where no trend towards it is sure, or it is too far away.</summary>
    /// <param name="days">Of the points, rising.</param>
    /// <param name="values">One a point; NaN is missing.</param>
    /// <param name="limit">That is to be reached, from above or below.</param>
    public static (double Lower, double Middle, double Upper)? Of(IReadOnlyList<double> days, IReadOnlyList<double> values, double limit)
    {
        int[] there = [.. Enumerable.Range(0, values.Count).Where(i => double.IsFinite(values[i]))];
        if (there.Length < Least)
            return null;
        var n = there.Length;
        var slopes = new List<double>(n * (n - 1) / 2);
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
                slopes.Add((values[there[j]] - values[there[i]]) / (days[there[j]] - days[there[i]]));
        }

        slopes.Sort();
        // Sen's bounds: the ranks around the middle, by the variance of Kendall's S
        var spread = Deviations * Math.Sqrt(n * (n - 1.0) * ((2 * n) + 5) / 18);
        var (slow, middle, fast) = (Rank(slopes, (slopes.Count - spread) / 2), Rank(slopes, slopes.Count / 2.0), Rank(slopes, ((slopes.Count + spread) / 2) + 1));
        var now = Level(there, days, values, middle);
        var (sign, left) = (Math.Sign(limit - now), Math.Abs(limit - now));
        if (sign == 0 || slow * sign <= 0 || fast * sign <= 0)
            return null;
        var scatter = Scatter(there, days, values, middle, now);
        var (lower, upper) = (Math.Max(0, left - scatter) / Math.Max(slow * sign, fast * sign), (left + scatter) / Math.Min(slow * sign, fast * sign));
        var found = left / Math.Abs(middle);
        return found > Furthest * (days[there[^1]] - days[there[0]]) ? null : (lower, found, upper);
    }

    static double Rank(List<double> sorted, double rank) => sorted[(int)Math.Clamp(Math.Round(rank) - 1, 0, sorted.Count - 1)];

    // nine points of ten are nearer to the line
    static double Scatter(int[] there, IReadOnlyList<double> days, IReadOnlyList<double> values, double slope, double now)
    {
        double[] off = [.. there.Select(i => Math.Abs(values[i] + (slope * (days[there[^1]] - days[i])) - now)).Order()];
        return off[off.Length * 9 / 10];
    }

    // the median of where every point would be now
    static double Level(int[] there, IReadOnlyList<double> days, IReadOnlyList<double> values, double slope)
    {
        double[] levels = [.. there.Select(i => values[i] + (slope * (days[there[^1]] - days[i]))).Order()];
        return levels[levels.Length / 2];
    }
}
