using System.Net;
using System.Security.Claims;
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

    internal TokenDoor(TokenCache cache, AddressLimit limit, IAudit audit) => (_cache, _limit, _audit) = (cache, limit, audit);

    /// <summary>Asks whether a token opens.</summary>
    /// <param name="token">The token as it was sent; null or empty for none.</param>
    /// <param name="address">Where it came from, or null.</param>
    /// <param name="stop">Ends asking.</param>
    public async ValueTask<TokenPass> EnterAsync(string? token, IPAddress? address, CancellationToken stop)
    {
        if (token is not { Length: > 0 and <= Secret.MaxLength })
            return await WrongAsync(address, stop);
        var hash = SecretHash.Of(token);
        if (_cache.TryGet(hash) is { } known)
            return new(new(known), null, hash);
        if (_limit.IsSpent(address, out var wait))
            return new(null, wait, hash);
        return await _cache.LoadAsync(hash, stop) is { } loaded ? new(new(loaded), null, hash) : await WrongAsync(address, stop);
    }

    /// <summary>Whether a token that opened once still does: not withdrawn, not at its end, its person active.</summary>
    /// <param name="pass">What <see cref="EnterAsync"/> gave.</param>
    /// <param name="stop">Ends asking.</param>
    public async ValueTask<bool> StillHoldsAsync(TokenPass pass, CancellationToken stop) =>
        pass.User is not null && (_cache.TryGet(pass.Hash) ?? await _cache.LoadAsync(pass.Hash, stop)) is not null;

    async ValueTask<TokenPass> WrongAsync(IPAddress? address, CancellationToken stop)
    {
        if (!_limit.TryTake(address, out var wait))
            return new(null, wait, default);
        if (_limit.IsSpent(address, out _))
            await _audit.NoteAsync("token.guessed", "address", address?.ToString() ?? "", null, stop);
        return new(null, null, default);
    }
}

/// <summary>What became of a token at the door.</summary>
public sealed class TokenPass
{
    internal TokenPass(ClaimsPrincipal? user, TimeSpan? wait, SecretHash hash) => (User, Wait, Hash) = (user, wait, hash);

    /// <summary>Who that is; null when the token does not open.</summary>
    public ClaimsPrincipal? User { get; }

    /// <summary>How long the address must wait before another token is looked at; null when it need not.</summary>
    public TimeSpan? Wait { get; }

    internal SecretHash Hash { get; }
}
