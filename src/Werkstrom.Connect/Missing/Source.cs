namespace Werkstrom.Connect.Missing;

/// <summary>Who sends, and what became of it. Counters are exact in memory, kept after each request, and written to the registry every few seconds.</summary>
sealed class Source(string key, string name, string address)
{
    long _accepted;
    long _rejected;
    long _late;
    long _duplicates;
    long _forgotten;
    long _lastSeen;
    long _changes;

    /// <summary>Name and address, for example <c>gateway-1@10.0.0.7</c>; unique.</summary>
    public string Key { get; } = key;

    /// <summary>Name of the token or person.</summary>
    public string Name { get; } = name;

    /// <summary>Address it sent from; empty for a file or the local socket.</summary>
    public string Address { get; } = address;

    /// <summary>When it was first heard of.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>Where its counters are kept; null for one that only stands for another.</summary>
    public SourceSlots? Slots { get; init; }

    /// <summary>New signals that it may still make.</summary>
    public Allowance NewSignals { get; } = new();

    /// <summary>How many of its requests are read at once.</summary>
    public Turnstile Turnstile { get; } = new();

    /// <summary>Samples stored.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Lines or entries refused.</summary>
    public long Rejected => Volatile.Read(ref _rejected);

    /// <summary>Stored samples that were old when they came.</summary>
    public long Late => Volatile.Read(ref _late);

    /// <summary>Stored samples whose signal had this instant among its last ones already.</summary>
    public long Duplicates => Volatile.Read(ref _duplicates);

    /// <summary>Refused payloads that were not kept or went to make room.</summary>
    public long Forgotten => Volatile.Read(ref _forgotten);

    /// <summary>When it last sent, Unix ms; 0 before the first time.</summary>
    public long LastSeenMillis => Volatile.Read(ref _lastSeen);

    /// <summary>When it last sent; null before the first time.</summary>
    public DateTimeOffset? LastSeen => LastSeenMillis is > 0 and var millis ? DateTimeOffset.FromUnixTimeMilliseconds(millis) : null;

    /// <summary>Rises with every change; tells the writer whether there is something to write.</summary>
    public long Changes => Volatile.Read(ref _changes);

    /// <summary>Notes that samples of this source are durable.</summary>
    public void Accept(long samples, long late, long duplicates, DateTimeOffset now)
    {
        Interlocked.Add(ref _accepted, samples);
        if (late > 0)
            Interlocked.Add(ref _late, late);
        if (duplicates > 0)
            Interlocked.Add(ref _duplicates, duplicates);
        Seen(now);
    }

    /// <summary>Notes that it sent something, good or bad.</summary>
    public void Seen(DateTimeOffset now)
    {
        Volatile.Write(ref _lastSeen, now.ToUnixTimeMilliseconds());
        Interlocked.Increment(ref _changes);
    }

    public void Reject(long count = 1)
    {
        Interlocked.Add(ref _rejected, count);
        Interlocked.Increment(ref _changes);
    }

    public void Forget(long count = 1)
    {
        Interlocked.Add(ref _forgotten, count);
        Interlocked.Increment(ref _changes);
    }

    /// <summary>Keeps the counters: from now on they survive <c>kill -9</c>.</summary>
    public void Keep() => Slots?.Write(this);

    /// <summary>Takes the counters of an earlier run; of two records of it the greater numbers.</summary>
    public void Restore(SourceRow row) =>
        (_accepted, _rejected, _late, _duplicates, _forgotten, _lastSeen) =
        (Math.Max(_accepted, row.Accepted), Math.Max(_rejected, row.Rejected), Math.Max(_late, row.Late), Math.Max(_duplicates, row.Duplicates),
            Math.Max(_forgotten, row.Forgotten), Math.Max(_lastSeen, row.LastSeen.ToUnixTimeMilliseconds()));

    /// <summary>What tells sources apart.</summary>
    public static string KeyOf(string name, string address) => address.Length == 0 ? name : $"{name}@{address}";
}
