namespace Werkstrom.Learning.Health;

/// <summary>
/// What a machine looks like when it is well: for each operating regime the mean and scatter of each sensor, how the deviations of the
/// sensors go together, and how far they went. Learned once from rows of a time that was healthy.
/// </summary>
/// <remarks>
/// The distance is that of Mahalanobis, of deviations smoothed over the last rows of the same regime. The covariance is shrunk half way to its
/// diagonal (after Ledoit and Wolf, <see href="https://doi.org/10.1016/S0047-259X(03)00096-4"/>), so that few rows suffice and small
/// changes in how sensors go together do not outweigh large ones of a sensor. The limit is twice the largest distance of the healthy time.
/// </remarks>
public sealed class HealthModel
{
    /// <summary>The least number of rows to learn from, and of rows of a regime that is to be judged.</summary>
    public const int LeastRows = 50;

    const int Version = 2;

    readonly Dictionary<int, Regime> _regimes = [];

    HealthModel(int sensors, HealthOptions options) => (Sensors, Options) = (sensors, options);

    /// <summary>How many sensors a row has.</summary>
    public int Sensors { get; }

    /// <summary>How slowly it judges.</summary>
    public HealthOptions Options { get; }

    /// <summary>The regimes that were seen often enough to be judged.</summary>
    public IReadOnlyCollection<int> Regimes => _regimes.Keys;

    /// <summary>Learns from a healthy time.</summary>
    /// <param name="rows">In order of time; one value for each sensor, NaN where one is missing.</param>
    /// <param name="regimes">The operating regime of each row, negative where it is between two; without it all rows belong to regime 0.</param>
    /// <param name="options">How slowly it judges; null for the default.</param>
    /// <exception cref="ArgumentException">Rows differ in length, are too few, hold infinite values, or a sensor is never seen.</exception>
    public static HealthModel Learn(IReadOnlyList<double[]> rows, IReadOnlyList<int>? regimes = null, HealthOptions? options = null)
    {
        options ??= new();
        options.Check();
        Check(rows, regimes);
        HealthModel model = new(rows[0].Length, options);
        var all = Enumerable.Range(0, rows.Count).Where(i => regimes is null || regimes[i] >= 0);
        double[] overall = [.. Enumerable.Range(0, model.Sensors).Select(s => Scatter(rows, s))];
        foreach (var same in all.GroupBy(i => regimes?[i] ?? 0).Where(g => g.Count() >= LeastRows))
            model._regimes[same.Key] = Regime.Of([.. same.Select(i => rows[i])], overall, options);
        return model;
    }

    /// <summary>What is usual of a sensor in a regime.</summary>
    /// <returns>Mean and scatter; null where the regime or the sensor in it was not seen.</returns>
    public (double Mean, double Scatter)? Usual(int regime, int sensor) => _regimes.TryGetValue(regime, out var known) ? known.Usual(sensor) : null;

    static double Scatter(IReadOnlyList<double[]> rows, int sensor)
    {
        double[] seen = [.. rows.Select(r => r[sensor]).Where(double.IsFinite)];
        var mean = seen.Average();
        return Math.Sqrt(seen.Average(v => (v - mean) * (v - mean)));
    }

    static void Check(IReadOnlyList<double[]> rows, IReadOnlyList<int>? regimes)
    {
        ArgumentNullException.ThrowIfNull(rows);
        List<string> faults = [];
        if (rows.Count < LeastRows)
            faults.Add($"rows: {LeastRows} rows of a healthy time are needed at least, and there are {rows.Count}");
        if (regimes is not null && regimes.Count != rows.Count)
            faults.Add($"regimes: one for each of {rows.Count} rows is needed, and there are {regimes.Count}");
        else if (rows.Count >= LeastRows && regimes is not null && !regimes.Where(r => r >= 0).GroupBy(r => r).Any(g => g.Count() >= LeastRows))
            faults.Add($"regimes: none was seen in {LeastRows} rows");
        var sensors = rows.Count == 0 ? 0 : rows[0].Length;
        if (rows.Count > 0 && sensors == 0)
            faults.Add("rows[0]: at least one sensor is needed");
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Length != sensors)
                faults.Add($"rows[{i}]: {sensors} values are needed, and there are {rows[i].Length}");
            else if (Array.Exists(rows[i], double.IsInfinity))
                faults.Add($"rows[{i}]: a value is a finite number, or missing");
        }

        for (var s = 0; faults.Count == 0 && s < sensors; s++)
        {
            if (rows.All(r => double.IsNaN(r[s])))
                faults.Add($"rows: sensor {s} is never seen");
        }

        Faults.Throw(faults, nameof(rows));
    }

    /// <summary>Moves the smoothed deviations of a row's regime by one row.</summary>
    /// <returns>How far they are off, as a share of the limit; null when the regime is not known.</returns>
    internal double? Smooth(Dictionary<int, double[]> deviations, double[] row, int regime)
    {
        if (!_regimes.TryGetValue(regime, out var known))
            return null;
        if (!deviations.TryGetValue(regime, out var smoothed))
            deviations[regime] = smoothed = new double[Sensors];
        known.Smooth(smoothed, row, Options.Weight);
        return known.Distance(smoothed) / known.Limit;
    }

    internal void Save(BinaryWriter to)
    {
        to.Write((byte)Version);
        to.Write(Sensors);
        to.Write(Options.Smoothing);
        to.Write(Options.Hold);
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
        HealthModel model = new(from.ReadInt32(), new() { Smoothing = from.ReadInt32(), Hold = from.ReadInt32() });
        for (var left = from.ReadInt32(); left > 0; left--)
            model._regimes[from.ReadInt32()] = Regime.Load(from, model.Sensors);
        return model;
    }
}
