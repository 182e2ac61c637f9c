using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Werkstrom.Kernel.People;

/// <summary>How a program is told that it may not.</summary>
static class Problems
{
    public static Task ChallengeAsync(HttpContext http, TimeSpan? wait = null)
    {
        if (wait is { } pause)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return WriteAsync(http, StatusCodes.Status429TooManyRequests, "Too many wrong tokens",
                "This address sent too many wrong tokens. Mend the token and try again later.");
        }

        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"Werkstrom\"";
        return WriteAsync(http, StatusCodes.Status401Unauthorized, "Not signed in",
            "Send a valid token as 'Authorization: Bearer TOKEN', or sign in.");
    }

    public static Task ForbidAsync(HttpContext http) => WriteAsync(
        http, StatusCodes.Status403Forbidden, "Not allowed",
        http.User.MustChangePassword ? "Change your password first, at /account/password." : $"Your role or token does not allow this.{Needed(http)}");

    // what the address asks for; nothing where it does not say it by a policy
    static string Needed(HttpContext http)
    {
        var policies = http.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).ToList() ?? [];
        var needed = policies.Select(policy => policy switch
        {
            Policies.Read => "It needs the role viewer, or a token with the scope read.",
            Policies.Write or Policies.Operate when policies.Contains(Policies.Read) => "It needs the role operator, or a token with the scopes read,write.",
            Policies.Write or Policies.Operate => "It needs the role operator, or a token with the scope write.",
            Policies.Engineer => "It needs the role engineer, or a token with the scope engineer.",
            Policies.Admin => "It needs the role admin, or a token with the scope admin.",
            Policies.Cooperate => "It needs a role of the house or partner, or a token with the scope read.",
            Policies.Contribute => "It needs a role of the house or partner, or a token with the scope write.",
            Policies.Customer => "It needs a customer who is signed in.",
            Policies.Person => "It needs a person who is signed in; no token will do.",
            _ => "",
        }).LastOrDefault(n => n.Length > 0);
        return needed is null ? "" : $" {needed}";
    }

    public static Task WriteAsync(HttpContext http, int status, string title, string detail)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Problem(detail, statusCode: status, title: title).ExecuteAsync(http);
    }
}
