using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Serve;

/// <summary>As the GrünstromIndex (<c>/v2.0/…</c>): for the region of a postal code, from the index that is frozen here. What is not known is left out, never null.</summary>
static class GsiEndpoints
{
    const string Tag = "Energy";

    public static void MapGsi(this IEndpointRouteBuilder routes)
    {
        var gsi = routes.MapGroup("/v2.0").AllowAnonymous().WithTags(Tag); // asked for within
        gsi.MapPost("/auth/requestToken", TokenAsync).WithSummary("As the GrünstromIndex: a token for an hour; appid, or the bearer token, is a token of Werkstrom with the scope read");
        gsi.MapGet("/gsi/prediction", (string? zip, HttpContext http, GsiDesk desk) => desk.AnswerAsync(http, zip, desk.PredictionAsync))
            .WithSummary("As the GrünstromIndex: the frozen index of the region of a postal code (zip), by the hour, from this hour on");
        gsi.MapGet("/gsi/marketdata", (string? zip, HttpContext http, GsiDesk desk) => desk.AnswerAsync(http, zip, desk.MarketAsync)).WithSummary("As the GrünstromIndex: prices of the exchange in the zone of a postal code, by the hour");
        gsi.MapGet("/marketdata", (string? zip, HttpContext http, GsiDesk desk) => desk.AnswerAsync(http, zip, desk.MarketAsync)).WithSummary("As the GrünstromIndex: prices of the exchange in the zone of a postal code, by the hour");
        gsi.MapGet("/gsi/advisor", (string? q, HttpContext http, GsiDesk desk) => desk.AnswerAsync(http, q, desk.AdvisorAsync)).WithSummary("As the GrünstromIndex: CO₂ and advice by the hour for a postal code (q)");
        gsi.MapGet("/gsi/dispatch", (string? zip, HttpContext http, GsiDesk desk) => desk.AnswerAsync(http, zip, desk.DispatchAsync)).WithSummary("As the GrünstromIndex: what the electricity of a postal code is made of");
    }

    /// <summary>As the GrünstromIndex words errors.</summary>
    public static Task RefuseAsync(HttpContext http, Refusal refused, string? zip) =>
        ServeAnswer.WriteAsync(http, new { err = true, message = refused.Message, input = new { zip } }, refused.Status);

    static async Task TokenAsync(HttpContext http, TokenDoor door, ShortTokens tokens, ServeDoor serve)
    {
        if (serve.Count(http) is { } busy)
        {
            await RefuseAsync(http, busy, null);
            return;
        }

        var key = await AppIdAsync(http) ?? Bearer(http);
        if (key is null || key.StartsWith("eyJ", StringComparison.Ordinal)) // a short token has no short ones: it ends
        {
            await RefuseAsync(http, new(StatusCodes.Status401Unauthorized, "Send a token of Werkstrom with the scope read as appid, or as 'Authorization: Bearer TOKEN'."), null);
            return;
        }

        var pass = await door.EnterAsync(key, http.Connection.RemoteIpAddress, http.RequestAborted);
        if (pass.Wait is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            await RefuseAsync(http, new(StatusCodes.Status429TooManyRequests, "Too many wrong tokens came from this address; wait and try again."), null);
        }
        else if (pass.Token is null)
        {
            await RefuseAsync(http, new(StatusCodes.Status401Unauthorized, "The appid is no token of this Werkstrom."), null);
        }
        else if (!pass.Token.Scopes.WithImplied().HasFlag(Scopes.Read) || pass.Token.AssetId is not null)
        {
            await RefuseAsync(http, new(StatusCodes.Status403Forbidden, "The token lacks the scope read."), null);
        }
        else
        {
            var (text, ends) = tokens.Make(pass);
            await ServeAnswer.WriteAsync(http, new { token = text, expires = ends.ToUnixTimeMilliseconds() });
        }
    }

    static async Task<string?> AppIdAsync(HttpContext http)
    {
        if (http.Request.ContentLength is 0 or > 10_000)
            return null;
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            // a client that was not told otherwise sends the id of its maker, which is an address of a chain
            return body.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("appid", out var id) && id.ValueKind == JsonValueKind.String
                && id.GetString() is { Length: > 0 } text && !text.StartsWith("0x", StringComparison.Ordinal) ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? Bearer(HttpContext http) =>
        http.Request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
}
