using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>
/// Line protocol over HTTP as InfluxDB 1 and 2 take it. Answered 204 when all is durable; 400 names what was refused while the
/// rest is durable. A request that breaks off or fails is never acknowledged, though blocks of it that were already handed over
/// may be stored: sending it again does no harm, for the same instant of the same signal is the same sample.
/// </summary>
static class WriteEndpoints
{
    public static void MapWrite(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/write", WriteAsync).WithTags("Line protocol").RequireAuthorization(Policies.Write)
            .WithSummary("Stores lines of line protocol as InfluxDB 1 takes them");
        routes.MapPost("/api/v2/write", WriteAsync).WithTags("Line protocol").RequireAuthorization(Policies.Write)
            .WithSummary("Stores lines of line protocol as InfluxDB 2 takes them");
    }

    static async Task WriteAsync(HttpContext http)
    {
        var all = http.RequestServices;
        var options = all.GetRequiredService<IOptions<ConnectOptions>>().Value;
        http.Response.Headers["X-Influxdb-Version"] = InfluxEndpoints.Version;
        if (!PrecisionExtensions.TryParse(http.Request.Query["precision"], out var precision))
        {
            await WriteAnswers.InvalidAsync(http, "precision must be one of ns, us, ms, s, m, h");
            return;
        }

        var source = all.GetRequiredService<SourceBook>().Of(http);
        if (!await source.Turnstile.TryEnterAsync(options.RequestsPerSource, options.WaitingPerSource, http.RequestAborted))
        {
            await WriteAnswers.TooManyAsync(http);
            return;
        }

        try
        {
            await ReadAsync(http, source, precision, options, all);
        }
        finally
        {
            source.Turnstile.Leave();
        }
    }

    static async Task ReadAsync(
        HttpContext http, Source source, Precision precision, ConnectOptions options, IServiceProvider all)
    {
        source.Seen(all.GetRequiredService<TimeProvider>().GetUtcNow());
        try
        {
            var intake = all.GetRequiredService<LineIntake>();
            await using var body = Bodies.Open(http, options);
            var reach = all.GetRequiredService<ReachBook>().Of(http.User);
            var tally = await intake.ReadAsync(body, new(source, reach), precision, http.RequestAborted);
            if (tally.Refused > 0)
                await tally.Letters.WhenKeptAsync().WaitAsync(http.RequestAborted); // senders drop what is answered 400
            await WriteAnswers.TallyAsync(http, tally);
        }
        catch (Exception e) when (WriteAnswers.Knows(e) && !http.RequestAborted.IsCancellationRequested)
        {
            await WriteAnswers.FailedAsync(http, e);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // the sender hung up: nobody is there to be answered
        }
    }
}
