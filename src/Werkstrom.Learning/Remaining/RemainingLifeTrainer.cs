using Werkstrom.Learning.Boosting;
using Werkstrom.Learning.Intervals;

namespace Werkstrom.Learning.Remaining;

/// <summary>
/// Learns remaining life. The episodes are put into parts; each part is predicted by trees that learned from the others, and from those
/// predictions come the error and the intervals. That is repeated with other parts; the model is the mean of all these trees, and of an episode
/// counts the mean of those that had not seen it. No episode is ever on both sides.
/// </summary>
sealed class RemainingLifeTrainer(IReadOnlyList<Episode> episodes, RemainingLifeOptions options, IProgress<double>? progress, CancellationToken stop)
{
    readonly ParallelOptions _threads = new() { MaxDegreeOfParallelism = options.Boost.Threads, CancellationToken = stop };
    readonly int[] _starts = Starts(episodes);
    int _rounds;

    public RemainingLifeModel Run(IReadOnlyList<string> names)
    {
        var preparation = Preparation.Of(names, episodes, options.Settings, options.Baseline);
        if (preparation.Used.Count == 0)
            throw new ArgumentException("signals: at least one changes while a machine is run the same way, and none does.", nameof(names));
        var cap = options.Cap ?? Cap();
        var series = new double[episodes.Count][][];
        var own = Empty(preparation.OwnColumns.Length, _starts[^1]);
        Parallel.For(0, episodes.Count, _threads, e => preparation.Fill(series[e] = preparation.Series(episodes[e]), own, _starts[e]));
        var binned = Binned.Of(new(preparation.OwnColumns, own), options.Boost.Bins, _threads);
        int[][] parts = [.. Enumerable.Range(0, options.Repeats).Select(r => Parts((ulong)r))];
        double[][] unseen = [.. parts.Select(_ => new double[_starts[^1]])];
        var members = new Member[options.Repeats * options.Folds];
        Parallel.For(0, members.Length, _threads, m =>
            members[m] = Learn(preparation, series, binned, cap, parts[m / options.Folds], m, unseen[m / options.Folds]));
        return Judged(preparation, members, cap, [.. Enumerable.Range(0, _starts[^1]).Select(row => unseen.Average(u => u[row]))]);
    }

    static int[] Starts(IReadOnlyList<Episode> episodes)
    {
        var starts = new int[episodes.Count + 1];
        for (var e = 0; e < episodes.Count; e++)
            starts[e + 1] = starts[e] + episodes[e].Samples;
        return starts;
    }

    static float[][] Empty(int columns, int rows) => [.. Enumerable.Range(0, columns).Select(_ => new float[rows])];

    // what nine of ten still had when their first samples were in: a unit in which nothing is to be seen yet lasts at least about so long
    double Cap()
    {
        double[] lives = [.. episodes.Select(e => (double)e.Samples).Order()];
        return Math.Max(10, lives[lives.Length / 10] - options.Baseline);
    }

    int[] Parts(ulong repeat)
    {
        int[] parts = [.. Enumerable.Range(0, episodes.Count).Select(e => e % options.Folds)];
        new Numbers(options.Boost.Seed + (1_000 * repeat)).Shuffle<int>(parts);
        return parts;
    }

    Member Learn(Preparation preparation, double[][][] series, Binned own, double cap, int[] parts, int member, double[] unseen)
    {
        var part = member % options.Folds;
        var fusion = Fusion.Of(series.Where((_, e) => parts[e] != part), cap);
        var fused = Empty(Preparation.FusedColumns.Length, _starts[^1]);
        for (var e = 0; e < episodes.Count; e++)
            Windows.Fused.Fill(fusion.Apply(series[e]), options.Baseline, fused, _starts[e]);
        ParallelOptions one = new() { MaxDegreeOfParallelism = 1, CancellationToken = stop }; // the parts are the threads
        var binned = own.With(Binned.Of(new(Preparation.FusedColumns, fused), options.Boost.Bins, one));
        var boost = options.Boost with { Threads = 1, Loss = BoostLoss.Squared, StopAfter = null, Seed = options.Boost.Seed + (ulong)member };
        var learned = Rows(parts, p => p != part);
        string[] names = [.. preparation.OwnColumns, .. Preparation.FusedColumns];
        var weights = new double[_starts[^1]];
        Array.Fill(weights, 1);
        var target = Remaining(cap);
        var (model, scores) = new Trainer(names, binned, target, weights, learned, boost, new SquaredLoss(), stop) { Grown = Grown }.Run(null, []);
        foreach (var row in Rows(parts, p => p == part))
            unseen[row] = Math.Max(0, scores[0][row]);
        return new(fusion, model);
    }

    void Grown()
    {
        var rounds = Interlocked.Increment(ref _rounds);
        progress?.Report((double)rounds / (options.Repeats * options.Folds * options.Boost.Rounds));
    }

    int[] Rows(int[] parts, Func<int, bool> wanted) =>
        [.. Enumerable.Range(0, episodes.Count).Where(e => wanted(parts[e])).SelectMany(e => Enumerable.Range(_starts[e], episodes[e].Samples))];

    double[] Remaining(double cap) =>
        [.. episodes.SelectMany(e => Enumerable.Range(0, e.Samples).Select(t => Math.Min(cap, e.Samples - 1.0 - t)))];

    RemainingLifeModel Judged(Preparation preparation, Member[] members, double cap, double[] outOfFold)
    {
        var actual = Remaining(double.PositiveInfinity);
        int[] groups = [.. episodes.SelectMany((e, i) => Enumerable.Repeat(i, e.Samples))];
        IntervalShare asked = new(outOfFold, actual, groups, options.Share);
        var asking = asked.Found();
        RemainingLifeCard card = new(
            episodes.Count, actual.Length, preparation.Regimes.Count, cap, preparation.Used, [.. preparation.Signals.Except(preparation.Used)],
            Rms(outOfFold, actual, cap), Rms(outOfFold, actual, double.PositiveInfinity), asked.Coverage(asking));
        return new(preparation, members, ConformalIntervals.Of(outOfFold, actual, groups, asking), Strangeness.Of(preparation, episodes), card);
    }

    static double Rms(double[] predicted, double[] actual, double cap) =>
        Math.Sqrt(predicted.Zip(actual, (p, a) => Math.Pow(Math.Min(p, cap) - Math.Min(a, cap), 2)).Average());
}
