namespace Werkstrom.Tariff.Index;

/// <summary>
/// Where a share stands among those of the trailing time, itself with them: <c>round(100 × (lower + equal / 2) / all)</c>, halves up. Over any window
/// in which each is ranked among all, the mean is 50. A Fenwick tree (Fenwick 1994) over millionths: each share costs 60 steps, whatever the window.
/// </summary>
sealed class TrailingRank
{
    const int Size = 1 << 20; // more than millionths

    readonly int[] _tree = new int[Size + 1];
    readonly int[] _window;
    int _next;

    /// <param name="length">Quarter-hours of the window; 365 days are 35,040.</param>
    public TrailingRank(int length) => _window = new int[length];

    /// <summary>A window that begins with what went before, whose positions nobody asks for: one pass over the tree.</summary>
    /// <param name="length">Quarter-hours of the window.</param>
    /// <param name="past">In the order of time; the last of them count.</param>
    public TrailingRank(int length, ReadOnlySpan<int> past)
        : this(length)
    {
        var last = past.Length > length ? past[^length..] : past;
        last.CopyTo(_window);
        (Count, _next) = (last.Length, last.Length % length);
        foreach (var share in last)
            _tree[share + 1]++;
        for (var at = 1; at <= Size; at++)
        {
            if (at + (at & -at) is var above and <= Size)
                _tree[above] += _tree[at];
        }
    }

    /// <summary>How many shares are in the window.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it is full: before, a position is provisional.</summary>
    public bool IsFull => Count == _window.Length;

    /// <summary>Takes the next share and gives its position, 0 to 100.</summary>
    public byte Add(int share)
    {
        if (IsFull)
            Change(_window[_next], -1);
        else
            Count++;
        _window[_next] = share;
        _next = _next + 1 == _window.Length ? 0 : _next + 1;
        Change(share, 1);
        var lower = Below(share);
        var both = (2L * lower) + (Below(share + 1) - lower);
        return (byte)(((100 * both) + Count) / (2L * Count));
    }

    void Change(int share, int by)
    {
        for (var at = share + 1; at <= Size; at += at & -at)
            _tree[at] += by;
    }

    int Below(int share)
    {
        var sum = 0;
        for (var at = share; at > 0; at -= at & -at)
            sum += _tree[at];
        return sum;
    }
}
