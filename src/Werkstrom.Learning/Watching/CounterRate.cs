namespace Werkstrom.Learning.Watching;

/// <summary>Makes the rate of a counter, which a <see cref="SignalWatch"/> can watch, from its readings.</summary>
public sealed class CounterRate
{
    const int Version = 1;
    const double NearlyFull = 0.9;

    // a counter of 16 or 32 bits begins again at 0
    static readonly double[] Sizes = [65_536, 4_294_967_296];

    DateTimeOffset? _at;
    double _reading;

    /// <summary>The rate since the last reading.</summary>
    /// <param name="at">When it was read; a reading not later than the last one is passed over.</param>
    /// <param name="reading">What the counter showed. One that is not finite or below 0 is passed over.</param>
    /// <returns>
    /// In units per second; null with the first reading and where it cannot be known. A counter that was full goes on over its end; one that
    /// fell to less than half was set back, and counts from 0; any other fall is a disturbance, from which it goes on.
    /// </returns>
    public double? Next(DateTimeOffset at, double reading)
    {
        if (!double.IsFinite(reading) || reading < 0 || at <= _at)
            return null;
        var rate = _at is { } before ? Counted(reading) / (at - before).TotalSeconds : null;
        (_at, _reading) = (at, reading);
        return rate;
    }

    /// <summary>The whole state, so that a restart forgets nothing.</summary>
    public byte[] Save() => WatchState.Save('C', Version, to =>
    {
        to.Write(_at?.UtcTicks ?? -1);
        to.Write(_reading);
    });

    /// <summary>Goes on from a saved state.</summary>
    /// <param name="state">What <see cref="Save"/> returned.</param>
    /// <exception cref="InvalidDataException">It is not a state of a counter, of another version, or cut off.</exception>
    public static CounterRate Load(byte[] state)
    {
        CounterRate rate = new();
        WatchState.Load(state, 'C', Version, from =>
        {
            rate._at = from.ReadInt64() is >= 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;
            rate._reading = from.ReadDouble();
        });
        return rate;
    }

    double? Counted(double reading)
    {
        if (reading >= _reading)
            return reading - _reading;
        if (reading >= _reading / 2)
            return null;
        return Sizes.FirstOrDefault(size => _reading >= NearlyFull * size && _reading < size) is > 0 and var full
            ? full - _reading + reading
            : reading;
    }
}
