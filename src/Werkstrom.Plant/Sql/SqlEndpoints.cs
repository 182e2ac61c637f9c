using System.ComponentModel;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Auditing;
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
        SqlAsk ask, [Description("json (default) or csv")] string? format, SqlQueries queries, IAudit audit, CancellationToken stop)
    {
        var sql = ask.Sql ?? "";
        try
        {
            var answer = await queries.RunAsync(sql, ask.Rows, stop);
            await audit.NoteAsync("sql.run", "sql", Key(sql), new { sql = Cut(sql), rows = answer.Rows.Count }, stop);
            return format == "csv"
                ? TypedResults.File(Encoding.UTF8.GetBytes(Csv(answer)), "text/csv; charset=utf-8", "query.csv")
                : TypedResults.Ok(SqlRows.Of(answer));
        }
        catch (SqlRefusedException refused)
        {
            await audit.NoteAsync("sql.refused", "sql", Key(sql), new { sql = Cut(sql), reason = refused.Message }, stop);
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

    static string Key(string sql) => sql.Length <= 60 ? sql : sql[..60];

    static string Cut(string sql) => sql.Length <= 4_000 ? sql : sql[..4_000];

    static string Csv(SqlAnswer answer)
    {
        StringBuilder text = new();
        text.AppendJoin(',', answer.Columns.Select(c => Quote(c.Name))).Append('\n');
        foreach (var row in answer.Rows)
            text.AppendJoin(',', row.Select(v => Quote(SqlRows.Text(v)))).Append('\n');
        return text.ToString();
    }

    // a cell that a spreadsheet would take for a formula is made text
    static string Quote(string text)
    {
        var isFormula = text.Length > 0 && text[0] is '=' or '@' or '\t' or '\r' || (text.Length > 1 && text[0] is '+' or '-' && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        var plain = isFormula ? "'" + text : text;
        return plain.AsSpan().IndexOfAny(",\"\n\r") < 0 ? plain : $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

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

        public static string Text(object? value) => value switch
        {
            null => "",
            string text => text,
            bool yes => yes ? "true" : "false",
            DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
            TimeOnly time => time.ToString("O", CultureInfo.InvariantCulture),
            byte[] bytes => Convert.ToBase64String(bytes),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

        static object? Plain(object? value) => value switch
        {
            null or bool or string or decimal => value,
            double number => double.IsFinite(number) ? number : null,
            long whole when whole is >= -Exact and <= Exact => whole,
            ulong whole when whole <= Exact => whole,
            _ => Text(value),
        };
    }
}
