using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;
using Werkstrom.Store.Sql;

namespace Werkstrom.Plant.Sql;

/// <summary>SQL for engineers over the API. Every query is audited, refused ones too.</summary>
static class SqlEndpoints
{
    /// <summary>Maps the endpoint below <c>/api</c>.</summary>
    public static void MapSql(this IEndpointRouteBuilder api) =>
        api.MapPost("/sql", Run).WithTags("SQL").WithName("RunSql").RequireAuthorization(Policies.Engineer)
            .WithSummary("One SELECT over samples, hourly, signals, assets and record_… views, read-only, as JSON or CSV");

    static async Task<Results<Ok<SqlRows>, FileContentHttpResult, ProblemHttpResult>> Run(
        SqlAsk ask, [Description("json (default) or csv")] string? format, SqlDesk desk, CancellationToken stop)
    {
        try
        {
            var answer = await desk.RunAsync(ask.Sql ?? "", ask.Rows, stop);
            return format == "csv"
                ? TypedResults.File(Encoding.UTF8.GetBytes(SqlText.Csv(answer)), "text/csv; charset=utf-8", "query.csv")
                : TypedResults.Ok(SqlRows.Of(answer));
        }
        catch (SqlRefusedException refused)
        {
            return TypedResults.Problem(refused.Message, statusCode: Status(refused.Refusal), title: "The query was not carried out");
        }
    }

    static int Status(SqlRefusal refusal) => refusal switch
    {
        SqlRefusal.Mistake => StatusCodes.Status400BadRequest,
        SqlRefusal.Forbidden => StatusCodes.Status403Forbidden,
        SqlRefusal.Limit => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>A query.</summary>
    /// <param name="Sql">One SELECT.</param>
    /// <param name="Rows">How many rows at most; null for as many as allowed.</param>
    internal sealed record SqlAsk(string? Sql, int? Rows);

    /// <summary>Its answer: instants as ISO 8601 UTC, numbers beyond 2^53 and blobs as text, NaN and infinities as null.</summary>
    internal sealed record SqlRows(IReadOnlyList<SqlColumn> Columns, IReadOnlyList<object?[]> Rows, bool IsCut, double TookMs)
    {
        const long Exact = 9_007_199_254_740_992;

        public static SqlRows Of(SqlAnswer answer) => new(
            answer.Columns, [.. answer.Rows.Select(row => row.Select(Plain).ToArray())], answer.IsCut, answer.Took.TotalMilliseconds);

        static object? Plain(object? value) => value switch
        {
            null or bool or string or decimal => value,
            double number => double.IsFinite(number) ? number : null,
            long whole when whole is >= -Exact and <= Exact => whole,
            ulong whole when whole <= Exact => whole,
            _ => SqlText.Of(value),
        };
    }
}
