using System.Globalization;
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
        http.User.MustChangePassword ? "Change your password first, at /account/password." : "Your role or token does not allow this.");

    public static Task WriteAsync(HttpContext http, int status, string title, string detail)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Problem(detail, statusCode: status, title: title).ExecuteAsync(http);
    }
}
