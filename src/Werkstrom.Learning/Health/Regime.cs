namespace Werkstrom.Learning.Health;

/// <summary>One way of running a machine when it is well: mean and scatter of each sensor, how their deviations go together, and how far they went.</summary>
sealed class Regime(double[] means, double[] scatters)
{
    const double LeastShare = 1e-3; // of the mean: a sensor that never moved may move by so much
    const double LeastOfAll = 0.01; // of its scatter over all regimes: one that stands still here and moves elsewhere may move by so much
    const double Rounding = 0.3; // standard deviation of what rounding takes away, in steps of the sensor: 1/√12
    const double LeastScatter = 1e-6;
    const double Swing = 0.5; // scatters to either side that make a swing of it
    const double Unseen = 3; // swings that would have to be seen more to know the scatter

    readonly int _sensors = means.Length;
    double[] _inverse = []; // row by row

    /// <summary>The distance from which a machine is no longer well.</summary>
    public double Limit { get; private set; }

    /// <summary>How many times its usual scatter a value is off; NaN where it is missing or the sensor was never seen in this regime.</summary>
    public double Deviation(int sensor, double value) => (value - means[sensor]) / scatters[sensor];

    /// <summary>Mean and scatter of a sensor; null when it was never seen in this regime.</summary>
    public (double Mean, double Scatter)? Usual(int sensor) => double.IsNaN(means[sensor]) ? null : (means[sensor], scatters[sensor]);

    /// <summary>Moves smoothed deviations by one row; a missing value leaves them as they are.</summary>
    public void Smooth(double[] smoothed, double[] row, double weight)
    {
        for (var s = 0; s < smoothed.Length; s++)
        {
            if (Deviation(s, row[s]) is var now && double.IsFinite(now))
                smoothed[s] += weight * (now - smoothed[s]);
        }
    }

    /// <summary>How far smoothed deviations are from those of the healthy time; about the root of the number of sensors when all is well.</summary>
    public double Distance(double[] deviations)
    {
        var squared = 0.0;
        for (var s = 0; s < _sensors; s++)
        {
            var sum = 0.0;
            for (var other = 0; other < _sensors; other++)
                sum += _inverse[(s * _sensors) + other] * deviations[other];
            squared += deviations[s] * sum;
        }

        return Math.Sqrt(Math.Max(0, squared));
    }

    /// <summary>Learns from the rows of one regime.</summary>
    /// <param name="rows">In order of time.</param>
    /// <param name="overall">The scatter of each sensor over all regimes.</param>
    /// <param name="options">How slowly it judges.</param>
    public static Regime Of(IReadOnlyList<double[]> rows, double[] overall, HealthOptions options)
    {
        var sensors = overall.Length;
        var (means, scatters) = (new double[sensors], new double[sensors]);
        for (var s = 0; s < sensors; s++)
        {
            var (mean, scatter) = Seen([.. rows.Select(r => r[s]).Where(double.IsFinite)]);
            (means[s], scatters[s]) = (mean, Math.Max(scatter, LeastOfAll * overall[s]));
        }

        Regime regime = new(means, scatters);
        var smoothed = new double[sensors];
        List<double[]> all = new(rows.Count);
        foreach (var row in rows)
        {
            regime.Smooth(smoothed, row, options.Weight);
            all.Add([.. smoothed]);
        }

        regime.Together(all, options);
        regime.Limit = options.Margin * Furthest([.. all.Select(regime.Distance)]);
        return regime;
    }

    static (double Mean, double Scatter) Seen(double[] values)
    {
        if (values.Length == 0)
            return (double.NaN, double.NaN);
        var mean = values.Average();
        var scatter = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        var swings = Swings(values, mean, Swing * scatter);
        return (mean, Math.Max(scatter * (1 + (Unseen / Math.Max(1, swings))), Math.Max(Rounding * Step(values), Math.Max(LeastShare * Math.Abs(mean), 1e-12))));
    }

    /// <summary>How many times values went from one side of their mean to the other. A level that falls for weeks and is filled up again has done so seldom.</summary>
    static int Swings(double[] values, double mean, double reach)
    {
        var (swings, side) = (0, 0);
        foreach (var value in values)
        {
            var now = value > mean + reach ? 1 : value < mean - reach ? -1 : side;
            if (now != side && side != 0)
                swings++;
            side = now;
        }

        return swings;
    }

    /// <summary>The step in which a sensor counts: what the smallest of its changes are.</summary>
    static double Step(double[] values)
    {
        double[] changes = [.. values.Zip(values.Skip(1), (a, b) => Math.Abs(a - b)).Where(c => c > 0).Order()];
        return changes.Length == 0 ? 0 : changes[changes.Length / 10];
    }

    /// <summary>The largest distance; of a long time that of one part in twenty, the furthest, is left out: once something odd happened.</summary>
    static double Furthest(double[] distances)
    {
        const int parts = 20, longTime = 1_000;
        return distances.Length < longTime
            ? distances.Max()
            : distances.Chunk((distances.Length / parts) + 1).Select(c => c.Max()).OrderDescending().ElementAt(1);
    }

    void Together(List<double[]> deviations, HealthOptions options)
    {
        var covariance = new double[_sensors, _sensors];
        for (var a = 0; a < _sensors; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var sum = 0.0;
                foreach (var row in deviations)
                    sum += row[a] * row[b];
                var mean = sum / deviations.Count;
                covariance[a, b] = covariance[b, a] = a == b ? Math.Max(mean, LeastScatter) : (1 - options.Shrinkage) * mean;
            }
        }

        _inverse = [.. Inverse.Of(covariance).Cast<double>()];
    }

    public void Save(BinaryWriter to)
    {
        to.Write(Limit);
        foreach (var one in (double[])[.. means, .. scatters, .. _inverse])
            to.Write(one);
    }

    public static Regime Load(BinaryReader from, int sensors)
    {
        var limit = from.ReadDouble();
        var (means, scatters) = (List(sensors), List(sensors));
        return new(means, scatters) { Limit = limit, _inverse = List(sensors * sensors) };

        double[] List(int count) => [.. Enumerable.Range(0, count).Select(_ => from.ReadDouble())];
    }
}
