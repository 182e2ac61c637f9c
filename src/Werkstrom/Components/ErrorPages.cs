using Microsoft.AspNetCore.Http.HttpResults;

namespace Werkstrom.Components;

/// <summary>Errors as pages for people and as ProblemDetails for programs; both come through the same service.</summary>
sealed class ErrorPages : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) =>
        !context.HttpContext.Request.Path.StartsWithSegments("/api")
        && context.HttpContext.Request.Headers.Accept.Any(a => a?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var status = context.ProblemDetails.Status ?? http.Response.StatusCode;
        var page = new RazorComponentResult<ErrorDocument>(new Dictionary<string, object?>
        {
            [nameof(ErrorDocument.Status)] = status,
            [nameof(ErrorDocument.TraceId)] = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier,
        })
        {
            StatusCode = status,
        };
        // a page that failed half-way has used the request's services; the error page gets fresh ones
        http.Response.Headers.Remove("blazor-enhanced-nav"); // a second rendering adds it again, and fails if it is there
        var used = http.RequestServices;
        await using var fresh = used.CreateAsyncScope();
        http.RequestServices = fresh.ServiceProvider;
        try
        {
            await page.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = used;
        }
    }
}
