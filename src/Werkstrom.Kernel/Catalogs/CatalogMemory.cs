using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Werkstrom.Kernel.Catalogs;

/// <summary>An entry that is found by number and by path.</summary>
interface ICatalogEntry
{
    int Id { get; }

    string Path { get; }
}

/// <summary>
/// The entries of a catalog in memory. Reads take no lock; one writer at a time (who holds the <see cref="CatalogGate"/>).
/// Numbers are dense, so they index an array; that array only grows by doubling, so a burst of new entries stays cheap.
/// </summary>
sealed class CatalogMemory<T> where T : class, ICatalogEntry
{
    readonly ConcurrentDictionary<string, int> _paths = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, int> _aliases = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<int, int> _merged = new();
    T?[] _byId = new T?[256];
    Sorted? _sorted;
    long _version;

    public long Version => Volatile.Read(ref _version);

    public int Count { get; private set; }

    /// <summary>All entries in the order of their paths, a parent before its children.</summary>
    public T[] All
    {
        get
        {
            var version = Version;
            if (Volatile.Read(ref _sorted) is { } sorted && sorted.Version == version)
                return sorted.Entries;
            var entries = _paths.ToArray().Select(p => (Key: p.Key.Replace('/', '\u0001'), Entry: Direct(p.Value)))
                .Where(p => p.Entry is not null)
                .OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Entry!).ToArray();
            Volatile.Write(ref _sorted, new Sorted(version, entries));
            return entries;
        }
    }

    public bool TryGet(int id, [NotNullWhen(true)] out T? entry)
    {
        entry = Direct(id);
        while (entry is null && _merged.TryGetValue(id, out id))
            entry = Direct(id);
        return entry is not null;
    }

    public bool TryGet(ReadOnlySpan<char> path, [NotNullWhen(true)] out T? entry)
    {
        Span<char> folded = stackalloc char[PathText.MaxPath];
        entry = null;
        return PathText.TryFold(path, folded, out var length) && TryGetFolded(folded[..length], out entry);
    }

    public bool TryGetFolded(ReadOnlySpan<char> folded, [NotNullWhen(true)] out T? entry)
    {
        entry = null;
        return (_paths.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded, out var id)
            || _aliases.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded, out id)) && TryGet(id, out entry);
    }

    /// <summary>True when a path, folded, is in use by an entry itself, not by an alias.</summary>
    public bool TryGetLive(string folded, [NotNullWhen(true)] out T? entry)
    {
        entry = _paths.TryGetValue(folded, out var id) ? Direct(id) : null;
        return entry is not null;
    }

    /// <summary>The entry that a former path, folded, leads to.</summary>
    public bool TryGetAlias(string folded, [NotNullWhen(true)] out T? entry)
    {
        entry = null;
        return _aliases.TryGetValue(folded, out var id) && TryGet(id, out entry);
    }

    public IReadOnlyList<string> AliasesOf(int id) =>
        [.. _aliases.Where(a => TryGet(a.Value, out var entry) && entry.Id == id).Select(a => a.Key).Order(StringComparer.Ordinal)];

    public void Put(T entry)
    {
        if (entry.Id >= _byId.Length)
        {
            var grown = new T?[Math.Max(entry.Id + 1, _byId.Length * 2)];
            _byId.CopyTo(grown, 0);
            Volatile.Write(ref _byId, grown);
        }

        var before = _byId[entry.Id];
        Volatile.Write(ref _byId[entry.Id], entry);
        var folded = PathText.Fold(entry.Path);
        _paths[folded] = entry.Id;
        Count += before is null ? 1 : 0;
        if (before is not null && PathText.Fold(before.Path) is var old && old != folded)
            _paths.TryRemove(KeyValuePair.Create(old, entry.Id));
    }

    public void Remove(T entry)
    {
        _paths.TryRemove(KeyValuePair.Create(PathText.Fold(entry.Path), entry.Id));
        Volatile.Write(ref _byId[entry.Id], null);
        Count--;
    }

    public void PutAlias(string folded, int id) => _aliases[folded] = id;

    public void RemoveAlias(string folded) => _aliases.TryRemove(folded, out _);

    public void PutMerged(int from, int into) => _merged[from] = into;

    /// <summary>Makes the changes since the last call visible to whoever compares versions.</summary>
    public void Changed() => Interlocked.Increment(ref _version);

    T? Direct(int id)
    {
        var byId = Volatile.Read(ref _byId);
        return (uint)id < (uint)byId.Length ? Volatile.Read(ref byId[id]) : null;
    }

    sealed record Sorted(long Version, T[] Entries);
}
