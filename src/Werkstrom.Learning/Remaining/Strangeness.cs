namespace Werkstrom.Learning.Remaining;

/// <summary>Why a signal of a unit is not like those that were learned from.</summary>
public enum LifeDoubtKind
{
    /// <summary>Its last samples are further off than any before: another sensor, another unit of measurement.</summary>
    Level,

    /// <summary>It jumped further than any before.</summary>
    Jump,

    /// <summary>It stands still for longer than any before.</summary>
    Stuck,

    /// <summary>Most of its last samples are missing, as are those of half of the signals.</summary>
    Missing,
}

/// <summary>A signal that is not like those that were learned from.</summary>
/// <param name="Signal">Its name.</param>
/// <param name="Kind">In which way.</param>
/// <param name="Factor">How many times the furthest that was learned from.</param>
public readonly record struct LifeDoubt(string Signal, LifeDoubtKind Kind, double Factor);

/// <summary>The furthest that signals went in the lives learned from. A life that went several times as far as the others does not count.</summary>
/// <param name="Levels">By signal used: mean of five samples from the mean of the regime, in deviations.</param>
/// <param name="Jumps">From the mean of ten samples to that of the next ten.</param>
/// <param name="Runs">Samples of the same value in a row.</param>
sealed record Strangeness(double[] Levels, double[] Jumps, double[] Runs)
{
    const int Last = 5;
    const int Jump = 10;
    const int Recent = 15;
    const double Further = 1.5; // times the furthest, and one more deviation: what the next life may do

    public static Strangeness Of(Preparation preparation, IReadOnlyList<Episode> episodes)
    {
        var seen = new (double[] Levels, double[] Jumps, double[] Runs)[episodes.Count];
        Parallel.For(0, episodes.Count, e => seen[e] = Seen(preparation, episodes[e]));
        var signals = preparation.Used.Count;
        double[] Furthest(Func<(double[] Levels, double[] Jumps, double[] Runs), double[]> of) =>
            [.. Enumerable.Range(0, signals).Select(s => Usual([.. seen.Select(e => of(e)[s]).Order()]))];
        return new(Furthest(e => e.Levels), Furthest(e => e.Jumps), Furthest(e => e.Runs));
    }

    /// <summary>What is strange about a unit, the strangest first.</summary>
    public IReadOnlyList<LifeDoubt> Of(Preparation preparation, Episode episode)
    {
        var series = preparation.Unbounded(episode);
        List<LifeDoubt> doubts = [];
        int[] missing = [.. Enumerable.Range(0, series.Length).Where(s => IsMissing(episode.Signals[preparation.Scaling.Used[s]]))];
        for (var s = 0; s < series.Length; s++)
        {
            var name = preparation.Used[s];
            if (missing.Contains(s) && 2 * missing.Length >= series.Length)
                doubts.Add(new(name, LifeDoubtKind.Missing, 1));
            else if (Level(series[s], series[s].Length - 1) is var level && level > (Further * Levels[s]) + 1)
                doubts.Add(new(name, LifeDoubtKind.Level, level / Math.Max(Levels[s], 1e-9)));
            else if (LargestJump(series[s]) is var jump && jump > (Further * Jumps[s]) + 1)
                doubts.Add(new(name, LifeDoubtKind.Jump, jump / Math.Max(Jumps[s], 1e-9)));
            else if (Run(episode.Signals[preparation.Scaling.Used[s]], lastOnly: true) is var run && run > (3 * Runs[s]) + 10)
                doubts.Add(new(name, LifeDoubtKind.Stuck, run / Math.Max(Runs[s], 1)));
        }

        return [.. doubts.OrderByDescending(d => d.Factor)];
    }

    static (double[], double[], double[]) Seen(Preparation preparation, Episode episode)
    {
        var series = preparation.Unbounded(episode);
        return (
            [.. series.Select(s => Enumerable.Range(0, s.Length).Max(t => Level(s, t)))], [.. series.Select(LargestJump)],
            [.. preparation.Scaling.Used.Select(s => (double)Run(episode.Signals[s], lastOnly: false))]);
    }

    // sorted; one life in ten may be as far off as it likes without becoming the measure
    static double Usual(double[] furthest) => Math.Min(furthest[^1], 2 * furthest[furthest.Length * 9 / 10]);

    static double Level(double[] series, int at)
    {
        var (sum, count) = (0.0, 0);
        for (var t = Math.Max(0, at - Last + 1); t <= at; t++)
            (sum, count) = (sum + series[t], count + 1);
        return Math.Abs(sum / count);
    }

    static double LargestJump(double[] series)
    {
        var most = 0.0;
        for (var t = 2 * Jump; t <= series.Length; t++)
            most = Math.Max(most, Math.Abs(series.AsSpan(t - Jump, Jump).ToArray().Average() - series.AsSpan(t - (2 * Jump), Jump).ToArray().Average()));
        return most;
    }

    static int Run(float[] values, bool lastOnly)
    {
        var (longest, run) = (0, 0);
        for (var t = 0; t < values.Length; t++)
        {
            run = t > 0 && values[t] == values[t - 1] ? run + 1 : 1;
            longest = Math.Max(longest, run);
        }

        return lastOnly ? run : longest;
    }

    static bool IsMissing(float[] values) => 2 * values.TakeLast(Recent).Count(float.IsNaN) > Math.Min(Recent, values.Length);
}
