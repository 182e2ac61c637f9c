namespace Werkstrom.Learning.Remaining;

/// <summary>From signals to the columns that trees ask for; learned without looking at how long a unit lived.</summary>
sealed class Preparation(IReadOnlyList<string> names, Regimes regimes, Scaling scaling, int baseline)
{
    const string Age = "age";
    const string All = "all signals";

    public Regimes Regimes => regimes;

    public Scaling Scaling => scaling;

    public int Baseline => baseline;

    public IReadOnlyList<string> Signals => names;

    public IReadOnlyList<string> Used { get; } = [.. scaling.Used.Select(s => names[s])];

    /// <summary>Names of the columns that do not depend on lives.</summary>
    public string[] OwnColumns { get; } = [Age, .. scaling.Used.SelectMany(s => Windows.Signal.Names(names[s]))];

    public static string[] FusedColumns { get; } = [.. Windows.Fused.Names(All)];

    public static Preparation Of(IReadOnlyList<string> names, IReadOnlyList<Episode> episodes, IReadOnlyList<string>? settings, int baseline)
    {
        var regimes = Regimes.Find(episodes, settings is null ? null : [.. settings.Select(s => names.ToList().IndexOf(s))]);
        var each = new int[episodes.Count][];
        Parallel.For(0, each.Length, e => each[e] = Each(regimes, episodes[e]));
        return new(names, regimes, Scaling.Of(episodes, each, regimes.Count, names.Count), baseline);
    }

    /// <summary>The signals used, scaled within their regimes, by signal, then sample.</summary>
    public double[][] Series(Episode episode) => Series(episode, Scaling.Widest);

    double[][] Series(Episode episode, double widest)
    {
        var each = Each(regimes, episode);
        var series = new double[scaling.Used.Length][];
        for (var s = 0; s < series.Length; s++)
            scaling.Scale(episode, each, scaling.Used[s], series[s] = new double[episode.Samples], widest);
        return series;
    }

    /// <summary>The same, however far off a value is.</summary>
    public double[][] Unbounded(Episode episode) => Series(episode, double.MaxValue);

    /// <summary>Fills <see cref="OwnColumns"/> from a row on.</summary>
    public void Fill(double[][] series, float[][] columns, int row)
    {
        for (var t = 0; t < series[0].Length; t++)
            columns[0][row + t] = t + 1;
        for (var s = 0; s < series.Length; s++)
            Windows.Signal.Fill(series[s], baseline, columns.AsSpan(1 + (s * Windows.Signal.Count), Windows.Signal.Count), row);
    }

    static int[] Each(Regimes regimes, Episode episode)
    {
        var each = new int[episode.Samples];
        for (var t = 0; t < each.Length; t++)
            each[t] = regimes.Of(episode, t);
        return each;
    }
}
