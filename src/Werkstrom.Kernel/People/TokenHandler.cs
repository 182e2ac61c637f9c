using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Werkstrom.Kernel.People;

/// <summary>
/// Tokens: <c>Authorization: Bearer T</c>, <c>Token T</c>, Basic with the token as password, and on the paths of Influx clients
/// <c>?u=&amp;p=T</c>. A wrong one is 401; from an address with too many wrong ones 429, and then the registry is not asked.
/// </summary>
sealed class TokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder,
    TokenDoor door)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    TimeSpan? _wait;

    public static bool Concerns(HttpRequest request) => request.Headers.Authorization.Count > 0 || HasQuery(request);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var pass = await door.EnterAsync(Read(Request), Context.Connection.RemoteIpAddress, Context.RequestAborted);
        _wait = pass.Wait;
        return pass.User is { } user ? AuthenticateResult.Success(new(user, Schemes.Token))
            : AuthenticateResult.Fail(pass.Wait is null ? "Unknown, expired or revoked token." : "Too many wrong tokens.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Problems.ChallengeAsync(Context, _wait);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problems.ForbidAsync(Context);

    static string? Read(HttpRequest request)
    {
        var header = request.Headers.Authorization.Count == 1 ? request.Headers.Authorization[0] : null;
        var text = header is null ? HasQuery(request) ? request.Query["p"].ToString() : null
            : After(header, "Bearer ") ?? After(header, "Token ") ?? (After(header, "Basic ") is { } basic ? Password(basic) : null);
        return text;
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
