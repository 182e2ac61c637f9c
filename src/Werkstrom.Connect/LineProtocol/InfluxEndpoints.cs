using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>What clients of InfluxDB ask before they write. Nothing can be queried here.</summary>
static class InfluxEndpoints
{
    /// <summary>The version of InfluxDB whose way of writing this is; clients decide by it.</summary>
    public const string Version = "1.8.10";

    static readonly string[] Probes = ["GET", "HEAD"];
    static readonly string[] Queries = ["GET", "POST"];

    public static void MapInflux(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/ping", Probes, Ping).WithTags("Line protocol").AllowAnonymous()
            .WithSummary("204: lines are taken, as clients of InfluxDB probe");
        routes.MapMethods("/health", Probes, Health).WithTags("Line protocol").AllowAnonymous()
            .WithSummary("Whether lines are taken, in the form of InfluxDB 2");
        routes.MapMethods("/query", Queries, QueryAsync).WithTags("Line protocol").RequireAuthorization(Policies.Write)
            .WithSummary("Accepts the CREATE DATABASE that clients of InfluxDB 1 send before they write").DisableAntiforgery();
    }

    static IResult Ping(HttpContext http)
    {
        http.Response.Headers["X-Influxdb-Version"] = Version;
        http.Response.Headers["X-Influxdb-Build"] = "Werkstrom";
        return http.Request.Query["verbose"] == "true" ? TypedResults.Ok(new VersionView(Version)) : TypedResults.NoContent();
    }

    static IResult Health(HttpContext http)
    {
        http.Response.Headers["X-Influxdb-Version"] = Version;
        return TypedResults.Ok(new HealthView("werkstrom", "ready for writes", "pass", [], Version));
    }

    static async Task<IResult> QueryAsync(HttpContext http, CancellationToken stop)
    {
        http.Response.Headers["X-Influxdb-Version"] = Version;
        var query = http.Request.Query["q"].ToString();
        if (query.Length == 0 && http.Request.HasFormContentType)
            query = (await http.Request.ReadFormAsync(stop))["q"].ToString();
        query = query.Trim();
        if (query.StartsWith("CREATE DATABASE", StringComparison.OrdinalIgnoreCase))
            return TypedResults.Ok(new ResultsView([new(0, null)]));
        if (query.StartsWith("SHOW DATABASES", StringComparison.OrdinalIgnoreCase))
            return TypedResults.Ok(new ResultsView([new(0, [new("databases", ["name"], [["werkstrom"]])])]));
        return TypedResults.Json(
            new ErrorView("Only CREATE DATABASE and SHOW DATABASES are answered here; samples are read at /api/signals."),
            statusCode: StatusCodes.Status400BadRequest);
    }

    sealed record VersionView(string Version);

    sealed record HealthView(string Name, string Message, string Status, string[] Checks, string Version);

    sealed record ErrorView(string Error);

    sealed record ResultsView(ResultView[] Results);

    sealed record ResultView(
        [property: System.Text.Json.Serialization.JsonPropertyName("statement_id")] int StatementId,
        [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
        SeriesView[]? Series);

    sealed record SeriesView(string Name, string[] Columns, string[][] Values);
}
