namespace Werkstrom.Learning.Health;

/// <summary>
/// Judges a machine row by row against its healthy time. It never looks ahead. What was seen in one way of running holds until that way of
/// running shows otherwise: a machine that stands still over night is not well by that. Not for several threads at once.
/// </summary>
/// <param name="model">What it looks like when it is well.</param>
public sealed class HealthWatch(HealthModel model)
{
    const double Back = 0.8; // share of the limit below which it is back
    static readonly TimeSpan Longest = TimeSpan.FromDays(14); // what was seen in a regime that does not come again is forgotten

    readonly Dictionary<int, double[]> _deviations = [];
    readonly SortedDictionary<int, Standing> _standings = [];

    /// <summary>What it is judged by.</summary>
    public HealthModel Model => model;

    /// <summary>How many times the limit counts, above 0: 1 as it was learned, less speaks more easily. Does not change the index.</summary>
    public double Easing { get; set; } = 1;

    /// <summary>Sees the next row.</summary>
    /// <param name="at">When it was measured.</param>
    /// <param name="row">One value for each sensor, NaN where one is missing.</param>
    /// <param name="regime">The operating regime of the row, as it was learned.</param>
    /// <returns>Null in a regime that was not learned, or without any value: nothing can be said of it.</returns>
    /// <exception cref="ArgumentException">The row has another number of sensors.</exception>
    public HealthReading? See(DateTimeOffset at, double[] row, int regime = 0)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Length != model.Sensors)
            throw new ArgumentException($"A row of {model.Sensors} values is needed, and this has {row.Length}.", nameof(row));
        if (Array.TrueForAll(row, double.IsNaN) || model.Smooth(_deviations, row, regime) is not { } share)
            return null;
        var before = _standings.Values.Any(s => s.Alarm);
        Judge(at, share, regime);
        var alarms = _standings.Values.Where(s => s.Alarm).ToList();
        var (worst, of) = _standings.Where(s => s.Value.Alarm || s.Key == regime).Select(s => (s.Value.Share, s.Key)).Max();
        var shown = _deviations[of];
        var since = (alarms.Count > 0 ? alarms : [_standings[regime]]).Min(s => s.Since);
        return new(IndexOf(worst), Contributions(shown), [.. shown], since, alarms.Count > 0, alarms.Count > 0 && !before) { Regime = of };
    }

    /// <summary>The index of a share of the limit: 100 at 0, 50 at 1.</summary>
    public static double IndexOf(double share) => 100 * Math.Pow(2, -share * share);

    /// <summary>The share of the limit that an index stands for.</summary>
    public static double ShareOf(double index) => Math.Sqrt(Math.Max(0, -Math.Log2(Math.Max(index, 1e-12) / 100)));

    void Judge(DateTimeOffset at, double share, int regime)
    {
        foreach (var (other, old) in _standings.Where(s => s.Key != regime && at - s.Value.At > Longest).ToList())
            _standings[other] = old with { Alarm = false, Since = null, Beyond = 0 };
        var was = _standings.GetValueOrDefault(regime, new(at, 0, null, 0, 0, false));
        var beyond = share > Easing ? was.Beyond + 1 : 0;
        var back = share < Back * Easing ? was.Back + 1 : 0;
        var alarm = was.Alarm ? back < model.Options.Hold : beyond >= model.Options.Hold;
        var since = beyond > 0 ? was.Since ?? at : alarm ? was.Since : null;
        _standings[regime] = new(at, share, since, beyond, back, alarm);
    }

    static double[] Contributions(double[] deviations)
    {
        var total = deviations.Sum(d => d * d);
        return [.. deviations.Select(d => total > 0 ? d * d / total : 0)];
    }

    /// <summary>Model and state, so that a restart forgets nothing.</summary>
    public byte[] Save()
    {
        using MemoryStream to = new();
        using BinaryWriter writer = new(to);
        model.Save(writer);
        writer.Write(Easing);
        writer.Write(_standings.Count);
        foreach (var (regime, standing) in _standings)
        {
            writer.Write(regime);
            standing.Save(writer);
            foreach (var deviation in _deviations[regime])
                writer.Write(deviation);
        }

        writer.Flush();
        return to.ToArray();
    }

    /// <summary>Goes on from a saved state.</summary>
    /// <exception cref="InvalidDataException">It is of another version, or cut off.</exception>
    public static HealthWatch Load(byte[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using BinaryReader from = new(new MemoryStream(state));
        try
        {
            HealthWatch watch = new(HealthModel.Load(from)) { Easing = from.ReadDouble() };
            for (var left = from.ReadInt32(); left > 0; left--)
            {
                var regime = from.ReadInt32();
                watch._standings[regime] = Standing.Load(from);
                watch._deviations[regime] = [.. Enumerable.Range(0, watch.Model.Sensors).Select(_ => from.ReadDouble())];
            }

            return watch;
        }
        catch (EndOfStreamException cut)
        {
            throw new InvalidDataException("This state of a health watch is cut off.", cut);
        }
    }
}
