using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.Json;

/// <summary>JSON samples over HTTP. 204 when all is durable; 400 names every refused entry by its index, the rest is durable.</summary>
static class SampleEndpoints
{
    public static void MapSamples(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/samples", WriteAsync).WithTags("Samples").RequireAuthorization(Policies.Write)
            .WithSummary("Stores samples given as JSON: an array of {path, at, value, unit?, quality?}, where at, value and quality may be columns")
            .DisableAntiforgery();

    static async Task<Results<NoContent, ProblemHttpResult>> WriteAsync(
        HttpContext http, SourceBook sources, ReachBook reaches, JsonIntake intake, IOptions<ConnectOptions> options, TimeProvider time, CancellationToken stop)
    {
        var source = sources.Of(http);
        if (!await source.Turnstile.TryEnterAsync(options.Value.RequestsPerSource, options.Value.WaitingPerSource, stop))
            return Problem(http, StatusCodes.Status429TooManyRequests, "Too many requests of this source wait already.", 1);
        try
        {
            source.Seen(time.GetUtcNow());
            await using var body = Bodies.Open(http, options.Value);
            var tally = await intake.ReadAsync(body, new(source, reaches.Of(http.User)), stop);
            if (tally.Refused == 0)
                return TypedResults.NoContent();
            await tally.Letters.WhenKeptAsync().WaitAsync(stop); // senders drop what is answered 400
            return Problem(tally);
        }
        catch (JsonException e)
        {
            return Problem(http, StatusCodes.Status400BadRequest, $"The body is no JSON: {e.Message} What came before may be stored.", null);
        }
        catch (Exception e) when (WriteAnswers.Knows(e) && !stop.IsCancellationRequested)
        {
            return Problem(http, WriteAnswers.StatusOf(e), e.Message, WriteAnswers.RetryAfterOf(e));
        }
        finally
        {
            source.Turnstile.Leave();
        }
    }

    static ProblemHttpResult Problem(HttpContext http, int status, string detail, int? retryAfter)
    {
        if (retryAfter is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return TypedResults.Problem(detail, statusCode: status);
    }

    static ProblemHttpResult Problem(JsonTally tally) => TypedResults.Problem(
        $"{(tally.Refused == 1 ? "1 sample was" : $"{tally.Refused} samples were")} refused, {tally.Stored} {(tally.Stored == 1 ? "is" : "are")} stored.",
        statusCode: StatusCodes.Status400BadRequest,
        title: "Some samples were refused.",
        extensions: new Dictionary<string, object?>
        {
            ["stored"] = tally.Stored,
            ["refused"] = tally.Refused,
            ["errors"] = tally.First.GroupBy(e => e.Place).ToDictionary(e => e.Key, e => e.Select(one => one.Reason.Text).ToArray()),
        });
}
