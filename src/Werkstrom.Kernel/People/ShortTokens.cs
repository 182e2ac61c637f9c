using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Werkstrom.Kernel.People;

/// <summary>
/// Tokens for an hour that stand for a token of the house and may only read: for clients that ask for a JSON Web Token and look at its end (<c>exp</c>).
/// They end with the token behind them. The third part is sealed with the keys of the data folder, so nobody else can make one.
/// </summary>
public sealed class ShortTokens
{
    /// <summary>How long one holds.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>No text that is longer is looked at.</summary>
    internal const int MaxLength = 1_000;

    const string Start = "eyJ"; // how the base64 of a JSON object begins

    readonly IDataProtector _seal;
    readonly TimeProvider _time;

    internal ShortTokens(IDataProtectionProvider keys, TimeProvider time) => (_seal, _time) = (keys.CreateProtector("werkstrom.short-token"), time);

    /// <summary>Makes one for a token that opened.</summary>
    /// <param name="pass">What <see cref="TokenDoor"/> gave; of a key, not of a certificate.</param>
    /// <returns>The text and its end, to the second.</returns>
    /// <exception cref="ArgumentException">The token opens nothing, or may not read.</exception>
    public (string Text, DateTimeOffset Ends) Make(TokenPass pass)
    {
        if (pass.Token is not { } token || pass.Key.Certificate is not null || !token.Scopes.WithImplied().HasFlag(Scopes.Read) || token.AssetId is not null)
            throw new ArgumentException("Only a token with the scope read has short ones.", nameof(pass));
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var ends = Math.Min(now + (long)Life.TotalSeconds, token.ExpiresAt?.ToUnixTimeSeconds() ?? long.MaxValue);
        var text = $"{Part(new { alg = "werkstrom", typ = "JWT" })}.{Part(new { iss = "werkstrom", sub = $"token:{token.Id}", scope = "read", iat = now, exp = ends })}";
        return ($"{text}.{Base64Url.EncodeToString(_seal.Protect(Encoding.UTF8.GetBytes($"{pass.Key.Hash}|{ends}|{text}")))}", DateTimeOffset.FromUnixTimeSeconds(ends));
    }

    /// <summary>Whether a text looks like one.</summary>
    internal static bool IsShort(string text) => text.StartsWith(Start, StringComparison.Ordinal);

    /// <summary>The key behind one; null when it is none of ours or at its end.</summary>
    internal TokenKey? Read(string text)
    {
        var dot = text.LastIndexOf('.');
        if (text.Length > MaxLength || dot < 0)
            return null;
        try
        {
            var parts = Encoding.UTF8.GetString(_seal.Unprotect(Base64Url.DecodeFromChars(text.AsSpan(dot + 1)))).Split('|', 3);
            return parts.Length == 3 && parts[2] == text[..dot] && long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) > _time.GetUtcNow().ToUnixTimeSeconds() ? new(SecretHash.Parse(parts[0])) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    static string Part(object content) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(content));
}
