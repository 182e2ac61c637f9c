namespace Werkstrom.Store.Closing;

/// <summary>
/// Which days are closed, and what waits of each day in <c>sample_hot</c> and <c>sample_late</c>. The committer asks it where a sample
/// belongs; it and the closer keep it true. A day that is being closed counts as closed, so that what comes meanwhile is late.
/// </summary>
sealed class DayBook
{
    readonly Lock _gate = new();
    readonly HashSet<int> _closed = [];
    readonly Dictionary<int, DayLoad> _hot = [];
    readonly Dictionary<int, DayLoad> _late = [];
    int _lastClosed = int.MinValue;

    /// <summary>From this day on no day is closed.</summary>
    public int OpenFrom
    {
        get
        {
            lock (_gate)
                return _lastClosed == int.MinValue ? int.MinValue : _lastClosed + 1;
        }
    }

    /// <summary>How many days are closed.</summary>
    public int ClosedCount
    {
        get
        {
            lock (_gate)
                return _closed.Count;
        }
    }

    /// <summary>True when a sample of this day is late.</summary>
    public bool IsClosed(int day)
    {
        lock (_gate)
            return _closed.Contains(day);
    }

    /// <summary>Marks days as closed, or being closed.</summary>
    public void Close(int day)
    {
        lock (_gate)
        {
            _closed.Add(day);
            _lastClosed = Math.Max(_lastClosed, day);
        }
    }

    /// <summary>A closing failed: the day is open again.</summary>
    public void Reopen(int day)
    {
        lock (_gate)
        {
            _closed.Remove(day);
            _lastClosed = _closed.Count == 0 ? int.MinValue : _closed.Max();
        }
    }

    /// <summary>Samples of a day were committed.</summary>
    public void Add(int day, bool isLate, long samples, DateTimeOffset now)
    {
        lock (_gate)
        {
            var book = isLate ? _late : _hot;
            var load = book.GetValueOrDefault(day, new DayLoad(0, now, now));
            book[day] = load with { Samples = load.Samples + samples, LastAt = now };
        }
    }

    /// <summary>A day is rewritten: what waits of it is taken out of the books, and returned so that it can be put back.</summary>
    public (DayLoad? Hot, DayLoad? Late) Settle(int day)
    {
        lock (_gate)
        {
            DayLoad? hot = _hot.Remove(day, out var h) ? h : null;
            return (hot, _late.Remove(day, out var l) ? l : null);
        }
    }

    /// <summary>The rewriting failed: what waited still does.</summary>
    public void Unsettle(int day, (DayLoad? Hot, DayLoad? Late) waiting)
    {
        lock (_gate)
        {
            PutBack(_hot, day, waiting.Hot);
            PutBack(_late, day, waiting.Late);
        }
    }

    /// <summary>True when something waits of a day between two days, both inclusive.</summary>
    public bool Waits(int fromDay, int toDay)
    {
        lock (_gate)
            return _hot.Keys.Concat(_late.Keys).Any(day => day >= fromDay && day <= toDay);
    }

    /// <summary>What waits in <c>sample_hot</c> by day.</summary>
    public (int Day, DayLoad Load)[] Hot()
    {
        lock (_gate)
            return [.. _hot.Select(h => (h.Key, h.Value)).OrderBy(h => h.Key)];
    }

    /// <summary>What waits in <c>sample_late</c> by day.</summary>
    public (int Day, DayLoad Load)[] Late()
    {
        lock (_gate)
            return [.. _late.Select(h => (h.Key, h.Value)).OrderBy(h => h.Key)];
    }

    static void PutBack(Dictionary<int, DayLoad> book, int day, DayLoad? waiting)
    {
        if (waiting is { } load)
            book[day] = book.TryGetValue(day, out var since) ? load with { Samples = load.Samples + since.Samples, LastAt = since.LastAt } : load;
    }
}

/// <summary>Samples of a day that wait for closing.</summary>
/// <param name="Samples">How many.</param>
/// <param name="FirstAt">When the first came.</param>
/// <param name="LastAt">When the last came.</param>
readonly record struct DayLoad(long Samples, DateTimeOffset FirstAt, DateTimeOffset LastAt);
