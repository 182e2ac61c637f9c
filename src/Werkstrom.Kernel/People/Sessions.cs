using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Werkstrom.Kernel.People;

/// <summary>The cookie of people: eight hours after the last request, ended at once when password, role or state change.</summary>
static class Sessions
{
    static readonly string[] Programs = ["/api", "/write", "/query", "/ping", "/health", "/metrics", "/openapi", "/mqtt"];

    public static void Configure(CookieAuthenticationOptions cookie)
    {
        (cookie.Cookie.Name, cookie.Cookie.HttpOnly, cookie.Cookie.SameSite) = ("werkstrom", true, SameSiteMode.Lax);
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (TimeSpan.FromHours(8), true);
        (cookie.LoginPath, cookie.ReturnUrlParameter) = ("/login", "returnUrl");
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        cookie.Events.OnRedirectToLogin = context => IsPage(context.Request)
            ? RedirectAsync(context.HttpContext, context.RedirectUri)
            : Problems.ChallengeAsync(context.HttpContext);
        cookie.Events.OnRedirectToAccessDenied = context => IsPage(context.Request)
            ? RedirectAsync(context.HttpContext, Elsewhere(context.HttpContext))
            : Problems.ForbidAsync(context.HttpContext);
    }

    static string Elsewhere(HttpContext http) =>
        http.User.MustChangePassword ? "/account/password" : http.Request.Path == "/" && Identities.Home(http.User.Role) is { } home ? home : "/denied";

    static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var people = context.HttpContext.RequestServices.GetRequiredService<PersonCache>();
        var holds = context.Principal is { PersonId: { } id, Stamp: { } stamp }
            && await people.HoldsAsync(id, stamp, context.HttpContext.RequestAborted);
        if (holds)
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Schemes.Cookie);
    }

    static Task RedirectAsync(HttpContext http, string address)
    {
        http.Response.Redirect(address);
        return Task.CompletedTask;
    }

    static bool IsPage(HttpRequest request) =>
        request.Headers.Accept.Any(a => a?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true)
        && !Array.Exists(Programs, p => request.Path.StartsWithSegments(p));
}
