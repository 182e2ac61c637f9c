namespace Werkstrom.Learning.Health;

/// <summary>Judges a machine row by row against its healthy time. It never looks ahead. Not for several threads at once.</summary>
/// <param name="model">What it looks like when it is well.</param>
public sealed class HealthWatch(HealthModel model)
{
    const int Hold = 6; // rows beyond the limit, or back, that make a state of it
    const double Back = 0.8; // share of the limit below which it is back

    readonly double[] _deviations = new double[model.Sensors];
    DateTimeOffset? _since;
    int _beyond, _back;
    bool _alarm;

    /// <summary>What it is judged by.</summary>
    public HealthModel Model => model;

    /// <summary>Sees the next row.</summary>
    /// <param name="at">When it was measured.</param>
    /// <param name="row">One value for each sensor, NaN where one is missing.</param>
    /// <param name="regime">The operating regime of the row, as it was learned.</param>
    /// <returns>Null in a regime that was not learned: nothing can be said of it.</returns>
    /// <exception cref="ArgumentException">The row has another number of sensors.</exception>
    public HealthReading? See(DateTimeOffset at, double[] row, int regime = 0)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Length != model.Sensors)
            throw new ArgumentException($"A row of {model.Sensors} values is needed, and this has {row.Length}.", nameof(row));
        if (!model.Smooth(_deviations, row, regime))
            return null;
        var share = model.Distance(_deviations) / model.Limit;
        var began = Judge(at, share);
        return new(100 * Math.Pow(2, -share * share), Contributions(), [.. _deviations], _since, _alarm, began);
    }

    bool Judge(DateTimeOffset at, double share)
    {
        _since = share > 1 ? _since ?? at : _alarm ? _since : null;
        _beyond = share > 1 ? _beyond + 1 : 0;
        _back = share < Back ? _back + 1 : 0;
        var before = _alarm;
        _alarm = _alarm ? _back < Hold : _beyond >= Hold;
        if (before && !_alarm)
            _since = null;
        return _alarm && !before;
    }

    double[] Contributions()
    {
        var total = _deviations.Sum(d => d * d);
        return [.. _deviations.Select(d => total > 0 ? d * d / total : 0)];
    }

    /// <summary>Model and state, so that a restart forgets nothing.</summary>
    public byte[] Save()
    {
        using MemoryStream to = new();
        using BinaryWriter writer = new(to);
        model.Save(writer);
        foreach (var deviation in _deviations)
            writer.Write(deviation);
        writer.Write(_since?.UtcTicks ?? -1);
        writer.Write(_beyond);
        writer.Write(_back);
        writer.Write(_alarm);
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
            HealthWatch watch = new(HealthModel.Load(from));
            for (var s = 0; s < watch._deviations.Length; s++)
                watch._deviations[s] = from.ReadDouble();
            watch._since = from.ReadInt64() is >= 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;
            (watch._beyond, watch._back, watch._alarm) = (from.ReadInt32(), from.ReadInt32(), from.ReadBoolean());
            return watch;
        }
        catch (EndOfStreamException cut)
        {
            throw new InvalidDataException("This state of a health watch is cut off.", cut);
        }
    }
}
