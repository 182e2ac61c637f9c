using System.Collections.Concurrent;

namespace Werkstrom.Twins.Shells;

/// <summary>
/// The latest states of stored entries, as many as fit. What was not used since it was last looked at goes first. A reader that loaded a state
/// while the writer made a newer one does not put it in.
/// </summary>
sealed class EntryCache(long mostBytes)
{
    const int Stripes = 1024;

    readonly ConcurrentDictionary<(EntryKind, string), Entry> _entries = new();
    readonly Queue<(EntryKind, string)> _turn = new();
    readonly long[] _changes = new long[Stripes];
    readonly Lock _lock = new();
    long _bytes;

    public Entry? Find(EntryKind kind, string id)
    {
        if (!_entries.TryGetValue((kind, id), out var entry))
            return null;
        if (!entry.IsTouched)
            entry.IsTouched = true;
        return entry;
    }

    /// <summary>To be taken before an entry is loaded.</summary>
    public long Ticket(EntryKind kind, string id) => Volatile.Read(ref _changes[Stripe(kind, id)]);

    /// <summary>Puts in what was loaded, unless it was changed since the ticket was taken.</summary>
    public void Loaded(Entry entry, long ticket)
    {
        lock (_lock)
        {
            if (_changes[Stripe(entry.Kind, entry.Id)] == ticket)
                Put(entry);
        }
    }

    /// <summary>Shows a new state to readers.</summary>
    public void Changed(Entry entry)
    {
        lock (_lock)
        {
            _changes[Stripe(entry.Kind, entry.Id)]++;
            Put(entry);
        }
    }

    /// <summary>Forgets what is no longer there.</summary>
    public void Removed(EntryKind kind, string id)
    {
        lock (_lock)
        {
            _changes[Stripe(kind, id)]++;
            Drop((kind, id));
        }
    }

    void Put(Entry entry)
    {
        var key = (entry.Kind, entry.Id);
        if (_entries.TryGetValue(key, out var before))
            _bytes -= before.Size;
        else
            _turn.Enqueue(key);
        _entries[key] = entry;
        _bytes += entry.Size;
        while (_bytes > mostBytes && _turn.TryDequeue(out var oldest))
        {
            if (_entries.TryGetValue(oldest, out var old) && old.IsTouched && _turn.Count > 0)
            {
                old.IsTouched = false;
                _turn.Enqueue(oldest);
            }
            else
            {
                Drop(oldest);
            }
        }
    }

    void Drop((EntryKind, string) key)
    {
        if (_entries.TryRemove(key, out var gone))
            _bytes -= gone.Size;
    }

    static int Stripe(EntryKind kind, string id) => (int)((uint)HashCode.Combine(kind, id) % Stripes);
}
