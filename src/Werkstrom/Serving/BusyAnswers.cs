using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Werkstrom.Kernel.Data;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Serving;

/// <summary>A Store that cannot answer for a moment is no fault of the program: 503 with the time to ask again, as page or ProblemDetails.</summary>
sealed class BusyAnswers(IProblemDetailsService problems) : IExceptionHandler
{
    static readonly TimeSpan DiskWait = TimeSpan.FromSeconds(30);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        TimeSpan? wait = exception switch
        {
            StoreBusyException busy => busy.RetryAfter,
            StoreFullException => DiskWait,
            _ when FullDisk.Is(exception) => DiskWait,
            _ => null,
        };
        if (wait is not { } retryAfter)
            return false;
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await problems.WriteAsync(new()
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = StatusCodes.Status503ServiceUnavailable, Title = "The Store cannot answer now.", Detail = FullDisk.Is(exception) ? FullDisk.Words : exception.Message },
        });
        return true;
    }
}
