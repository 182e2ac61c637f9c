using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Werkstrom.Kernel.People;

namespace Werkstrom.Setup.Access;

/// <summary>
/// Secrets on their way from the form that made them to the page that shows them: loading that page again makes nothing a second time.
/// Kept encrypted, in memory, for minutes, and shown once, to who asked for them.
/// </summary>
sealed class ShownOnce(IDataProtectionProvider provider, TimeProvider time)
{
    // who looks later than that has closed the page
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    readonly IDataProtector _protector = provider.CreateProtector("werkstrom.shown-once");
    readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <summary>Keeps a secret.</summary>
    /// <returns>The word that gets it, once.</returns>
    public string Keep(string secret, ClaimsPrincipal user)
    {
        var now = time.GetUtcNow();
        foreach (var (old, kept) in _kept)
        {
            if (kept.EndsAt <= now)
                _kept.TryRemove(old, out _);
        }

        var word = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _kept[word] = new(_protector.Protect(secret), user.Actor, now + Longest);
        return word;
    }

    /// <summary>The secret of a word; null when it was shown, is too old, or is somebody else's.</summary>
    public string? Take(string word, ClaimsPrincipal user) =>
        _kept.TryGetValue(word, out var kept) && kept.Owner == user.Actor && _kept.TryRemove(word, out kept) && kept.EndsAt > time.GetUtcNow()
            ? _protector.Unprotect(kept.Secret)
            : null;

    sealed record Kept(string Secret, string? Owner, DateTimeOffset EndsAt);
}
