namespace Werkstrom.Store.Queries;

/// <summary>
/// Thins samples out to the first, last, least and greatest of every pixel column, which draws the same line as all of them
/// (<see href="https://www.vldb.org/pvldb/vol7/p797-jugel.pdf">Jugel et al., M4, VLDB 2014</see>). Samples come in order of time.
/// </summary>
/// <param name="from">The first instant of the chart, microseconds.</param>
/// <param name="to">The first instant after it.</param>
/// <param name="pixels">Columns, 1 or more.</param>
sealed class M4(long from, long to, int pixels) : IFold
{
    readonly List<long> _instants = new(Math.Min(pixels * 4, 65_536));
    readonly List<double> _values = new(Math.Min(pixels * 4, 65_536));
    Figures _in;
    long _end = long.MinValue;

    /// <summary>How many samples went in.</summary>
    public long Taken { get; private set; }

    /// <summary>Takes in one sample.</summary>
    public void Add(long instant, double value)
    {
        if (instant >= _end)
            Move(instant);
        Taken++;
        if (_in.Count++ == 0)
        {
            _in = Figures.Of(instant, value);
            return;
        }

        if (value < _in.Min)
            (_in.Min, _in.MinAt) = (value, instant);
        if (value > _in.Max)
            (_in.Max, _in.MaxAt) = (value, instant);
        (_in.Last, _in.LastAt) = (value, instant);
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<long> instants, ReadOnlySpan<double> values)
    {
        for (int start = 0, end; start < instants.Length; start = end)
        {
            Add(instants[start], values[start]);
            end = instants[^1] < _end ? instants.Length : start + 1;
            while (end < instants.Length && instants[end] < _end)
                end++;
            AddWithin(instants[start..end], values[start..end]);
        }
    }

    /// <summary>Takes in an hour by its four points; the hour counts where each point lies.</summary>
    public void Add(in Figures hour)
    {
        if (hour.Count == 0)
            return;
        var (low, high) = ((hour.MinAt, hour.Min), (hour.MaxAt, hour.Max));
        var (second, third) = hour.MinAt <= hour.MaxAt ? (low, high) : (high, low);
        Add(hour.FirstAt, hour.First);
        if (second.Item1 > hour.FirstAt)
            Add(second.Item1, second.Item2);
        if (third.Item1 > second.Item1)
            Add(third.Item1, third.Item2);
        if (hour.LastAt > third.Item1)
            Add(hour.LastAt, hour.Last);
    }

    /// <summary>Ends the last column and gives what is to be drawn, in stored units.</summary>
    public (long[] Instants, double[] Values) End()
    {
        Close();
        return ([.. _instants], [.. _values]);
    }

    /// <summary>The first instant of a column.</summary>
    public static long StartOf(int pixel, long from, long to, int pixels) =>
        from + (long)((((Int128)(to - from) * pixel) + pixels - 1) / pixels);

    // samples of one column, the first of which is in already
    void AddWithin(ReadOnlySpan<long> instants, ReadOnlySpan<double> values)
    {
        var (min, max, minAt, maxAt) = (_in.Min, _in.Max, -1, -1);
        for (var i = 1; i < values.Length; i++)
        {
            var value = values[i];
            if (value < min)
                (min, minAt) = (value, i);
            if (value > max)
                (max, maxAt) = (value, i);
        }

        if (minAt >= 0)
            (_in.Min, _in.MinAt) = (min, instants[minAt]);
        if (maxAt >= 0)
            (_in.Max, _in.MaxAt) = (max, instants[maxAt]);
        (_in.Last, _in.LastAt) = (values[^1], instants[^1]);
        Taken += values.Length - 1;
    }

    void Move(long instant)
    {
        Close();
        var pixel = (int)((Int128)(instant - from) * pixels / (to - from));
        _end = StartOf(pixel + 1, from, to, pixels);
    }

    void Close()
    {
        if (_in.Count == 0)
            return;
        var lowFirst = _in.MinAt <= _in.MaxAt;
        Put(_in.FirstAt, _in.First);
        Put(lowFirst ? _in.MinAt : _in.MaxAt, lowFirst ? _in.Min : _in.Max);
        Put(lowFirst ? _in.MaxAt : _in.MinAt, lowFirst ? _in.Max : _in.Min);
        Put(_in.LastAt, _in.Last);
        _in = default;
    }

    void Put(long instant, double value)
    {
        if (_instants.Count > 0 && _instants[^1] >= instant)
            return;
        _instants.Add(instant);
        _values.Add(value);
    }
}
