using System.Diagnostics.CodeAnalysis;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Condition.Watching;

/// <summary>All signals that are watched, and the file in which what was learned outlives the process: <c>watch/signals</c>.</summary>
/// <param name="folder">In which the file lies.</param>
/// <param name="zone">The clock that people go by.</param>
sealed class WatchBook(string folder, TimeZoneInfo zone)
{
    readonly Lock _gate = new();
    readonly Dictionary<int, WatchedSignal> _signals = [];
    readonly HashSet<int> _untold = [];
    readonly StateFile _file = new(Path.Combine(folder, "signals"), "watch", 2);

    /// <summary>The file.</summary>
    public string File => _file.Path;

    /// <summary>How many.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _signals.Count;
        }
    }

    /// <summary>Finds a signal that is watched. Use it only within <see cref="Do"/>.</summary>
    public bool TryGet(int signal, [NotNullWhen(true)] out WatchedSignal? watched)
    {
        lock (_gate)
            return _signals.TryGetValue(signal, out watched);
    }

    /// <summary>Puts in a signal that was learned. It is not saved before <see cref="Told"/>: after a crash it is learned again, and what it found is not lost.</summary>
    public void Put(int signal, WatchedSignal watched)
    {
        lock (_gate)
        {
            _signals[signal] = watched;
            _untold.Add(signal);
        }
    }

    /// <summary>What was found when signals were learned is on disk now.</summary>
    public void Told(IEnumerable<int> signals)
    {
        lock (_gate)
            _untold.ExceptWith(signals);
    }

    /// <summary>Forgets a signal: it was merged, deleted or is not to be watched any more.</summary>
    public void Forget(int signal)
    {
        lock (_gate)
            _signals.Remove(signal);
    }

    /// <summary>Forgets all: they are learned anew.</summary>
    public void Clear()
    {
        lock (_gate)
            _signals.Clear();
    }

    /// <summary>Does something with the watched signals while nobody else does.</summary>
    public T Do<T>(Func<IReadOnlyDictionary<int, WatchedSignal>, T> what)
    {
        lock (_gate)
            return what(_signals);
    }

    /// <summary>Reads what was saved.</summary>
    /// <returns>Why it cannot be read; null when it could, or nothing was saved. Then signals are learned anew.</returns>
    public string? Load()
    {
        var (read, fault) = _file.Load(Read, []);
        lock (_gate)
        {
            foreach (var (signal, watched) in read)
                _signals[signal] = watched;
        }

        return fault;
    }

    /// <summary>Says up to when what was loaded was kept up to date: what was not overdue then was live.</summary>
    public void Hear(DateTimeOffset savedAt)
    {
        lock (_gate)
        {
            foreach (var watched in _signals.Values)
                watched.Hear(savedAt);
        }
    }

    /// <summary>Saves all whose findings were told.</summary>
    /// <exception cref="IOException">The disk is full or broken; what was saved before stays.</exception>
    public void Save() => _file.Save(Write);

    Dictionary<int, WatchedSignal> Read(BinaryReader from)
    {
        Dictionary<int, WatchedSignal> signals = [];
        for (var left = from.ReadInt32(); left > 0; left--)
            signals[from.ReadInt32()] = WatchedSignal.Load(from, zone);
        return signals;
    }

    void Write(BinaryWriter to)
    {
        lock (_gate)
        {
            var told = _signals.Where(s => !_untold.Contains(s.Key)).ToList();
            to.Write(told.Count);
            foreach (var (signal, watched) in told)
            {
                to.Write(signal);
                watched.Save(to);
            }
        }
    }
}
