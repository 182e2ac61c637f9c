using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Werkstrom.Kernel.People;

/// <summary>
/// Keeps other sites from acting with a person's cookie: a changing request that a cookie signs in must come from our own
/// pages. The browser says so in Sec-Fetch-Site or, on plain http, in Origin; without either a valid antiforgery header is
/// needed. Forms bring their antiforgery field, which the framework checks.
/// </summary>
sealed class SameOrigin(RequestDelegate next, IAntiforgery antiforgery)
{
    const string AntiforgeryHeader = "RequestVerificationToken";

    const string Refused =
        "A changing request with a cookie must come from Werkstrom's own pages or carry an antiforgery header. Programs use a token.";

    public async Task InvokeAsync(HttpContext http)
    {
        if (IsSafe(http.Request.Method) || http.User.Identity?.AuthenticationType != Schemes.Cookie || await ComesFromUsAsync(http))
            await next(http);
        else
            await Problems.WriteAsync(http, StatusCodes.Status403Forbidden, "From another site", Refused);
    }

    async Task<bool> ComesFromUsAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        if (headers["Sec-Fetch-Site"] is [{ } site])
            return site is "same-origin" or "none";
        if (headers.Origin is [{ } origin])
            return IsOurs(origin, http.Request.Host);
        return http.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true }
            || ((headers.ContainsKey(AntiforgeryHeader) || http.Request.HasFormContentType) && await antiforgery.IsRequestValidAsync(http));
    }

    static bool IsOurs(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase);

    static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
