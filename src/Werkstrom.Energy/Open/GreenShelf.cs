using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Werkstrom.Energy.Open;

/// <summary>An answer as it is sent, to everybody the same.</summary>
/// <param name="Status">200 or 404.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Body">Its bytes.</param>
/// <param name="Tag">Its ETag.</param>
/// <param name="Until">When it is made anew.</param>
sealed record GreenAnswer(int Status, string Type, byte[] Body, string Tag, DateTimeOffset Until);

/// <summary>
/// Keeps what was made for a minute: the pages are the same for everybody, and a page that many ask for is made once. What is known changes at full
/// quarter-hours and at 18:00; a minute later everybody has it.
/// </summary>
sealed class GreenShelf(TimeProvider clock)
{
    /// <summary>How long an answer is given before it is made anew.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromMinutes(1);

    // as many as a large supplier has postal codes, in two languages, all forms
    const int Most = 2_000;

    readonly ConcurrentDictionary<string, Lazy<Task<GreenAnswer>>> _kept = new(StringComparer.Ordinal);

    /// <summary>The answer of a key, made when there is none or it is too old.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="make">Makes status, media type and body.</param>
    public async ValueTask<GreenAnswer> GetAsync(string key, Func<Task<(int Status, string Type, byte[] Body)>> make)
    {
        if (_kept.TryGetValue(key, out var kept) && kept.Value is { IsCompletedSuccessfully: true } done && done.Result.Until > clock.GetUtcNow())
            return done.Result;
        if (kept is not null && kept.Value.IsCompleted)
            _kept.TryRemove(KeyValuePair.Create(key, kept)); // too old, or it failed
        if (_kept.Count >= Most)
            _kept.Clear();
        return await _kept.GetOrAdd(key, _ => new(() => MakeAsync(make))).Value;
    }

    async Task<GreenAnswer> MakeAsync(Func<Task<(int Status, string Type, byte[] Body)>> make)
    {
        var (status, type, body) = await make();
        return Of(status, type, body, clock.GetUtcNow() + Holds);
    }

    /// <summary>An answer with its ETag.</summary>
    public static GreenAnswer Of(int status, string type, byte[] body, DateTimeOffset until) =>
        new(status, type, body, $"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 16))}\"", until);
}
