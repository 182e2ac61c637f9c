namespace Werkstrom.Learning.Profile;

/// <summary>
/// For every window of a series the distance to the window that is most like it, and where that stands: the matrix profile,
/// <see href="https://doi.org/10.1109/ICDM.2016.0179"/>. Windows are compared by their form: each less its mean, divided by its deviation.
/// <para>
/// A distance is √(2·m·(1 − correlation)), from 0 to 2·√m. Two constant windows have distance 0, a constant and another one √m. A window in
/// which a value is missing or infinite has no neighbour and an infinite distance.
/// </para>
/// </summary>
public sealed class MatrixProfile
{
    MatrixProfile(int width, int exclusion, Best best)
    {
        (Width, Exclusion, Neighbours) = (width, exclusion, best.Neighbour);
        Distances = new double[best.Correlation.Length];
        for (var i = 0; i < Distances.Length; i++)
            Distances[i] = best.Neighbour[i] < 0 ? double.PositiveInfinity : Math.Sqrt(2 * width * Math.Max(0, 1 - best.Correlation[i]));
    }

    /// <summary>Samples of a window, m.</summary>
    public int Width { get; }

    /// <summary>Windows that begin less than this or just this many samples apart are not compared; −1 between two series.</summary>
    public int Exclusion { get; }

    /// <summary>By beginning of the window; infinite where it has no neighbour.</summary>
    public double[] Distances { get; }

    /// <summary>Where the neighbour begins; −1 where there is none. Of equals the one nearer in place.</summary>
    public int[] Neighbours { get; }

    /// <summary>Compares a series with itself.</summary>
    /// <param name="series">From twice the width; NaN and infinity are gaps.</param>
    /// <param name="width">Samples of a window; from 3.</param>
    /// <param name="exclusion">Nearer windows are not compared; from 0, null: a quarter of the width, rounded up.</param>
    /// <param name="threads">At most; from 1, null: all processors.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="ArgumentException">The width does not fit the series, or a number is out of range.</exception>
    public static MatrixProfile Of(
        ReadOnlySpan<double> series, int width, int? exclusion = null, int? threads = null, CancellationToken stop = default)
    {
        var apart = exclusion ?? (width + 3) / 4;
        Check(series.Length, width, nameof(series), apart, threads);
        WindowStats stats = new(series, width);
        var (right, left) = Sweep.Run(stats, stats, apart + 1, threads ?? Environment.ProcessorCount, stop);
        left.Join(right);
        Constants.Offer(left, stats, stats, apart);
        return new(width, apart, left);
    }

    /// <summary>Looks up every window of one series in another.</summary>
    /// <param name="series">Whose windows are looked up.</param>
    /// <param name="past">In which they are looked up.</param>
    /// <param name="width">Samples of a window; from 3.</param>
    /// <param name="threads">At most; from 1, null: all processors.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="ArgumentException">The width does not fit a series, or a number is out of range.</exception>
    public static MatrixProfile Of(
        ReadOnlySpan<double> series, ReadOnlySpan<double> past, int width, int? threads = null, CancellationToken stop = default)
    {
        Check(series.Length, width, nameof(series), 0, threads);
        Check(past.Length, width, nameof(past), 0, threads);
        var (mine, its) = (new WindowStats(series, width), new WindowStats(past, width));
        var used = threads ?? Environment.ProcessorCount;
        var best = Sweep.Run(mine, its, 0, used, stop).Rows;
        best.Join(Sweep.Run(its, mine, 1, used, stop).Columns);
        Constants.Offer(best, mine, its, -1);
        return new(width, -1, best);
    }

    /// <summary>The windows that are least like any other, the strangest first.</summary>
    /// <param name="count">At most; from 1.</param>
    /// <returns>Beginnings, apart from each other by more than the exclusion, but at least a window between two series.</returns>
    public IReadOnlyList<int> Discords(int count) =>
        Chosen(Enumerable.Range(0, Distances.Length).Where(i => Neighbours[i] >= 0).OrderByDescending(i => Distances[i]).ThenBy(i => i), count);

    /// <summary>The windows that come again most alike, with their neighbours; each stretch of time once.</summary>
    /// <param name="count">At most; from 1.</param>
    public IReadOnlyList<(int At, int Neighbour, double Distance)> Motifs(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        List<int> taken = [];
        List<(int, int, double)> motifs = [];
        foreach (var i in Enumerable.Range(0, Distances.Length).Where(i => Neighbours[i] >= 0).OrderBy(i => Distances[i]).ThenBy(i => i))
        {
            if (motifs.Count == count)
                break;
            if (taken.Exists(t => Near(t, i) || (Exclusion >= 0 && Near(t, Neighbours[i]))))
                continue;
            taken.Add(i);
            if (Exclusion >= 0)
                taken.Add(Neighbours[i]);
            motifs.Add((i, Neighbours[i], Distances[i]));
        }

        return motifs;
    }

    internal static void Check(int length, int width, string name, int exclusion, int? threads)
    {
        List<string> faults = [];
        if (width < 3 || width > length)
            faults.Add($"width: from 3 to the {length} samples of {name}, not {width}");
        if (exclusion < 0)
            faults.Add($"exclusion: from 0, not {exclusion}");
        if (threads < 1)
            faults.Add($"threads: from 1, not {threads}");
        Faults.Throw(faults, name);
    }

    List<int> Chosen(IEnumerable<int> order, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        List<int> chosen = [];
        foreach (var i in order)
        {
            if (chosen.Count == count)
                break;
            if (!chosen.Exists(c => Near(c, i)))
                chosen.Add(i);
        }

        return chosen;
    }

    bool Near(int a, int b) => Math.Abs(a - b) <= (Exclusion >= 0 ? Exclusion : Width);
}
