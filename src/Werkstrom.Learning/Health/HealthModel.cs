namespace Werkstrom.Learning.Health;

/// <summary>
/// What a machine looks like when it is well: for each operating regime the mean and scatter of each sensor, and how the deviations of the
/// sensors go together. Learned once from rows of a time that was healthy.
/// </summary>
/// <remarks>
/// The distance is that of Mahalanobis, of deviations smoothed over about the last 5 rows. The covariance is shrunk half way to its
/// diagonal (after Ledoit and Wolf, <see href="https://doi.org/10.1016/S0047-259X(03)00096-4"/>), so that few rows suffice and small
/// changes in how sensors go together do not outweigh large ones of a sensor.
/// </remarks>
public sealed class HealthModel
{
    /// <summary>The least number of rows to learn from, and of rows of a regime that is to be judged.</summary>
    public const int LeastRows = 50;

    const double Smoothing = 2.0 / 6, Shrinkage = 0.5, Margin = 2, LeastScatter = 1e-6;
    const int Version = 1;

    readonly Dictionary<int, Regime> _regimes = [];
    double[,] _inverse = new double[0, 0];

    HealthModel(int sensors) => Sensors = sensors;

    /// <summary>How many sensors a row has.</summary>
    public int Sensors { get; private set; }

    /// <summary>The distance from which a machine is no longer well: twice the largest of the healthy time.</summary>
    public double Limit { get; private set; }

    /// <summary>The regimes that were seen often enough to be judged.</summary>
    public IReadOnlyCollection<int> Regimes => _regimes.Keys;

    /// <summary>Learns from a healthy time.</summary>
    /// <param name="rows">In order of time; one value for each sensor, NaN where one is missing.</param>
    /// <param name="regimes">The operating regime of each row; without it all rows belong to regime 0.</param>
    /// <exception cref="ArgumentException">Rows differ in length, are too few, hold infinite values, or a sensor is never seen.</exception>
    public static HealthModel Learn(IReadOnlyList<double[]> rows, IReadOnlyList<int>? regimes = null)
    {
        Check(rows, regimes);
        HealthModel model = new(rows[0].Length);
        foreach (var same in Enumerable.Range(0, rows.Count).GroupBy(i => regimes?[i] ?? 0).Where(g => g.Count() >= LeastRows))
            model._regimes[same.Key] = Regime.Of([.. same.Select(i => rows[i])], model.Sensors);
        model.Together([.. model.Smoothed(rows, regimes)]);
        model.Limit = Margin * model.Smoothed(rows, regimes).Max(model.Distance);
        return model;
    }

    static void Check(IReadOnlyList<double[]> rows, IReadOnlyList<int>? regimes)
    {
        ArgumentNullException.ThrowIfNull(rows);
        List<string> faults = [];
        if (rows.Count < LeastRows)
            faults.Add($"rows: {LeastRows} rows of a healthy time are needed at least, and there are {rows.Count}");
        if (regimes is not null && regimes.Count != rows.Count)
            faults.Add($"regimes: one for each of {rows.Count} rows is needed, and there are {regimes.Count}");
        else if (rows.Count >= LeastRows && regimes is not null && !regimes.GroupBy(r => r).Any(g => g.Count() >= LeastRows))
            faults.Add($"regimes: none was seen in {LeastRows} rows");
        var sensors = rows.Count == 0 ? 0 : rows[0].Length;
        if (rows.Count > 0 && sensors == 0)
            faults.Add("rows[0]: at least one sensor is needed");
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Length != sensors)
                faults.Add($"rows[{i}]: {sensors} values are needed, and there are {rows[i].Length}");
            else if (rows[i].Any(double.IsInfinity))
                faults.Add($"rows[{i}]: a value is a finite number, or missing");
        }

        for (var s = 0; faults.Count == 0 && s < sensors; s++)
        {
            if (rows.All(r => double.IsNaN(r[s])))
                faults.Add($"rows: sensor {s} is never seen");
        }

        Faults.Throw(faults, nameof(rows));
    }

    /// <summary>Moves smoothed deviations by one row; a regime that is not known, and a missing value, leave them as they are.</summary>
    /// <returns>Whether the regime is known.</returns>
    internal bool Smooth(double[] deviations, double[] row, int regime)
    {
        if (!_regimes.TryGetValue(regime, out var known))
            return false;
        for (var s = 0; s < Sensors; s++)
        {
            if (known.Deviation(s, row[s]) is var now && double.IsFinite(now))
                deviations[s] += Smoothing * (now - deviations[s]);
        }

        return true;
    }

    /// <summary>How far smoothed deviations are from those of the healthy time; about the root of the number of sensors when all is well.</summary>
    internal double Distance(double[] deviations)
    {
        var squared = 0.0;
        for (var s = 0; s < Sensors; s++)
            squared += deviations[s] * Weighted(deviations, s);
        return Math.Sqrt(Math.Max(0, squared));
    }

    double Weighted(double[] deviations, int sensor)
    {
        var sum = 0.0;
        for (var s = 0; s < Sensors; s++)
            sum += _inverse[sensor, s] * deviations[s];
        return sum;
    }

    // one array, changed from row to row
    IEnumerable<double[]> Smoothed(IReadOnlyList<double[]> rows, IReadOnlyList<int>? regimes)
    {
        var deviations = new double[Sensors];
        for (var i = 0; i < rows.Count; i++)
        {
            if (Smooth(deviations, rows[i], regimes?[i] ?? 0))
                yield return [.. deviations];
        }
    }

    void Together(IReadOnlyList<double[]> deviations)
    {
        var covariance = new double[Sensors, Sensors];
        for (var a = 0; a < Sensors; a++)
        {
            for (var b = 0; b < Sensors; b++)
            {
                var mean = deviations.Average(d => d[a] * d[b]);
                covariance[a, b] = a == b ? Math.Max(mean, LeastScatter) : (1 - Shrinkage) * mean;
            }
        }

        _inverse = Inverse.Of(covariance);
    }

    internal void Save(BinaryWriter to)
    {
        to.Write((byte)Version);
        to.Write(Sensors);
        to.Write(Limit);
        foreach (var one in _inverse)
            to.Write(one);
        to.Write(_regimes.Count);
        foreach (var (number, regime) in _regimes.OrderBy(r => r.Key))
        {
            to.Write(number);
            regime.Save(to);
        }
    }

    internal static HealthModel Load(BinaryReader from)
    {
        if (from.ReadByte() is var version && version != Version)
            throw new InvalidDataException($"This model of health has version {version}, not {Version}.");
        HealthModel model = new(from.ReadInt32()) { Limit = from.ReadDouble() };
        model._inverse = new double[model.Sensors, model.Sensors];
        for (var i = 0; i < model._inverse.Length; i++)
            model._inverse[i / model.Sensors, i % model.Sensors] = from.ReadDouble();
        for (var left = from.ReadInt32(); left > 0; left--)
            model._regimes[from.ReadInt32()] = Regime.Load(from, model.Sensors);
        return model;
    }
}
