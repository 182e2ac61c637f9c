using System.Net;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Kernel.People;

/// <summary>
/// Lets programs in by their token, whatever protocol they speak. Too many wrong tokens from an address, and the registry is not asked
/// for it any more for a while; that is noted in the audit.
/// </summary>
public sealed class TokenDoor
{
    readonly TokenCache _cache;
    readonly AddressLimit _limit;
    readonly IAudit _audit;
    readonly ShortTokens _short;
    readonly TimeProvider _time;

    internal TokenDoor(TokenCache cache, AddressLimit limit, IAudit audit, ShortTokens shortTokens, TimeProvider time) =>
        (_cache, _limit, _audit, _short, _time) = (cache, limit, audit, shortTokens, time);

    /// <summary>Changes in this process when a token was withdrawn or a person changed: time to ask <see cref="StillHoldsAsync"/>.</summary>
    public long Version => _cache.Version;

    /// <summary>Asks whether a token opens.</summary>
    /// <param name="token">The token as it was sent; null or empty for none.</param>
    /// <param name="address">Where it came from, or null.</param>
    /// <param name="stop">Ends asking.</param>
    public async ValueTask<TokenPass> EnterAsync(string? token, IPAddress? address, CancellationToken stop)
    {
        if (token is not null && ShortTokens.IsShort(token))
            return await EnterShortAsync(token, address, stop);
        if (token is not { Length: > 0 and <= Secret.MaxLength })
            return await WrongAsync(address, stop);
        return await EnterAsync([new(SecretHash.Of(token))], null, address, stop);
    }

    /// <summary>Asks whether a certificate opens, of which the device has proven that it has the key. Its times are looked at here.</summary>
    /// <param name="certificate">The certificate of the device.</param>
    /// <param name="isIssued">Whether the authority of the house has issued it: then its common name counts, too.</param>
    /// <param name="address">Where it came from, or null.</param>
    /// <param name="stop">Ends asking.</param>
    public async ValueTask<TokenPass> EnterAsync(X509Certificate2 certificate, bool isIssued, IPAddress? address, CancellationToken stop)
    {
        var now = _time.GetUtcNow();
        DateTimeOffset until = certificate.NotAfter.ToUniversalTime();
        if (now < certificate.NotBefore.ToUniversalTime() || now >= until)
            return await WrongAsync(address, stop);
        List<TokenKey> keys = [new(default, DeviceCertificate.OfFingerprint(certificate))];
        if (isIssued && DeviceCertificate.OfName(certificate) is { } name)
            keys.Add(new(default, name));
        return await EnterAsync(keys, until, address, stop);
    }

    /// <summary>Whether a token that opened once still does: not withdrawn, not at its end, its person active.</summary>
    /// <param name="pass">What entering gave.</param>
    /// <param name="stop">Ends asking.</param>
    public async ValueTask<bool> StillHoldsAsync(TokenPass pass, CancellationToken stop) =>
        pass.User is not null && !(pass.Until <= _time.GetUtcNow()) && (_cache.TryGet(pass.Key) ?? await _cache.LoadAsync(pass.Key, stop)) is not null;

    async ValueTask<TokenPass> EnterAsync(List<TokenKey> keys, DateTimeOffset? until, IPAddress? address, CancellationToken stop)
    {
        foreach (var key in keys)
        {
            if (_cache.TryGet(key) is { } known)
                return new(known, key, until);
        }

        if (_limit.IsSpent(address, out var wait))
            return new(wait);
        foreach (var key in keys)
        {
            if (await _cache.LoadAsync(key, stop) is { } loaded)
                return new(loaded, key, until);
        }

        return await WrongAsync(address, stop);
    }

    async ValueTask<TokenPass> EnterShortAsync(string token, IPAddress? address, CancellationToken stop)
    {
        if (_limit.IsSpent(address, out var wait))
            return new(wait);
        if (_short.Read(token) is not { } key)
            return await WrongAsync(address, stop);
        return (_cache.TryGet(key) ?? await _cache.LoadAsync(key, stop)) is { } open
            ? new(new OpenToken(open.Token, Identities.Reading(open.Token)), key, null)
            : await WrongAsync(address, stop);
    }

    async ValueTask<TokenPass> WrongAsync(IPAddress? address, CancellationToken stop)
    {
        if (!_limit.TryTake(address, out var wait))
            return new(wait);
        if (_limit.IsSpent(address, out _))
            await _audit.NoteAsync("token.guessed", "address", address?.ToString() ?? "", null, stop);
        return new(null);
    }
}

/// <summary>What became of a token at the door.</summary>
public sealed class TokenPass
{
    internal TokenPass(TimeSpan? wait) => Wait = wait;

    internal TokenPass(OpenToken open, TokenKey key, DateTimeOffset? until) => (User, Token, Key, Until) = (new(open.Identity), open.Token, key, until);

    /// <summary>Who that is; null when the token does not open.</summary>
    public ClaimsPrincipal? User { get; }

    /// <summary>How long the address must wait before another token is looked at; null when it need not.</summary>
    public TimeSpan? Wait { get; }

    /// <summary>The token, as it was when it opened; null when it does not.</summary>
    public ApiToken? Token { get; }

    internal TokenKey Key { get; }

    /// <summary>When the certificate ends that opened; null for a key.</summary>
    internal DateTimeOffset? Until { get; }
}
