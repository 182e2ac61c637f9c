using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;

namespace Werkstrom.Kernel.People;

/// <summary>
/// Valid tokens by hash, so that a request with one costs a hash and a look-up. A revoked one is gone at once in this process
/// and after <see cref="Fresh"/> in another that shares the registry. Bounded: it starts anew when it is full.
/// </summary>
sealed class TokenCache(IDbContextFactory<KernelDb> dbs, TimeProvider time)
{
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);

    const int MaxTokens = 10_000;

    readonly ConcurrentDictionary<TokenKey, Entry> _entries = new();
    long _version;

    /// <summary>Finds a valid token without touching the registry; null when it must be asked.</summary>
    public OpenToken? TryGet(TokenKey key)
    {
        var now = time.GetUtcNow();
        if (!_entries.TryGetValue(key, out var entry) || entry.LoadedAt + Fresh <= now || !entry.Token.IsValid(now))
            return null;
        entry.Use(now);
        return entry.Open;
    }

    /// <summary>Changes when a token was revoked or a person changed.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Asks the registry.</summary>
    public async Task<OpenToken?> LoadAsync(TokenKey key, CancellationToken stop)
    {
        var version = Volatile.Read(ref _version);
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(stop);
        var token = await FindAsync(db, key, stop);
        if (token is null || !token.IsValid(now) || !await OwnerIsActiveAsync(db, token, stop))
        {
            _entries.TryRemove(key, out _);
            return null;
        }

        if (_entries.Count >= MaxTokens)
            _entries.Clear();
        var entry = new Entry(new(token, Identities.Of(token)), now);
        entry.Use(now);
        _entries[key] = entry;
        if (Volatile.Read(ref _version) != version) // something was revoked meanwhile, perhaps this
            _entries.TryRemove(key, out _);
        return entry.Open;
    }

    /// <summary>Forgets all tokens: one was revoked, or a person changed.</summary>
    public void Clear()
    {
        Interlocked.Increment(ref _version);
        _entries.Clear();
    }

    /// <summary>When which token was used since the last call.</summary>
    public IReadOnlyList<(int Id, DateTimeOffset At)> TakeUses() =>
        [.. _entries.Values.Select(e => (e.Token.Id, At: e.TakeUse())).Where(u => u.At is not null).Select(u => (u.Id, u.At!.Value))];

    // of a certificate that was registered again the last one counts; a certificate's row has a key that nobody was told
    static Task<ApiToken?> FindAsync(KernelDb db, TokenKey key, CancellationToken stop)
    {
        var all = db.Set<ApiToken>().AsNoTracking();
        if (key.Certificate is { } certificate)
            return all.Where(t => t.Certificate == certificate).OrderByDescending(t => t.Id).FirstOrDefaultAsync(stop);
        var text = key.Hash.ToString();
        return all.SingleOrDefaultAsync(t => t.Hash == text && t.Certificate == null, stop);
    }

    static async Task<bool> OwnerIsActiveAsync(KernelDb db, ApiToken token, CancellationToken stop) =>
        token.PersonId is not { } id
        || await db.Set<Person>().AnyAsync(p => p.Id == id && p.State == PersonState.Active, stop);

    sealed class Entry(OpenToken open, DateTimeOffset loadedAt)
    {
        long _used;

        public OpenToken Open => open;

        public ApiToken Token => open.Token;

        public DateTimeOffset LoadedAt => loadedAt;

        public void Use(DateTimeOffset now) => Volatile.Write(ref _used, now.ToUnixTimeMilliseconds());

        public DateTimeOffset? TakeUse() =>
            Interlocked.Exchange(ref _used, 0) is var ms and > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
    }
}

/// <summary>What opens: a key by its hash, or a certificate by its text.</summary>
readonly record struct TokenKey(SecretHash Hash, string? Certificate = null);

/// <summary>A token that opens, and who it is.</summary>
sealed record OpenToken(ApiToken Token, ClaimsIdentity Identity);

/// <summary>Keeps what changes a person's rights in memory, so that a session is checked on every request for nothing.</summary>
sealed class PersonCache(IDbContextFactory<KernelDb> dbs, TimeProvider time)
{
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<int, (string Stamp, PersonState State, DateTimeOffset LoadedAt)> _people = new();
    long _version;

    /// <summary>True when a session with this stamp still holds.</summary>
    public async ValueTask<bool> HoldsAsync(int id, string stamp, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (!_people.TryGetValue(id, out var person) || person.LoadedAt + Fresh <= now)
        {
            var version = Volatile.Read(ref _version);
            await using var db = await dbs.CreateDbContextAsync(stop);
            var row = await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, stop);
            if (row is null)
                return false;
            person = (row.Stamp, row.State, now);
            if (Volatile.Read(ref _version) == version)
                _people[id] = person;
        }

        return person.State == PersonState.Active && person.Stamp == stamp;
    }

    public void Clear()
    {
        Interlocked.Increment(ref _version);
        _people.Clear();
    }
}
