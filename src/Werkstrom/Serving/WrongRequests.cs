using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Werkstrom.Serving;

/// <summary>Says what is wrong with a request that fits no handler: a body that is no JSON of its form, a number that is none, a missing value.</summary>
sealed class WrongRequests(IProblemDetailsService problems) : IExceptionHandler
{
    public static void Configure(IServiceCollection services)
    {
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // or the reason is lost
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => context.ProblemDetails.Detail ??= Hint(context.HttpContext, context.ProblemDetails.Status));
        services.AddExceptionHandler<WrongRequests>();
    }

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException && !IsOfAddress(exception))
            return false;
        var wrong = exception as BadHttpRequestException;
        httpContext.Response.StatusCode = wrong?.StatusCode ?? StatusCodes.Status404NotFound;
        await problems.WriteAsync(new()
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = httpContext.Response.StatusCode, Detail = wrong is null ? null : Said(wrong) },
        });
        return true;
    }

    // a number in the address of a page that is none, or too large: no page is there
    static bool IsOfAddress(Exception exception) =>
        exception is InvalidOperationException && exception.Message.StartsWith("Cannot parse the value ", StringComparison.Ordinal);

    static string Said(BadHttpRequestException wrong) => wrong.InnerException switch
    {
        JsonException { Path: { Length: > 1 } path } => $"The body does not have the form that is documented at /api-docs: {path} is of another kind.",
        JsonException { InnerException: null } form => $"The body does not have the form that is documented at /api-docs{Lacking(form)}",
        JsonException json => $"The body is no JSON (line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}).",
        _ => wrong.Message,
    };

    // "… missing required properties including: 'name', 'city'." is what the reader says
    static string Lacking(JsonException form) => form.Message.IndexOf(": '", StringComparison.Ordinal) is var at && at > 0 && form.Message.Contains("required", StringComparison.Ordinal)
        ? $"; it lacks{form.Message[(at + 1)..]}" : ": an object is wanted, not what was sent.";

    static string? Hint(HttpContext http, int? status) => status switch
    {
        StatusCodes.Status405MethodNotAllowed => $"{http.Request.Method} is not possible here; {http.Response.Headers.Allow} is.",
        StatusCodes.Status415UnsupportedMediaType => $"A body of '{http.Request.ContentType}' is not taken here; JSON needs the header 'content-type: application/json'.",
        _ => null,
    };
}
