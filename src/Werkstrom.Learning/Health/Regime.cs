namespace Werkstrom.Learning.Health;

/// <summary>Mean and scatter of each sensor in one way of running a machine.</summary>
sealed class Regime(double[] means, double[] scatters)
{
    const double LeastShare = 1e-3; // of the mean: a sensor that never moved may move by so much

    /// <summary>How many times its usual scatter a value is off; NaN where it is missing or the sensor was never seen in this regime.</summary>
    public double Deviation(int sensor, double value) => (value - means[sensor]) / scatters[sensor];

    public static Regime Of(IReadOnlyList<double[]> rows, int sensors)
    {
        var (means, scatters) = (new double[sensors], new double[sensors]);
        for (var s = 0; s < sensors; s++)
        {
            double[] seen = [.. rows.Select(r => r[s]).Where(double.IsFinite)];
            means[s] = seen.Length == 0 ? double.NaN : seen.Average();
            var scatter = seen.Length == 0 ? double.NaN : Math.Sqrt(seen.Average(v => (v - means[s]) * (v - means[s])));
            scatters[s] = Math.Max(scatter, Math.Max(LeastShare * Math.Abs(means[s]), 1e-12));
        }

        return new(means, scatters);
    }

    public void Save(BinaryWriter to)
    {
        foreach (var one in means.Concat(scatters))
            to.Write(one);
    }

    public static Regime Load(BinaryReader from, int sensors) => new(
        [.. Enumerable.Range(0, sensors).Select(_ => from.ReadDouble())], [.. Enumerable.Range(0, sensors).Select(_ => from.ReadDouble())]);
}
