using System.Diagnostics.CodeAnalysis;

namespace Werkstrom.Condition.Watching;

/// <summary>All signals that are watched, and the file in which what was learned outlives the process: <c>watch/signals</c>.</summary>
sealed class WatchBook(string folder)
{
    const int Version = 1;
    static readonly byte[] Mark = "WSWATCH"u8.ToArray();

    readonly Lock _gate = new();
    readonly Dictionary<int, WatchedSignal> _signals = [];

    string File => Path.Combine(folder, "signals");

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

    /// <summary>Puts in a signal that was learned.</summary>
    public void Put(int signal, WatchedSignal watched)
    {
        lock (_gate)
            _signals[signal] = watched;
    }

    /// <summary>Forgets a signal: it was merged, deleted or is not to be watched any more.</summary>
    public void Forget(int signal)
    {
        lock (_gate)
            _signals.Remove(signal);
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
        if (!System.IO.File.Exists(File))
            return null;
        try
        {
            using BinaryReader from = new(new BufferedStream(System.IO.File.OpenRead(File), 1 << 16));
            if (!from.ReadBytes(Mark.Length).AsSpan().SequenceEqual(Mark) || from.ReadByte() != Version)
                return "another version, or no such file";
            lock (_gate)
            {
                for (var left = from.ReadInt32(); left > 0; left--)
                    _signals[from.ReadInt32()] = WatchedSignal.Load(from);
            }

            return null;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or IOException)
        {
            lock (_gate)
                _signals.Clear();
            return e.Message;
        }
    }

    /// <summary>Saves all: the file is the former one or the new one, never half of it.</summary>
    public void Save()
    {
        var temporary = File + ".new";
        using (FileStream file = new(temporary, FileMode.Create))
        {
            using (BinaryWriter to = new(new BufferedStream(file, 1 << 16), System.Text.Encoding.UTF8, leaveOpen: true))
                Write(to);
            file.Flush(flushToDisk: true);
        }

        System.IO.File.Move(temporary, File, overwrite: true);
    }

    void Write(BinaryWriter to)
    {
        to.Write(Mark);
        to.Write((byte)Version);
        lock (_gate)
        {
            to.Write(_signals.Count);
            foreach (var (signal, watched) in _signals)
            {
                to.Write(signal);
                watched.Save(to);
            }
        }

        to.Flush();
    }
}
