namespace Werkstrom.Learning.Watching;

/// <summary>How often values come: the median of the last fifteen intervals, renewed with every fifteenth, and the longest gap.</summary>
sealed class Cadence
{
    const int Length = 15;
    const double LongGap = 3, Forget = 0.9999;
    const int LeastIntervals = 10;

    readonly long[] _intervals = new long[Length];
    int _at, _known;
    double _longest;
    bool _told;

    /// <summary>The usual time between two values, in ticks; 0 before the second.</summary>
    public long Interval { get; private set; }

    /// <summary>The last value's time, in ticks; -1 before the first.</summary>
    public long Last { get; private set; } = -1;

    /// <summary>The longest time between two values, in ticks; older ones count less.</summary>
    public double Longest => _longest;

    /// <summary>Whether there were more than ten usual intervals before the last value.</summary>
    public bool AfterGap { get; private set; }

    /// <summary>Whether a value is later than the last one; then it becomes the last.</summary>
    public bool Next(long at)
    {
        if (at <= Last)
            return false;
        AfterGap = Last >= 0 && Interval > 0 && at - Last > LeastIntervals * Interval;
        if (Last >= 0)
            Add(at - Last);
        (Last, _told) = (at, false);
        return true;
    }

    void Add(long interval)
    {
        _longest = Math.Max(_longest * Forget, interval);
        _intervals[_at] = interval;
        _at = (_at + 1) % Length;
        var full = _known == Length;
        _known = Math.Min(_known + 1, Length);
        if (full && _at != 0)
            return;
        Span<long> sorted = stackalloc long[Length];
        _intervals.AsSpan(0, _known).CopyTo(sorted);
        sorted = sorted[.._known];
        sorted.Sort();
        Interval = sorted[_known / 2];
    }

    /// <summary>How many times the gap that could be expected it has been silent: 1 at three times the longest; 0 once it was told.</summary>
    public double Silence(long now) => _known < Length || _told ? 0 : (now - Last) / Expected;

    /// <summary>From when on a silence is so many times the gap that could be expected, in ticks; null while none can be told.</summary>
    public long? SilentFrom(double score) => _known < Length || _told || Expected <= 0 ? null
        : Last + (long)Math.Min(Math.Ceiling(score * Expected), DateTimeOffset.MaxValue.UtcTicks - Last);

    double Expected => Math.Max(LongGap * _longest, LeastIntervals * (double)Interval);

    /// <summary>This silence has been told.</summary>
    public void Told() => _told = true;

    /// <summary>Says what counts as the longest gap from now on.</summary>
    public void Teach(double longest) => _longest = longest;

    public void Save(BinaryWriter to)
    {
        foreach (var interval in _intervals)
            to.Write(interval);
        to.Write(_at);
        to.Write(_known);
        to.Write(_longest);
        to.Write(_told);
        to.Write(Interval);
        to.Write(Last);
    }

    public void Load(BinaryReader from)
    {
        for (var i = 0; i < Length; i++)
            _intervals[i] = from.ReadInt64();
        (_at, _known, _longest, _told) = (from.ReadInt32(), from.ReadInt32(), from.ReadDouble(), from.ReadBoolean());
        (Interval, Last) = (from.ReadInt64(), from.ReadInt64());
    }
}
