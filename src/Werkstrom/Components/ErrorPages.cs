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
        await page.ExecuteAsync(http);
    }
}
