using Werkstrom.Store.Queries;

namespace Werkstrom.Store.Live;

/// <summary>
/// Learns how often news of one signal comes. It is told, look by look, how far the signal has come; between two looks with news the
/// samples count singly, after a look without any all that came is one arrival (a body with many samples, a buffer that was emptied).
/// The median of the last spacings is the interval, as long as most spacings are like it: a signal that sends when something
/// changes has none. One pause among them, a night or a reconnection, moves nothing.
/// </summary>
sealed class IntervalLearner
{
    /// <summary>How many spacings are kept.</summary>
    public const int Kept = 15;

    /// <summary>From how many on something is learned.</summary>
    public const int Least = 8;

    /// <summary>A spacing is looked at so often at most: what is learned within seconds may be a burst.</summary>
    public const long Thinning = 20_000_000;

    /// <summary>What comes more seldom is to be set by a person: learning it would take days.</summary>
    public const long Longest = 3_900_000_000;

    readonly long[] _spacings = new long[Kept];
    int _taken;
    bool _hasLast;
    long _look;
    long _instant;
    int _count;
    long _keptAt = long.MinValue / 2;

    /// <summary>Takes in news of live samples.</summary>
    /// <param name="now">When they were seen, microseconds since 1970.</param>
    /// <param name="look">Number of the look; the next one has the next number.</param>
    /// <param name="instant">The newest instant, later than the last time.</param>
    /// <param name="count">How many samples there were since the start.</param>
    public void Take(long now, long look, long instant, int count)
    {
        if (_hasLast)
        {
            var news = Math.Max(1, unchecked(count - _count));
            var span = instant - _instant;
            Keep(now, look == _look + 1 ? span / news : span);
        }

        (_hasLast, _look, _instant, _count) = (true, look, instant, count);
    }

    /// <summary>History came: the next spacing would be one from it to live data, hence it is not looked at.</summary>
    public void Skip() => _hasLast = false;

    /// <summary>The interval now, microseconds; <paramref name="before"/> when what is known speaks neither for nor against it.</summary>
    public long? Learned(long? before)
    {
        var count = Math.Min(_taken, Kept);
        if (count < Least)
            return before;
        var sorted = _spacings.AsSpan(0, count).ToArray();
        Array.Sort(sorted);
        var median = sorted[count / 2];
        var alike = sorted.Count(spacing => spacing >= median / 2 && spacing <= median * 2);
        if (alike * 5 >= count * 4 && median <= Longest)
            return Settled(median, before);
        return count == Kept && (alike * 5 < count * 3 || median > Longest) ? null : before;
    }

    void Keep(long now, long spacing)
    {
        if (now - _keptAt < Thinning || spacing <= 0)
            return;
        _spacings[_taken++ % Kept] = spacing;
        if (_taken == 2 * Kept)
            _taken = Kept;
        _keptAt = now;
    }

    // what is shown stays as it is until the signal changes its pace by a fifth
    static long Settled(long median, long? before) =>
        before is { } old && Math.Abs(median - old) * 5 <= old ? old : Round(median);

    /// <summary>A usual length when one is within a twentieth, else two digits.</summary>
    static long Round(long micros)
    {
        foreach (var usual in Usual)
        {
            if (Math.Abs(micros - usual) * 20 <= usual)
                return usual;
        }

        var digit = 1L;
        while (micros / digit >= 100)
            digit *= 10;
        return (micros + (digit / 2)) / digit * digit;
    }

    static readonly long[] Usual =
        [.. new[] { 0.001, 0.01, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600 }.Select(seconds => (long)(seconds * Micros.PerSecond))];
}
