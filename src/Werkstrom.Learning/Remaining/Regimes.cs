namespace Werkstrom.Learning.Remaining;

/// <summary>
/// The ways in which a machine is run, found in its signals: combinations of the levels of those that keep to a few levels and do not
/// change with age. The centres are then moved to the means of what is nearest to them (k-means, <see href="https://doi.org/10.1109/TIT.1982.1056489"/>).
/// </summary>
/// <param name="Signals">Numbers of the signals that tell the regimes apart; none with one regime.</param>
/// <param name="Scales">Of those signals.</param>
/// <param name="Centres">By regime, then signal, divided by the scale.</param>
sealed record Regimes(int[] Signals, double[] Scales, double[][] Centres)
{
    const int Most = 24;
    const double Rare = 0.005; // a combination seen less often belongs to its neighbour
    const double Alike = 0.2; // share of the signals that may differ between combinations that are the same regime
    const int Looked = 20_000; // samples are enough to see levels

    public int Count => Math.Max(1, Centres.Length);

    /// <summary>Looks for regimes in the signals named, or in all.</summary>
    public static Regimes Find(IReadOnlyList<Episode> episodes, IReadOnlyList<int>? settings)
    {
        var step = Math.Max(1, episodes.Sum(e => e.Samples) / Looked);
        var places = episodes.SelectMany((e, i) => Enumerable.Range(0, e.Samples).Select(t => (Episode: i, Sample: t)))
            .Where((_, i) => i % step == 0).ToArray();
        List<(int Signal, double[] Values, Levels Levels)> found = [];
        foreach (var signal in settings ?? [.. Enumerable.Range(0, episodes[0].Signals.Count)])
        {
            var values = places.Select(p => (double)episodes[p.Episode].Signals[signal][p.Sample]).ToArray();
            var ages = places.Select(p => (double)p.Sample / episodes[p.Episode].Samples).ToArray();
            if (Levels.Find(values) is { } levels && (settings is not null || Math.Abs(Correlation.Of(values, ages)) < 0.1))
                found.Add((signal, values, levels));
        }

        return found.Count == 0 ? new([], [], []) : Combined(found, places.Length);
    }

    /// <summary>The regime of a sample: that of the nearest centre.</summary>
    public int Of(Episode episode, int sample)
    {
        Span<double> values = stackalloc double[Signals.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = episode.Signals[Signals[i]][sample] / Scales[i];
        return Centres.Length == 0 ? 0 : Nearest(Centres, values);
    }

    static Regimes Combined(List<(int Signal, double[] Values, Levels Levels)> found, int count)
    {
        double[] scales = [.. found.Select(f => f.Levels.Deviation)];
        var rows = Enumerable.Range(0, count).Select(i => found.Select((f, s) => f.Values[i] / scales[s]).ToArray())
            .Where(r => r.All(double.IsFinite)).ToArray();
        var common = rows.GroupBy(r => string.Concat(r.Select((v, s) => (char)('0' + found[s].Levels.Of(v * scales[s])))))
            .Where(g => g.Count() >= Rare * count).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal);
        List<string> keys = [];
        foreach (var key in common.Select(g => g.Key))
        {
            // a level cut in two by few of the signals makes no regime of its own
            if (keys.TrueForAll(k => k.Zip(key, (a, b) => a != b ? 1 : 0).Sum() > key.Length * Alike) && keys.Count < Most)
                keys.Add(key);
        }

        double[][] centres = [.. common.Where(g => keys.Contains(g.Key)).Select(g => Mean([.. g]))];
        for (var round = 0; round < 5 && centres.Length > 1; round++)
            centres = [.. rows.GroupBy(r => Nearest(centres, r)).OrderBy(g => g.Key).Select(g => Mean([.. g]))];
        return centres.Length < 2 ? new([], [], []) : new([.. found.Select(f => f.Signal)], scales, centres);
    }

    static double[] Mean(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(s => rows.Average(r => r[s]))];

    static int Nearest(double[][] centres, ReadOnlySpan<double> values)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var c = 0; c < centres.Length; c++)
        {
            var distance = Distance(centres[c], values);
            if (distance < least)
                (best, least) = (c, distance);
        }

        return best;
    }

    // squared; what is missing does not count
    static double Distance(double[] centre, ReadOnlySpan<double> values)
    {
        var distance = 0.0;
        for (var s = 0; s < values.Length; s++)
        {
            if (!double.IsNaN(values[s]))
                distance += (values[s] - centre[s]) * (values[s] - centre[s]);
        }

        return distance;
    }
}
