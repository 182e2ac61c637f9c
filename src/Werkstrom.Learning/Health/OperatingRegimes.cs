namespace Werkstrom.Learning.Health;

/// <summary>
/// The ways in which a machine is run, found in its rows: its states where it has a signal of states, and levels of the signals that tell
/// how it is run (a load, a speed) where these explain a good part of what the others show. A load that changes continuously is cut into levels, too.
/// </summary>
public sealed class OperatingRegimes
{
    const int LeastRows = HealthModel.LeastRows, MostLevels = 5, Looked = 20_000;
    const int MostDepth = 2; // signals that part rows without states; with states one, for these say most
    const double LeastGain = 0.15; // share of the others' variance that levels must explain
    const double MoreGain = 0.05; // that each further level must add
    const double LeastShare = 0.02; // of the rows, for a level to be one

    readonly List<OperatingRegime> _all;

    OperatingRegimes(List<OperatingRegime> all) => _all = all;

    /// <summary>Those that were found; one without state and levels where the machine is always run alike.</summary>
    public IReadOnlyList<OperatingRegime> All => _all;

    /// <summary>Looks for regimes.</summary>
    /// <param name="rows">One value for each sensor, NaN where one is missing.</param>
    /// <param name="states">The state of each row, NaN where it is not known; null when the machine has none.</param>
    /// <param name="drivers">Columns of the signals that tell how the machine is run; none when that is not known.</param>
    /// <exception cref="ArgumentException">States are not one a row, or a driver is no column.</exception>
    public static OperatingRegimes Find(IReadOnlyList<double[]> rows, IReadOnlyList<double>? states, IReadOnlyList<int> drivers)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(drivers);
        List<string> faults = [];
        if (states is not null && states.Count != rows.Count)
            faults.Add($"states: one for each of {rows.Count} rows is needed, and there are {states.Count}");
        faults.AddRange(drivers.Where(d => rows.Count > 0 && (d < 0 || d >= rows[0].Length)).Select(d => $"drivers: there is no column {d}"));
        Faults.Throw(faults, nameof(rows));
        List<OperatingRegime> found = [];
        var groups = Enumerable.Range(0, rows.Count).GroupBy(i => states?[i]).Where(g => g.Key is not double.NaN && g.Count() >= LeastRows);
        foreach (var group in groups.OrderBy(g => g.Key ?? 0))
            Split([.. group.Select(i => rows[i])], group.Key, [], drivers, found);
        return new(found);
    }

    /// <summary>Those that were found before.</summary>
    public static OperatingRegimes Known(IEnumerable<OperatingRegime> regimes) => new([.. regimes]);

    /// <summary>The regime of a row.</summary>
    /// <param name="row">One value for each sensor.</param>
    /// <param name="state">Its state; null or NaN when it has none.</param>
    /// <returns>Its number; −1 where it is none of those found, or a signal that would tell is missing.</returns>
    public int Of(double[] row, double? state)
    {
        ArgumentNullException.ThrowIfNull(row);
        foreach (var regime in _all)
        {
            if (regime.State is { } wanted && wanted != state)
                continue;
            var fits = true;
            foreach (var level in regime.Levels)
                fits &= row[level.Sensor] >= level.From && row[level.Sensor] < level.To;
            if (fits)
                return regime.Number;
        }

        return -1;
    }

    static void Split(double[][] rows, double? state, RegimeLevel[] levels, IReadOnlyList<int> drivers, List<OperatingRegime> found)
    {
        var best = levels.Length < (state is null ? MostDepth : 1) && rows.Length >= 2 * LeastRows ? Best(rows, drivers.Except(levels.Select(l => l.Sensor))) : null;
        if (best is not { } split)
        {
            found.Add(new(found.Count, state, levels, rows.Length));
            return;
        }

        double[] edges = [double.NegativeInfinity, .. split.Limits, double.PositiveInfinity];
        for (var i = 0; i + 1 < edges.Length; i++)
        {
            var (from, to) = (edges[i], edges[i + 1]);
            var within = Array.FindAll(rows, r => r[split.Driver] >= from && r[split.Driver] < to);
            Split(within, state, [.. levels, new(split.Driver, from, to, within.Average(r => r[split.Driver]))], drivers, found);
        }
    }

    static (int Driver, double[] Limits)? Best(double[][] rows, IEnumerable<int> drivers)
    {
        var step = (rows.Length / Looked) + 1;
        double[][] looked = [.. rows.Where((_, i) => i % step == 0)];
        ((int, double[])? best, var most) = (null, 0.0);
        foreach (var driver in drivers)
        {
            double[] sorted = [.. looked.Select(r => r[driver]).Where(double.IsFinite).Order()];
            for (var count = 2; count <= MostLevels && sorted.Length >= 2 * LeastRows; count++)
            {
                var limits = Clusters.Limits(sorted, count);
                if (limits.Length != count - 1 || !IsCommon(sorted, limits))
                    continue;
                var gain = Explained(looked, driver, limits) - (MoreGain * (count - 2));
                if (gain >= LeastGain && gain > most)
                    (best, most) = ((driver, limits), gain);
            }
        }

        return best;
    }

    static bool IsCommon(double[] sorted, double[] limits)
    {
        var counts = new int[limits.Length + 1];
        foreach (var value in sorted)
            counts[Clusters.Of(value, limits)]++;
        return Array.TrueForAll(counts, c => c >= LeastRows && c >= LeastShare * sorted.Length);
    }

    /// <summary>The share of the variance of the other signals that the levels of one explain, on average of the signals that move.</summary>
    static double Explained(double[][] rows, int driver, double[] limits)
    {
        var (sum, moving) = (0.0, 0);
        for (var s = 0; s < rows[0].Length; s++)
        {
            if (s != driver && Explained(rows, s, driver, limits) is { } share)
                (sum, moving) = (sum + share, moving + 1);
        }

        return moving == 0 ? 0 : sum / moving;
    }

    static double? Explained(double[][] rows, int sensor, int driver, double[] limits)
    {
        var (n, mean, squares) = (new int[limits.Length + 2], new double[limits.Length + 2], new double[limits.Length + 2]);
        foreach (var row in rows)
        {
            if (!double.IsFinite(row[sensor] + row[driver]))
                continue;
            Add(Clusters.Of(row[driver], limits), row[sensor]);
            Add(limits.Length + 1, row[sensor]); // all together
        }

        return squares[^1] > 0 ? 1 - (squares[..^1].Sum() / squares[^1]) : null;

        void Add(int level, double value)
        {
            var off = value - mean[level];
            mean[level] += off / ++n[level];
            squares[level] += off * (value - mean[level]);
        }
    }
}
