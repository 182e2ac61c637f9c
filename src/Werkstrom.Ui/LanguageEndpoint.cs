using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Routing;

namespace Werkstrom.Ui;

/// <summary>The language switch: a plain link that sets a cookie and comes back.</summary>
public static class LanguageEndpoint
{
    /// <summary>Name of the cookie that keeps the language.</summary>
    public const string Cookie = "ws-language";

    /// <summary>Maps <c>/language</c>; anonymous, for the log-in page has the switch too.</summary>
    public static void MapLanguage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/language", Switch).AllowAnonymous().ExcludeFromDescription();

    /// <summary>The address of the switch.</summary>
    /// <param name="to">A language of <see cref="UiOptions.Languages"/>.</param>
    /// <param name="back">Where to go then, a path of this host.</param>
    public static string Address(string to, string back) => $"/language?to={to}&back={Uri.EscapeDataString(back)}";

    /// <summary>Where to come back to: the page that is shown, when it was got and not posted.</summary>
    public static string Back(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : http.Request.Path.ToString();

    /// <summary>True for a path of this host: one slash at its start, no second one, no backslash, no control characters.</summary>
    public static bool IsLocal(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);

    internal static RedirectHttpResult Switch(HttpContext http, string? to, string? back)
    {
        if (to is not null && UiOptions.Languages.Contains(to))
        {
            http.Response.Cookies.Append(Cookie, CookieRequestCultureProvider.MakeCookieValue(new(to)), new()
            {
                MaxAge = TimeSpan.FromDays(365),
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                Secure = http.Request.IsHttps,
            });
        }
        return TypedResults.LocalRedirect(IsLocal(back) ? back! : "/");
    }
}
