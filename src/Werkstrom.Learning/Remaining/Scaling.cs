namespace Werkstrom.Learning.Remaining;

/// <summary>Makes signals comparable: by how many standard deviations of its regime a value differs from the regime's mean.</summary>
/// <param name="Used">Numbers of the signals that change within a regime.</param>
/// <param name="Mean">By signal, then regime.</param>
/// <param name="Deviation">By signal, then regime; 0 where the signal does not change.</param>
sealed record Scaling(int[] Used, double[][] Mean, double[][] Deviation)
{
    const double Constant = 1e-6; // of the value's size: less is how numbers are written, not what was measured
    /// <summary>In deviations.</summary>
    public const double Widest = 10; // a wild value says no more than a far one

    const double Unrelated = 0.1; // correlation with age below which a signal says nothing about wear

    public static Scaling Of(IReadOnlyList<Episode> episodes, int[][] regimes, int count, int signals)
    {
        var (mean, deviation) = (new double[signals][], new double[signals][]);
        Parallel.For(0, signals, s => (mean[s], deviation[s]) = One(episodes, regimes, count, s));
        Scaling all = new([.. Enumerable.Range(0, signals).Where(s => deviation[s].Any(d => d > 0))], mean, deviation);
        var related = new bool[signals];
        Parallel.ForEach(all.Used, s => related[s] = all.Follows(episodes, regimes, s));
        return all with { Used = [.. all.Used.Where(s => related[s])] };
    }

    // mean correlation with age over the episodes; the second half alone, as wear is seen late
    bool Follows(IReadOnlyList<Episode> episodes, int[][] regimes, int signal)
    {
        var sum = 0.0;
        for (var e = 0; e < episodes.Count; e++)
        {
            var series = new double[episodes[e].Samples];
            Scale(episodes[e], regimes[e], signal, series);
            var late = series[(series.Length / 2)..];
            sum += Correlation.Of(late, [.. Enumerable.Range(0, late.Length).Select(t => (double)t)]);
        }

        return Math.Abs(sum / episodes.Count) >= Unrelated;
    }

    /// <summary>One signal of an episode, scaled; where a value is missing the last one holds, at the start the mean.</summary>
    /// <param name="episode">The unit.</param>
    /// <param name="regimes">By sample.</param>
    /// <param name="signal">Number of the signal.</param>
    /// <param name="to">By sample.</param>
    /// <param name="widest">Deviations beyond it count as it.</param>
    public void Scale(Episode episode, int[] regimes, int signal, Span<double> to, double widest = Widest)
    {
        var last = 0.0;
        for (var t = 0; t < to.Length; t++)
        {
            var value = episode.Signals[signal][t];
            var deviation = Deviation[signal][regimes[t]];
            if (!float.IsNaN(value) && deviation > 0)
                last = Math.Clamp((value - Mean[signal][regimes[t]]) / deviation, -widest, widest);
            to[t] = last;
        }
    }

    static (double[] Mean, double[] Deviation) One(IReadOnlyList<Episode> episodes, int[][] regimes, int count, int signal)
    {
        var (n, mean, squares) = (new double[count], new double[count], new double[count]);
        for (var e = 0; e < regimes.Length; e++)
        {
            for (var t = 0; t < regimes[e].Length; t++)
            {
                var value = (double)episodes[e].Signals[signal][t];
                if (double.IsNaN(value))
                    continue;
                var r = regimes[e][t];
                var step = value - mean[r]; // Welford's way: no loss of digits
                mean[r] += step / ++n[r];
                squares[r] += step * (value - mean[r]);
            }
        }

        for (var r = 0; r < count; r++)
        {
            var deviation = n[r] > 1 ? Math.Sqrt(squares[r] / n[r]) : 0;
            squares[r] = deviation > Constant * Math.Abs(mean[r]) ? deviation : 0;
        }

        return (mean, squares);
    }
}
