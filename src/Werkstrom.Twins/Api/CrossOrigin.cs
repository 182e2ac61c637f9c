using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Werkstrom.Twins.Api;

/// <summary>Lets pages of other sites that the setting names read the API. They bring a token: cookies are never taken from them.</summary>
sealed class CrossOrigin(TwinsOptions options)
{
    readonly HashSet<string> _origins = new(options.CorsOrigins.Select(o => o.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds what the browser asks for; true when it only asked and has its answer.</summary>
    public bool Answers(HttpContext http)
    {
        if (http.Request.Headers.Origin is not [{ } origin] || !(_origins.Contains("*") || _origins.Contains(origin)))
            return false;
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.Vary = StringValues.Concat(headers.Vary, "Origin");
        headers.AccessControlExposeHeaders = "ETag, Location, X-FileName";
        if (!HttpMethods.IsOptions(http.Request.Method))
            return false;
        headers.AccessControlAllowMethods = "GET, HEAD, POST, PUT, PATCH, DELETE";
        // some web interfaces let their users add headers
        headers.AccessControlAllowHeaders = http.Request.Headers.AccessControlRequestHeaders is { Count: > 0 } asked ? asked : "Authorization, Content-Type, If-Match, If-None-Match, Accept";
        headers.AccessControlMaxAge = "600";
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
