namespace Werkstrom.Learning.Watching;

/// <summary>
/// What is usual at a time of the day: the median of the values at that time on the last seven days, a slot of ten minutes before and
/// after included; a median, so that one bad day does not become usual. What was there a week ago is usual, too: weekends repeat. Times are
/// those of the clock on the wall; in the week after that was changed, what was usual by the clock as it was before is usual, too.
/// </summary>
sealed class DayProfile
{
    const int Slots = 144, Days = 7, Least = 2;
    const long Slot = TimeSpan.TicksPerDay / Slots;

    readonly float[] _means = new float[Slots * Days];
    readonly float[] _near = new float[3 * Days];
    long _slot = -1; // counted from the beginning of time
    double _sum, _median = double.NaN, _weekAgo = double.NaN, _unchanged = double.NaN;
    int _count;

    public DayProfile() => Array.Fill(_means, float.NaN);

    /// <summary>What was usual at this time before, as near to the value as the days, the week and a change of the clock allow; NaN where too little is known.</summary>
    /// <param name="at">Not before the last one, but for an hour that comes twice.</param>
    /// <param name="interval">The usual time between two values, in ticks: slower signals look further to both sides.</param>
    /// <param name="value">The value that is compared with it, and then added.</param>
    public double Usual(WallTime at, long interval, double value)
    {
        if (at.Now / Slot != _slot)
            Enter(at, interval);
        _sum += value;
        _count++;
        _means[Cell(_slot)] = (float)(_sum / _count);
        return double.IsNaN(_median) ? double.NaN : Nearer(value, Nearer(value, _median, _weekAgo), _unchanged);
    }

    /// <summary>All that was seen was seen by another clock: it is put forward or, below 0, back.</summary>
    /// <param name="by">In ticks; to half a slot.</param>
    public void Turn(long by)
    {
        var slots = (long)Math.Round((double)by / Slot);
        if (_slot < Slots * Days || slots == 0)
            return;
        var seen = _means.ToArray();
        for (var slot = _slot - (Slots * Days) + 1; slot <= _slot; slot++)
            _means[Cell(slot + slots)] = seen[Cell(slot)];
        _slot += slots;
    }

    static double Nearer(double value, double one, double other) => Math.Abs(value - other) < Math.Abs(value - one) ? other : one;

    void Enter(WallTime at, long interval)
    {
        _slot = at.Now / Slot;
        (_sum, _count) = (0, 0);
        var reach = (int)Math.Clamp((interval + (Slot / 2)) / Slot, 1, Slots / 2);
        _weekAgo = _means[Cell(_slot)]; // stands where today's will be written
        _median = Median(_slot, reach, 0);
        _unchanged = at.Days == 0 ? double.NaN : Median(at.Unchanged / Slot, reach, at.Days);
    }

    static int Cell(long slot) => (int)((slot % Slots * Days) + (slot / Slots % Days));

    double Median(long slot, int reach, int since)
    {
        var count = 0;
        for (var near = -reach; near <= reach; near += reach)
        {
            var first = slot + near < _slot ? 0 : 1; // today it has been, or is yet to come
            for (var day = Math.Max(first, since); day < first + Days; day++)
            {
                if (_means[Cell(slot + near + (((2 * Days) - day) * Slots))] is var mean && !float.IsNaN(mean)) // two weeks on is the same cell
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
        to.Write(_unchanged);
        to.Write(_count);
    }

    /// <param name="from">What <see cref="Save"/> wrote.</param>
    /// <param name="isOld">Whether it is of the first version, which knew no clock but UTC.</param>
    public void Load(BinaryReader from, bool isOld)
    {
        for (var i = 0; i < _means.Length; i++)
            _means[i] = from.ReadSingle();
        _slot = from.ReadInt64();
        _sum = from.ReadDouble();
        _median = from.ReadDouble();
        _weekAgo = from.ReadDouble();
        _unchanged = isOld ? double.NaN : from.ReadDouble();
        _count = from.ReadInt32();
    }
}
