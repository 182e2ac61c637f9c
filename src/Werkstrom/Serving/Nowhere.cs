using Microsoft.AspNetCore.Routing.Template;

namespace Werkstrom.Serving;

/// <summary>
/// An address that is not there is answered 404 whatever the method. Routing takes every address for one of a file, which can only be got, and would
/// answer 405.
/// </summary>
sealed class Nowhere(RequestDelegate next, EndpointDataSource endpoints)
{
    /// <summary>The pattern of files, which any address fits.</summary>
    const string Files = "{**path:file}";

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is { } found and not RouteEndpoint && !IsThere(http.Request.Path))
            http.SetEndpoint(null);
        return next(http);
    }

    bool IsThere(PathString path) => endpoints.Endpoints.OfType<RouteEndpoint>().Any(
        known => known.RoutePattern.RawText != Files && new TemplateMatcher(new(known.RoutePattern), []).TryMatch(path, []));
}
