using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Index.Pages;
using Werkstrom.Energy.Serve;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Open;

/// <summary>The green index of a postal code for everybody: without log-in, cookie or script, the same for all who ask, kept for a minute.</summary>
static class GreenEndpoints
{
    const string Html = "text/html; charset=utf-8", Json = "application/json; charset=utf-8", Svg = "image/svg+xml";

    // nothing is loaded but the pictures of this server; only the small variant may stand in pages of others
    const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    static readonly string[] Languages = ["de", "en"];

    public static void MapGreen(this IEndpointRouteBuilder routes)
    {
        var green = routes.MapGroup("/green").AllowAnonymous().WithMetadata(new NoCookiesAttribute()).AddEndpointFilter(OpenAsync).WithTags("Green index for everybody");
        green.MapGet("", StartAsync).ExcludeFromDescription();
        green.MapGet("/{code}", PageAsync).ExcludeFromDescription();
        green.MapGet("/{code}/{year:int}.svg", YearAsync).ExcludeFromDescription();
        green.MapGet("/{code}/index.json", IndexAsync).WithName("GetOpenGreenIndex").WithSummary("Green index, light and CO2 of a postal code by the quarter-hour, today and tomorrow as far as known; without a token");
        green.MapGet("/{code}/evcc.json", EvccAsync).WithName("GetOpenGreenForecast").WithSummary("CO2 of a postal code in g/kWh as evcc reads forecasts: start, end, value; without a token");
        green.MapGet("/{code}/{day}/seal.json", SealAsync).WithName("GetOpenIndexSeal").WithSummary("The signed day (JWS, ES256) of the index of a postal code; without a token");
    }

    static ValueTask<object?> OpenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        ((IOptions<OpenOptions>)context.HttpContext.RequestServices.GetService(typeof(IOptions<OpenOptions>))!).Value.Enabled ? next(context) : new(TypedResults.NotFound());

    static async Task StartAsync(HttpContext http, string? plz, GreenShelf shelf, GreenHtml html, GreenReader reader)
    {
        if (plz is not null && IsCode(plz.Trim()))
        {
            http.Response.Redirect($"/green/{plz.Trim()}{(http.Request.Query["lang"] is [{ } lang] && Languages.Contains(lang) ? $"?lang={lang}" : "")}");
            return;
        }

        await WrongAsync(http, shelf, html, reader, plz is null ? 200 : 400);
    }

    static Task WrongAsync(HttpContext http, GreenShelf shelf, GreenHtml html, GreenReader reader, int status)
    {
        var language = Language(http);
        return AnswerAsync(http, shelf, FormattableString.Invariant($"start {language} {status}"), async () => (status, Html, html.Start(language, await reader.RegionsAsync(default), status != 200)));
    }

    static async Task PageAsync(HttpContext http, string code, GreenShelf shelf, GreenHtml html, GreenReader reader)
    {
        var (language, isSmall) = (Language(http), http.Request.Query["embed"] == "1");
        if (!IsCode(code))
            await WrongAsync(http, shelf, html, reader, 404);
        else if (!await reader.IsKnownAsync(code, http.RequestAborted))
            await SendAsync(http, GreenShelf.Of(404, Html, html.Unknown(language, code, isSmall), default), isSmall);
        else
            await AnswerAsync(http, shelf, $"page {language} {isSmall} {code}", async () => (200, Html, html.Page(language, await reader.ReadAsync(code, default), isSmall)), isSmall);
    }

    static Task YearAsync(HttpContext http, string code, int year, GreenShelf shelf, GreenReader reader)
    {
        var isTall = http.Request.Query["tall"] == "1";
        return KnownAsync(http, code, reader.IsNear(new(Math.Clamp(year, 1, 9_998), 1, 1)), shelf, reader, FormattableString.Invariant($"year {code} {year} {isTall}"), async () =>
            (200, Svg, Encoding.UTF8.GetBytes(HeatSvg.Draw(year, await reader.YearAsync(code, year, default), isTall))));
    }

    static Task IndexAsync(HttpContext http, string code, GreenShelf shelf, GreenReader reader) => KnownAsync(http, code, true, shelf, reader, $"index {code}", async () =>
        (200, Json, JsonSerializer.SerializeToUtf8Bytes(GreenView.Of(await reader.ReadAsync(code, default)), ServeAnswer.Json)));

    static Task EvccAsync(HttpContext http, string code, GreenShelf shelf, GreenReader reader) => KnownAsync(http, code, true, shelf, reader, $"evcc {code}", async () =>
        (200, Json, JsonSerializer.SerializeToUtf8Bytes(GreenView.Forecast(await reader.ReadAsync(code, default)), ServeAnswer.Json)));

    static Task SealAsync(HttpContext http, string code, string day, GreenShelf shelf, GreenReader reader)
    {
        var isDay = DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        return KnownAsync(http, code, isDay && reader.IsNear(date), shelf, reader, $"seal {code} {day}", async () => await reader.SealAsync(code, date, default) is { } row
            ? (200, Json, JsonSerializer.SerializeToUtf8Bytes(new { region = row.Region, day, hash = row.Hash, jws = row.Jws, inputs = row.Inputs, keys = "/api/energy/index/keys" }, ServeAnswer.Json)) : Missing);
    }

    static (int, string, byte[]) Missing => (404, Json, "{\"status\":404,\"message\":\"nothing is known of this here\"}"u8.ToArray());

    // only what can be there is kept: nobody fills the shelf with addresses that lead nowhere
    static async Task KnownAsync(HttpContext http, string code, bool isPossible, GreenShelf shelf, GreenReader reader, string key, Func<Task<(int, string, byte[])>> make)
    {
        if (isPossible && IsCode(code) && await reader.IsKnownAsync(code, http.RequestAborted))
            await AnswerAsync(http, shelf, key, make);
        else
            await SendAsync(http, GreenShelf.Of(404, Json, Missing.Item3, default), false);
    }

    static async Task AnswerAsync(HttpContext http, GreenShelf shelf, string key, Func<Task<(int, string, byte[])>> make, bool mayBeFramed = false) =>
        await SendAsync(http, await shelf.GetAsync(key, make), mayBeFramed);

    static async Task SendAsync(HttpContext http, GreenAnswer answer, bool mayBeFramed)
    {
        var headers = http.Response.Headers;
        (headers.ETag, headers.CacheControl, headers.Vary) = (answer.Tag, "public, max-age=60", "Accept-Language");
        headers.ContentSecurityPolicy = Policy + (mayBeFramed ? "*" : "'none'");
        headers.Remove("Content-Language"); // that of the request; the page says its own
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        http.Response.StatusCode = answer.Status;
        if (answer.Status == 200 && http.Request.Headers.IfNoneMatch.Any(h => h is not null && h.Contains(answer.Tag, StringComparison.Ordinal)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        (http.Response.ContentType, http.Response.ContentLength) = (answer.Type, answer.Body.Length);
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }

    static bool IsCode(string code) => code.Length is 4 or 5 && code.All(char.IsAsciiDigit);

    // by the address, else by the browser: no cookie is read
    static string Language(HttpContext http)
    {
        if (http.Request.Query["lang"] is [{ } asked] && Languages.Contains(asked))
            return asked;
        return http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.ToString().Split('-')[0].ToLowerInvariant()).FirstOrDefault(Languages.Contains) ?? "de";
    }
}
