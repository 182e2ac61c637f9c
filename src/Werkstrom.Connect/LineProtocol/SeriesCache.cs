using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>
/// From the raw bytes of measurement and tags to their signals. Reading takes no lock and allocates nothing; open addressing,
/// linear probing, keyed hash (a sender cannot choose collisions). Full means: begin anew.
/// </summary>
sealed class SeriesCache(IOptions<ConnectOptions> options)
{
    const int FirstSize = 4_096;
    const ulong Multiplier = 0x9E37_79B9_7F4A_7C15; // 2^64 / golden ratio

    static readonly ulong Seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));

    readonly Lock _gate = new();
    SeriesEntry?[] _slots = new SeriesEntry?[FirstSize];
    int _count;
    long _generation;

    /// <summary>Rises when the cache is emptied: entries in hand are stale then.</summary>
    public long Generation => Volatile.Read(ref _generation);

    public int Count => Volatile.Read(ref _count);

    public SeriesEntry? Find(ReadOnlySpan<byte> key)
    {
        var slots = Volatile.Read(ref _slots);
        var hash = Hash(key);
        for (var at = (int)hash & (slots.Length - 1); ; at = (at + 1) & (slots.Length - 1))
        {
            var entry = Volatile.Read(ref slots[at]);
            if (entry is null || (entry.Hash == hash && key.SequenceEqual(entry.Key)))
                return entry;
        }
    }

    public SeriesEntry GetOrAdd(ReadOnlySpan<byte> key)
    {
        lock (_gate)
        {
            if (Find(key) is { } known)
                return known;
            if (_count >= options.Value.CachedSeries)
                Clear();
            if (_count >= _slots.Length / 2)
                Grow();
            SeriesEntry entry = new(key.ToArray(), Hash(key));
            Place(_slots, entry);
            Volatile.Write(ref _count, _count + 1);
            return entry;
        }
    }

    /// <summary>Forgets all series: after a change of the rules, or when it is full.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            Volatile.Write(ref _slots, new SeriesEntry?[FirstSize]);
            Volatile.Write(ref _count, 0);
            Interlocked.Increment(ref _generation);
        }
    }

    void Grow()
    {
        var larger = new SeriesEntry?[_slots.Length * 2];
        foreach (var entry in _slots)
        {
            if (entry is not null)
                Place(larger, entry);
        }

        Volatile.Write(ref _slots, larger);
    }

    static void Place(SeriesEntry?[] slots, SeriesEntry entry)
    {
        var at = (int)entry.Hash & (slots.Length - 1);
        while (slots[at] is not null)
            at = (at + 1) & (slots.Length - 1);
        Volatile.Write(ref slots[at], entry);
    }

    static ulong Hash(ReadOnlySpan<byte> key)
    {
        var hash = Seed ^ ((ulong)key.Length * Multiplier);
        for (; key.Length >= 8; key = key[8..])
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(key));
        var rest = 0UL;
        foreach (var letter in key)
            rest = (rest << 8) | letter;
        return Mix(hash ^ rest ^ Multiplier);
    }

    static ulong Mix(ulong value) => Math.BigMul(value ^ Seed, Multiplier, out var low) ^ low;
}
