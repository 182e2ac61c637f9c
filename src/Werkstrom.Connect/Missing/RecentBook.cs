using System.Collections.Concurrent;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Missing;

/// <summary>The last instants of each signal, whichever way they came, to see which come again. In memory only: a restart forgets them.</summary>
sealed class RecentBook
{
    // 32 MB of instants in all; each signal keeps so many at least and at most
    const int All = 4_194_304;
    const int Least = 16;

    /// <summary>Instants that a signal keeps at most; fewer when there are more than 4,096 signals.</summary>
    public const int Most = 1_024;

    readonly ConcurrentDictionary<int, RecentInstants> _signals = new();

    /// <summary>Instants that a signal may keep now.</summary>
    public int Allowed => Math.Clamp(All / Math.Max(1, _signals.Count), Least, Most);

    public RecentInstants Of(int signal) => _signals.GetOrAdd(signal, _ => new(this));
}

/// <summary>
/// The last instants of a signal. Writers may race for it: it feeds a counter, and a race at worst costs it an instant. What is newer
/// than all before is noted without a search.
/// </summary>
sealed class RecentInstants(RecentBook book)
{
    long[] _ring = [];
    long _newest = long.MinValue;
    int _next;

    /// <summary>Notes an instant.</summary>
    /// <returns>True when it is one of the last.</returns>
    public bool Note(long micros)
    {
        if (micros > _newest)
            _newest = micros;
        else if (_ring.AsSpan().Contains(micros))
            return true;
        var ring = _ring;
        if (_next >= ring.Length)
            ring = Turn(ring);
        var place = _next;
        if ((uint)place < (uint)ring.Length)
            ring[place] = micros;
        _next = place + 1;
        return false;
    }

    // twice as long while that is allowed, else from the start again
    long[] Turn(long[] ring)
    {
        var allowed = book.Allowed;
        if (ring.Length >= allowed)
        {
            _next = 0;
            return ring;
        }

        var longer = new long[Math.Min(allowed, Math.Max(4, ring.Length * 2))];
        Array.Fill(longer, long.MinValue);
        ring.CopyTo(longer, 0);
        _next = ring.Length;
        return _ring = longer;
    }
}

/// <summary>The signals of a batch on its way to disk. Only what became durable is noted: what is sent again after "try again" is no repetition.</summary>
sealed class Repeats
{
    RecentInstants[] _of = new RecentInstants[1_024];
    int _count;

    /// <summary>The signal of the sample that was added to the batch last.</summary>
    public void Add(RecentInstants signal)
    {
        if (_count == _of.Length)
            Array.Resize(ref _of, _count * 2);
        _of[_count++] = signal;
    }

    /// <summary>Notes the samples of a batch that is durable; begins anew.</summary>
    /// <returns>How many came again.</returns>
    public long Settle(SampleBatch batch)
    {
        var repeated = 0L;
        for (var at = 0; at < _count; at++)
        {
            if (_of[at].Note(batch.Instants[at]))
                repeated++;
        }

        Clear();
        return repeated;
    }

    public void Clear() => _count = 0;
}
