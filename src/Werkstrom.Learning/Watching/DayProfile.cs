namespace Werkstrom.Learning.Watching;

/// <summary>
/// What is usual at a time of the day: the median of the values at that time on the last seven days, a slot of ten minutes before and
/// after included; a median, so that one bad day does not become usual. What was there a week ago is usual, too: weekends repeat.
/// </summary>
sealed class DayProfile
{
    const int Slots = 144, Days = 7, Least = 2;
    const long Slot = TimeSpan.TicksPerDay / Slots;

    readonly float[] _means = new float[Slots * Days];
    readonly float[] _near = new float[3 * Days];
    long _slot = -1; // counted from the beginning of time
    double _sum, _median = double.NaN, _weekAgo = double.NaN;
    int _count;

    public DayProfile() => Array.Fill(_means, float.NaN);

    /// <summary>What was usual at this time before, as near to the value as the days and the week allow; NaN where too little is known.</summary>
    /// <param name="at">In ticks, not before the last one.</param>
    /// <param name="interval">The usual time between two values, in ticks: slower signals look further to both sides.</param>
    /// <param name="value">The value that is compared with it, and then added.</param>
    public double Usual(long at, long interval, double value)
    {
        if (at / Slot != _slot)
            Enter(at / Slot, interval);
        _sum += value;
        _count++;
        _means[Cell(_slot)] = (float)(_sum / _count);
        return !double.IsNaN(_median) && Math.Abs(value - _weekAgo) < Math.Abs(value - _median) ? _weekAgo : _median;
    }

    void Enter(long slot, long interval)
    {
        _slot = slot;
        (_sum, _count) = (0, 0);
        _weekAgo = _means[Cell(slot)]; // stands where today's will be written
        _median = Median((int)Math.Clamp((interval + (Slot / 2)) / Slot, 1, Slots / 2));
    }

    static int Cell(long slot) => (int)((slot % Slots * Days) + (slot / Slots % Days));

    double Median(int reach)
    {
        var count = 0;
        for (var near = -reach; near <= reach; near += reach)
        {
            var first = (int)((_slot + near) % Slots) * Days;
            for (var day = 0; day < Days; day++)
            {
                if (_means[first + day] is var mean && !float.IsNaN(mean))
                    _near[count++] = mean;
            }
        }

        if (count < Least)
            return double.NaN;
        var found = _near.AsSpan(0, count);
        found.Sort();
        return (found[(count - 1) / 2] + (double)found[count / 2]) / 2;
    }

    public void Save(BinaryWriter to)
    {
        foreach (var mean in _means)
            to.Write(mean);
        to.Write(_slot);
        to.Write(_sum);
        to.Write(_median);
        to.Write(_weekAgo);
        to.Write(_count);
    }

    public void Load(BinaryReader from)
    {
        for (var i = 0; i < _means.Length; i++)
            _means[i] = from.ReadSingle();
        _slot = from.ReadInt64();
        _sum = from.ReadDouble();
        _median = from.ReadDouble();
        _weekAgo = from.ReadDouble();
        _count = from.ReadInt32();
    }
}
