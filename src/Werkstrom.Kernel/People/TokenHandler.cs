using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Kernel.People;

/// <summary>
/// Tokens: <c>Authorization: Bearer T</c>, <c>Token T</c>, Basic with the token as password, and on the paths of Influx clients
/// <c>?u=&amp;p=T</c>. A wrong one is 401; from an address with too many wrong ones 429, and then the registry is not asked.
/// </summary>
sealed class TokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder,
    TokenCache cache, [FromKeyedServices(PeopleServices.TokenLimit)] AddressLimit limit, IAudit audit)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    TimeSpan? _wait;

    public static bool Concerns(HttpRequest request) => request.Headers.Authorization.Count > 0 || HasQuery(request);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Read(Request) is not { } text)
            return await WrongAsync();
        var hash = SecretHash.Of(text);
        if (cache.TryGet(hash) is { } known)
            return Right(known);
        if (limit.IsSpent(Context.Connection.RemoteIpAddress, out var wait))
        {
            _wait = wait;
            return AuthenticateResult.Fail("Too many wrong tokens.");
        }

        return await cache.LoadAsync(hash, Context.RequestAborted) is { } loaded ? Right(loaded) : await WrongAsync();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Problems.ChallengeAsync(Context, _wait);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problems.ForbidAsync(Context);

    static AuthenticateResult Right(ClaimsIdentity identity) =>
        AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Schemes.Token));

    async Task<AuthenticateResult> WrongAsync()
    {
        var address = Context.Connection.RemoteIpAddress;
        if (!limit.TryTake(address, out var wait))
            _wait = wait;
        else if (limit.IsSpent(address, out _))
            await audit.NoteAsync("token.guessed", "address", address?.ToString() ?? "", null, Context.RequestAborted);
        return AuthenticateResult.Fail("Unknown, expired or revoked token.");
    }

    static string? Read(HttpRequest request)
    {
        var header = request.Headers.Authorization.Count == 1 ? request.Headers.Authorization[0] : null;
        var text = header is null ? HasQuery(request) ? request.Query["p"].ToString() : null
            : After(header, "Bearer ") ?? After(header, "Token ") ?? (After(header, "Basic ") is { } basic ? Password(basic) : null);
        return text is { Length: > 0 and <= Secret.MaxLength } ? text : null;
    }

    static bool HasQuery(HttpRequest request) =>
        request.Query.ContainsKey("p")
        && (request.Path.Equals("/write") || request.Path.Equals("/query") || request.Path.Equals("/api/v2/write"));

    static string? After(string header, string scheme) =>
        header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;

    static string? Password(string basic)
    {
        Span<byte> bytes = stackalloc byte[512];
        if (!Convert.TryFromBase64String(basic, bytes, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(bytes[..length]);
        return pair.IndexOf(':') is var colon and >= 0 ? pair[(colon + 1)..] : null;
    }
}
