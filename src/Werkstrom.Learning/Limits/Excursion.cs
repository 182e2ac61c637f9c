namespace Werkstrom.Learning.Limits;

/// <summary>How far a value has risen above its least within a window that moves with time; falls are rises of the negative.</summary>
/// <remarks>The window is kept as at most 60 parts, of each its least value: it is exact to a sixtieth, and needs no more than a kilobyte.</remarks>
sealed class Excursion(TimeSpan window)
{
    const int Parts = 60;
    readonly long _part = Math.Max(1, window.Ticks / Parts);
    readonly List<(long At, double Least)> _parts = [];

    /// <summary>The rise to a value from the least of the window before it, 0 or more.</summary>
    public double Rise(long at, double value)
    {
        var old = _parts.FindIndex(p => p.At >= at - window.Ticks);
        _parts.RemoveRange(0, old < 0 ? _parts.Count : old);
        if (_parts.Count > 0 && at - _parts[^1].At < _part)
            _parts[^1] = (_parts[^1].At, Math.Min(_parts[^1].Least, value));
        else
            _parts.Add((at, value));
        return value - _parts.Min(p => p.Least);
    }

    public void Save(BinaryWriter to)
    {
        to.Write(_parts.Count);
        foreach (var (at, least) in _parts)
        {
            to.Write(at);
            to.Write(least);
        }
    }

    public void Load(BinaryReader from)
    {
        for (var left = from.ReadInt32(); left > 0; left--)
            _parts.Add((from.ReadInt64(), from.ReadDouble()));
    }
}
