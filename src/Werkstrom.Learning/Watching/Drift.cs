namespace Werkstrom.Learning.Watching;

/// <summary>Deviations that last: two in a row on the same side, the slow drift of the last 200 taken off.</summary>
sealed class Drift
{
    const int LongTime = 200;
    double _mean, _before;
    int _seen;

    /// <summary>The drift of now: what is usual moves by it.</summary>
    public double Mean => _mean;

    /// <summary>The smaller of this deviation and the last; 0 where they are on different sides.</summary>
    public double Lasting(double deviation)
    {
        var now = deviation - _mean;
        var lasting = _before * now > 0 ? Math.Sign(now) * Math.Min(Math.Abs(_before), Math.Abs(now)) : 0;
        _before = now;
        _seen = Math.Min(_seen + 1, LongTime);
        _mean += now / _seen;
        return lasting;
    }

    public void Save(BinaryWriter to)
    {
        to.Write(_mean);
        to.Write(_before);
        to.Write(_seen);
    }

    public void Load(BinaryReader from) => (_mean, _before, _seen) = (from.ReadDouble(), from.ReadDouble(), from.ReadInt32());
}
