using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Werkstrom.Connect.Missing;

/// <summary>All sources, told apart by who they are and where they send from.</summary>
sealed class SourceBook(
    IDbContextFactory<ConnectDb> databases, SourceSlots slots, TimeProvider time, IOptions<ConnectOptions> options)
{
    readonly ConcurrentDictionary<string, Source> _sources = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<(string Name, IPAddress? Address), Source> _byClient = new();
    readonly Dictionary<string, long> _written = [];

    public IReadOnlyList<Source> All => [.. _sources.Values.OrderByDescending(source => source.LastSeenMillis)];

    /// <summary>The source of a request.</summary>
    public Source Of(HttpContext http) => Of(http.User.Identity?.Name ?? "?", http.Connection.RemoteIpAddress);

    /// <summary>The source of a sender with this name at this address.</summary>
    public Source Of(string name, IPAddress? address) => _byClient.TryGetValue((name, address), out var source) ? source : Enter(name, address);

    /// <summary>The source with a name of its own, for example of an import.</summary>
    public Source Of(string name) => Of(name, "");

    /// <summary>The source with a key, or null.</summary>
    public Source? Find(string key) => _sources.GetValueOrDefault(key);

    /// <summary>Reads the counters of earlier runs.</summary>
    public async Task LoadAsync(CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        foreach (var row in await db.Sources.AsNoTracking().ToListAsync(stop))
            Restore(row);
        foreach (var row in slots.Load())
            Restore(row);
    }

    void Restore(SourceRow row) =>
        _sources.GetOrAdd(row.Key, key => new(key, row.Name, row.Address) { FirstSeen = row.FirstSeen, Slots = slots }).Restore(row);

    /// <summary>Writes the counters that changed since the last time.</summary>
    public async Task SaveAsync(CancellationToken stop)
    {
        List<(Source Source, long Changes)> changed =
            [.. _sources.Values.Select(s => (s, s.Changes)).Where(s => s.Changes != _written.GetValueOrDefault(s.s.Key))];
        if (changed.Count == 0)
            return;
        await using var db = await databases.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        foreach (var (source, _) in changed)
        {
            source.Keep();
            await WriteAsync(db, source, stop);
        }

        await transaction.CommitAsync(stop);
        foreach (var (source, changes) in changed)
            _written[source.Key] = changes;
    }

    // an upsert in the SQL that both engines share; past the change tracker, for counters are not audited
    static Task WriteAsync(ConnectDb db, Source source, CancellationToken stop)
    {
        var (first, last) = (source.FirstSeen.ToUnixTimeMilliseconds(), source.LastSeenMillis);
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO connect_source (id, name, address, first_seen_ms, last_seen_ms, accepted, rejected, late, duplicates, forgotten)
            VALUES ({source.Key}, {source.Name}, {source.Address}, {first}, {last}, {source.Accepted}, {source.Rejected},
              {source.Late}, {source.Duplicates}, {source.Forgotten})
            ON CONFLICT (id) DO UPDATE SET last_seen_ms = excluded.last_seen_ms, accepted = excluded.accepted,
              rejected = excluded.rejected, late = excluded.late, duplicates = excluded.duplicates, forgotten = excluded.forgotten
            """,
            stop);
    }

    Source Enter(string name, IPAddress? address)
    {
        var source = Of(name, address is null ? "" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString());
        if (_byClient.Count < options.Value.MaxSources)
            _byClient.TryAdd((name, address), source);
        return source;
    }

    Source Of(string name, string address)
    {
        var key = Source.KeyOf(name, address);
        if (_sources.TryGetValue(key, out var known))
            return known;
        if (_sources.Count >= options.Value.MaxSources)
            (key, name, address) = ("…", "…", "");
        return _sources.GetOrAdd(key, k => new(k, name, address) { FirstSeen = time.GetUtcNow(), Slots = slots });
    }
}
