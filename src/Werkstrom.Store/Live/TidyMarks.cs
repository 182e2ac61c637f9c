namespace Werkstrom.Store.Live;

/// <summary>
/// The (signal, day) for which a query must pick the last write of each instant, because their samples came out of order, twice,
/// late, or were taken back. A mark is set before its sample can be seen by a query, and is removed only when no query that began
/// before the day was closed is still reading. The same holds for the days that have rows in <c>sample_hot</c>: others need not be
/// looked for there.
/// </summary>
sealed class TidyMarks
{
    readonly Lock _gate = new();
    readonly Dictionary<int, HashSet<int>> _days = [];
    readonly HashSet<(int Signal, int Day)> _unsaved = [];
    readonly HashSet<int> _hot = [];

    /// <summary>A day has, or is about to have, rows in <c>sample_hot</c>.</summary>
    public void AddHot(int day)
    {
        lock (_gate)
            _hot.Add(day);
    }

    /// <summary>False when no running query can see a row of these days (both inclusive) in <c>sample_hot</c>.</summary>
    public bool IsHot(int fromDay, int toDay)
    {
        lock (_gate)
        {
            foreach (var day in _hot)
            {
                if (day >= fromDay && day <= toDay)
                    return true;
            }

            return false;
        }
    }

    /// <summary>Marks a day of a signal.</summary>
    public void Add(int signal, int day, bool isSaved = false)
    {
        lock (_gate)
        {
            if (!_days.TryGetValue(signal, out var days))
                _days[signal] = days = [];
            if (days.Add(day) && !isSaved)
                _unsaved.Add((signal, day));
        }
    }

    /// <summary>True when no day from <paramref name="fromDay"/> to <paramref name="toDay"/> (both inclusive) is marked.</summary>
    public bool IsTidy(int signal, int fromDay, int toDay)
    {
        lock (_gate)
        {
            if (!_days.TryGetValue(signal, out var days))
                return true;
            foreach (var day in days)
            {
                if (day >= fromDay && day <= toDay)
                    return false;
            }

            return true;
        }
    }

    /// <summary>Removes the marks of days that were closed.</summary>
    public void Remove(int fromDay, int toDay)
    {
        lock (_gate)
        {
            _hot.RemoveWhere(day => day >= fromDay && day <= toDay);
            foreach (var (signal, days) in _days.ToArray())
            {
                days.RemoveWhere(day => day >= fromDay && day <= toDay);
                if (days.Count == 0)
                    _days.Remove(signal);
            }
        }
    }

    /// <summary>Marks that are not in the database yet; they come only once.</summary>
    public (int Signal, int Day)[] TakeUnsaved()
    {
        lock (_gate)
        {
            (int, int)[] marks = [.. _unsaved];
            _unsaved.Clear();
            return marks;
        }
    }

    /// <summary>Marks whose saving failed.</summary>
    public void Unsave(IEnumerable<(int Signal, int Day)> marks)
    {
        lock (_gate)
            _unsaved.UnionWith(marks);
    }
}
