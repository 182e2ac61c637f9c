namespace Werkstrom.Learning.Intervals;

/// <summary>
/// How far the truth may lie from a prediction, learned from predictions of what the model had not seen (kept aside or out of fold).
/// <para>
/// Predictions near the one asked for count, so that an interval is narrow where the model is good. The groups (machines, episodes) count
/// alike, however many rows each has. With one interval for all (<c>near</c> = 1) and one row a group of rows kept aside, the truth lies
/// within at least as often as asked for, whatever the model and the distribution (split conformal prediction,
/// <see href="https://doi.org/10.1080/01621459.2017.1307116"/>). Near the prediction this holds approximately; out of fold at least
/// 1 − 2·(1 − share) is sure and about the share is usual (<see href="https://doi.org/10.1214/20-AOS1965"/>).
/// </para>
/// </summary>
public sealed class ConformalIntervals
{
    const int Points = 65;

    readonly double[] _at;
    readonly double[] _below;
    readonly double[] _above;

    ConformalIntervals(double[] at, double[] below, double[] above, double share) => (_at, _below, _above, Share) = (at, below, above, share);

    /// <summary>How often the truth is to lie within, above 0 and below 1.</summary>
    public double Share { get; }

    /// <summary>Learns from predictions and what was true.</summary>
    /// <param name="predicted">By models that had not seen the row's group.</param>
    /// <param name="actual">What was true; as many.</param>
    /// <param name="groups">Number of each row's group; null: each row is its own.</param>
    /// <param name="share">How often the truth is to lie within; above 0 and below 1, default 0.9.</param>
    /// <param name="near">Share of the rows whose predictions are near enough; above 0 to 1, default 0.1.</param>
    /// <exception cref="ArgumentException">Lengths differ, a number is not finite, or there are too few groups for the share.</exception>
    public static ConformalIntervals Of(double[] predicted, double[] actual, int[]? groups = null, double share = 0.9, double near = 0.1)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(actual);
        groups ??= [.. Enumerable.Range(0, predicted.Length)];
        return Of(predicted, actual, groups, [share], near)[0];
    }

    /// <summary>The same for several shares at once, which costs hardly more than one.</summary>
    internal static ConformalIntervals[] Of(double[] predicted, double[] actual, int[] groups, double[] shares, double near = 0.1)
    {
        foreach (var share in shares)
            Check(predicted, actual, groups, share, near);
        var sizes = groups.CountBy(g => g).ToDictionary();
        var order = Enumerable.Range(0, predicted.Length).OrderBy(i => predicted[i]).ToArray();
        var at = new double[Points];
        ConformalIntervals[] made = [.. shares.Select(s => new ConformalIntervals(at, new double[Points], new double[Points], s))];
        var width = Math.Max(1, near * order.Length / 2);
        for (var p = 0; p < Points; p++)
        {
            var middle = (order.Length - 1) * (double)p / (Points - 1);
            // at the ends the neighbourhood is one-sided, of the same size
            var first = (int)Math.Clamp(Math.Round(middle - width), 0, Math.Max(0, order.Length - (2 * width)));
            var last = (int)Math.Min(order.Length, Math.Round(first + (2 * width)));
            var rows = order[first..last];
            at[p] = rows.Average(i => predicted[i]);
            (double Residual, double Weight)[] missed = [.. rows.Select(i => (actual[i] - predicted[i], 1.0 / sizes[groups[i]])).OrderBy(r => r.Item1)];
            var n = rows.Select(i => groups[i]).Distinct().Count();
            foreach (var one in made)
                (one._below[p], one._above[p]) = Bounds(missed, n, one.Share);
        }

        return made;
    }

    /// <summary>The interval around a prediction; between the predictions learned from in proportion, outside them as at the ends.</summary>
    public (double Lower, double Upper) Around(double prediction)
    {
        var next = Array.BinarySearch(_at, prediction);
        next = next >= 0 ? next : ~next;
        if (next is 0 or Points)
            return (prediction + _below[Math.Min(next, Points - 1)], prediction + _above[Math.Min(next, Points - 1)]);
        var part = (prediction - _at[next - 1]) / Math.Max(_at[next] - _at[next - 1], 1e-300);
        return (prediction + Mixed(_below, next, part), prediction + Mixed(_above, next, part));
    }

    internal void Write(BinaryWriter to)
    {
        to.Write(Share);
        for (var i = 0; i < Points; i++)
        {
            to.Write(_at[i]);
            to.Write(_below[i]);
            to.Write(_above[i]);
        }
    }

    internal static ConformalIntervals Read(BinaryReader from)
    {
        var share = from.ReadDouble();
        var (at, below, above) = (new double[Points], new double[Points], new double[Points]);
        for (var i = 0; i < Points; i++)
            (at[i], below[i], above[i]) = (from.ReadDouble(), from.ReadDouble(), from.ReadDouble());
        return new(at, below, above, share);
    }

    static double Mixed(double[] values, int next, double part) => (values[next - 1] * (1 - part)) + (values[next] * part);

    // each side misses half of what may be missed; with n groups the share is raised by (n + 1) / n, as one more group is to be covered
    static (double Below, double Above) Bounds((double Residual, double Weight)[] sorted, int n, double share)
    {
        var level = Math.Min(1, (1 + (share * (n + 1) / n)) / 2);
        var all = sorted.Sum(r => r.Weight);
        return (Reached(sorted.AsEnumerable().Reverse(), level * all), Reached(sorted, level * all));
    }

    static double Reached(IEnumerable<(double Residual, double Weight)> rows, double limit)
    {
        var (sum, last) = (0.0, 0.0);
        foreach (var (residual, weight) in rows)
        {
            sum += weight;
            last = residual;
            if (sum >= limit * (1 - 1e-12))
                break;
        }

        return last;
    }

    static void Check(double[] predicted, double[] actual, int[] groups, double share, double near)
    {
        List<string> faults = [];
        if (share is not (> 0 and < 1))
            faults.Add($"share: above 0 and below 1, not {share}");
        if (near is not (> 0 and <= 1))
            faults.Add($"near: above 0 to 1, not {near}");
        if (actual.Length != predicted.Length || groups.Length != predicted.Length)
            faults.Add($"predicted, actual and groups: of the same length, not {predicted.Length}, {actual.Length} and {groups.Length}");
        if (Array.FindIndex(predicted, p => !double.IsFinite(p)) is >= 0 and var p)
            faults.Add($"predicted[{p}]: it is finite");
        if (Array.FindIndex(actual, a => !double.IsFinite(a)) is >= 0 and var a)
            faults.Add($"actual[{a}]: it is finite");
        if (groups.Distinct().Count() is var n && share is > 0 and < 1 && n < Math.Floor(1 / (1 - share)))
            faults.Add($"groups: for a share of {share} there are {Math.Floor(1 / (1 - share))} needed at least, and there are {n}");
        Faults.Throw(faults, nameof(predicted));
    }
}
