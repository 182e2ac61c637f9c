using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;
using Werkstrom.Ui;

namespace Werkstrom.Setup.Login;

/// <summary>Begins and ends the session of a person.</summary>
static class Session
{
    public static async Task BeginAsync(HttpContext http, Person person)
    {
        await http.SignInAsync(Schemes.Cookie, Identities.Of(person), Identities.Lasting(person, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()));
        KeepDevice(http, person);
        if (person.Language is { } language)
        {
            http.Response.Cookies.Append(LanguageEndpoint.Cookie, CookieRequestCultureProvider.MakeCookieValue(new(language)), new()
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                Secure = http.Request.IsHttps,
            });
        }
    }

    // so that strangers who guess this person's password cannot make this browser wait
    static void KeepDevice(HttpContext http, Person person) =>
        http.Response.Cookies.Append(KnownDevice.Cookie, http.RequestServices.GetRequiredService<KnownDevice>().Mark(person), new()
        {
            MaxAge = KnownDevice.Holds,
            SameSite = SameSiteMode.Strict,
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            IsEssential = true,
            Path = "/login",
        });

    public static void MapLogout(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/logout", LogoutAsync).AllowAnonymous().ExcludeFromDescription();

    static async Task<IResult> LogoutAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return TypedResults.Problem("The form was too old. Load the page again and log out once more.", statusCode: 400);
        await http.SignOutAsync(Schemes.Cookie);
        http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return TypedResults.LocalRedirect("/login");
    }
}
