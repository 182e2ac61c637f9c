namespace Werkstrom.Learning.Watching;

/// <summary>The last 30 values, their mean, scatter and roughness, and the same of the long time before them.</summary>
sealed class RecentSteps
{
    /// <summary>How many values the last ones are.</summary>
    public const int Length = 30;

    const int LongTime = 600;

    readonly double[] _values = new double[Length];
    int _at, _count, _older;
    double _pivot, _sum, _squares, _steps, _newest;
    double _mean, _scatter, _roughness;

    /// <summary>Whether there is something to compare the last values with.</summary>
    public bool Ready => _older >= Length && _count == Length;

    /// <summary>Mean of the last values, and of those before.</summary>
    public (double Now, double Before) Mean => (_pivot + (_sum / Math.Max(1, _count)), _mean);

    /// <summary>Standard deviation of the last values, and what it was on average before.</summary>
    public (double Now, double Before) Scatter => (Math.Sqrt(Variance), _scatter);

    /// <summary>Mean absolute step from value to value among the last, and what it was on average before.</summary>
    public (double Now, double Before) Roughness => (Math.Max(0, _steps) / (Length - 1), _roughness);

    double Variance => _count == 0 ? 0 : Math.Max(0, (_squares - (_sum * _sum / _count)) / _count);

    public void Add(double value)
    {
        if (_count == Length)
            Age();
        else
            _count++;
        _steps += _count > 1 ? Math.Abs(value - _newest) : 0;
        (_values[_at], _newest) = (value, value);
        _sum += value - _pivot;
        _squares += (value - _pivot) * (value - _pivot);
        _at = (_at + 1) % Length;
        if (_at == 0)
            Recount();
    }

    /// <summary>Values before a gap and after it have nothing to say together: the last 30 begin anew.</summary>
    public void Interrupt()
    {
        (_at, _count) = (0, 0);
        (_sum, _squares, _steps) = (0, 0, 0);
    }

    // the oldest value leaves the last 30 and belongs to the long time before, with the scatter and roughness of those that end with now
    void Age()
    {
        var oldest = _values[_at];
        var share = 1.0 / Math.Min(++_older, LongTime);
        _mean += share * (oldest - _mean);
        _scatter += share * (Scatter.Now - _scatter);
        _roughness += share * (Roughness.Now - _roughness);
        _sum -= oldest - _pivot;
        _squares -= (oldest - _pivot) * (oldest - _pivot);
        _steps -= Math.Abs(_values[(_at + 1) % Length] - oldest);
    }

    // sums that only add and subtract gather rounding; every round of the ring they are made anew, about the mean of now
    void Recount()
    {
        _pivot = _values.Sum() / Length;
        (_sum, _squares, _steps) = (0, 0, 0);
        for (var i = 0; i < Length; i++)
        {
            _sum += _values[i] - _pivot;
            _squares += (_values[i] - _pivot) * (_values[i] - _pivot);
            _steps += i > 0 ? Math.Abs(_values[i] - _values[i - 1]) : 0;
        }
    }

    public void Save(BinaryWriter to)
    {
        double[] all = [.. _values, _pivot, _sum, _squares, _steps, _newest, _mean, _scatter, _roughness];
        foreach (var one in all)
            to.Write(one);
        to.Write(_at);
        to.Write(_count);
        to.Write(_older);
    }

    public void Load(BinaryReader from)
    {
        for (var i = 0; i < Length; i++)
            _values[i] = from.ReadDouble();
        (_pivot, _sum, _squares, _steps) = (from.ReadDouble(), from.ReadDouble(), from.ReadDouble(), from.ReadDouble());
        (_newest, _mean, _scatter, _roughness) = (from.ReadDouble(), from.ReadDouble(), from.ReadDouble(), from.ReadDouble());
        (_at, _count, _older) = (from.ReadInt32(), from.ReadInt32(), from.ReadInt32());
    }
}
