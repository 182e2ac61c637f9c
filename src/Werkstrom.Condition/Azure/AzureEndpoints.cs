using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Azure;

/// <summary>
/// Speaks the univariate part of the Azure Anomaly Detector, which was retired on 1 October 2026. The key of a client is a token of Werkstrom with the
/// scope read. Nothing is stored.
/// </summary>
static class AzureEndpoints
{
    const long MostBytes = 4_000_000;
    const string Key = "Ocp-Apim-Subscription-Key";

    public static void MapAzure(this IEndpointRouteBuilder routes)
    {
        var series = routes.MapGroup("/anomalydetector/{version}/timeseries").WithTags("Anomaly Detector").AllowAnonymous() // the key is asked for within
            .WithMetadata(new SizeLimit());
        series.MapPost("/entire/detect", (HttpContext http, TokenDoor door, IAuthorizationService rights) => AnswerAsync(http, door, rights, AzureEntireAnswer.Of))
            .WithSummary("As the retired Azure Anomaly Detector: which points of a series of 12 to 8,640 are out; key in Ocp-Apim-Subscription-Key")
            .Accepts<object>("application/json").Produces<AzureEntireAnswer>().Produces<AzureError>(StatusCodes.Status400BadRequest);
        series.MapPost("/last/detect", (HttpContext http, TokenDoor door, IAuthorizationService rights) => AnswerAsync(http, door, rights, AzureLastAnswer.Of))
            .WithSummary("As the retired Azure Anomaly Detector: whether the last point of a series is out, by those before it")
            .Accepts<object>("application/json").Produces<AzureLastAnswer>().Produces<AzureError>(StatusCodes.Status400BadRequest);
        series.MapPost("/changepoint/detect", (HttpContext http, TokenDoor door, IAuthorizationService rights) => AnswerAsync(http, door, rights, AzureChangeAnswer.Of))
            .WithSummary("As the retired Azure Anomaly Detector: where the level of a series changes for good")
            .Accepts<object>("application/json").Produces<AzureChangeAnswer>().Produces<AzureError>(StatusCodes.Status400BadRequest);
    }

    static async Task<IResult> AnswerAsync<T>(HttpContext http, TokenDoor door, IAuthorizationService rights, Func<AzureRequest, T> answer)
    {
        // v1.0, v1.1, v1.1-preview.1: the forms of request and answer are the same
        if (http.Request.RouteValues["version"] is not string version || !(version.StartsWith("v1.0", StringComparison.Ordinal) || version.StartsWith("v1.1", StringComparison.Ordinal)))
            return Results.NotFound();
        if (await RefuseAsync(http, door, rights) is { } refused)
            return refused;
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            return Results.Json(answer(AzureRequest.Read(body.RootElement)));
        }
        catch (JsonException e)
        {
            return Wrong(http, "InvalidJsonFormat", $"The body is no JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine}.");
        }
        catch (AzureException e)
        {
            return Wrong(http, e.Code, e.Message);
        }
        catch (ArgumentException e)
        {
            return Wrong(http, "InvalidModelArgument", e.Message);
        }
    }

    static async Task<IResult?> RefuseAsync(HttpContext http, TokenDoor door, IAuthorizationService rights)
    {
        var user = http.User;
        if (http.Request.Headers[Key].ToString() is { Length: > 0 } key)
        {
            var pass = await door.EnterAsync(key, http.Connection.RemoteIpAddress, http.RequestAborted);
            if (pass.Wait is { } wait)
            {
                http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Denied(StatusCodes.Status429TooManyRequests, "Too many wrong keys came from this address; wait and try again.");
            }

            if (pass.User is null)
                return Denied(StatusCodes.Status401Unauthorized, "The key is not known: send a token of Werkstrom with the scope read as Ocp-Apim-Subscription-Key.");
            user = pass.User;
        }

        if ((await rights.AuthorizeAsync(user, Policies.Read)).Succeeded)
            return null;
        return user.Identity?.IsAuthenticated == true
            ? Denied(StatusCodes.Status403Forbidden, "The token lacks the scope read.")
            : Denied(StatusCodes.Status401Unauthorized, "A key is missing: send a token of Werkstrom with the scope read as Ocp-Apim-Subscription-Key.");
    }

    // as the gateway before the service worded it
    static IResult Denied(int status, string message) =>
        Results.Json(new { error = new AzureError(status.ToString(System.Globalization.CultureInfo.InvariantCulture), message) }, statusCode: status);

    static IResult Wrong(HttpContext http, string code, string message)
    {
        http.Response.Headers["x-ms-error-code"] = code;
        return Results.Json(new AzureError(code, message), statusCode: StatusCodes.Status400BadRequest);
    }

    sealed class SizeLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MostBytes;
    }
}
