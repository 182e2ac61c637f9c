using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;
using Werkstrom.Store.Sql;

namespace Werkstrom.Plant.Sql;

/// <summary>The file that the page for SQL offers: a form sends the query, so that it works without script.</summary>
static class SqlPageEndpoints
{
    /// <summary>Maps <c>/figures/sql/csv</c>.</summary>
    public static void MapSqlPage(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/figures/sql/csv", Csv).RequireAuthorization(Policies.Engineer).ExcludeFromDescription();

    static async Task<Results<FileContentHttpResult, RedirectHttpResult>> Csv([FromForm] string? sql, SqlDesk desk, CancellationToken stop)
    {
        try
        {
            var answer = await desk.RunAsync(sql ?? "", null, stop);
            return TypedResults.File(Encoding.UTF8.GetBytes(SqlText.Csv(answer)), "text/csv; charset=utf-8", "query.csv");
        }
        catch (SqlRefusedException)
        {
            // the page says why
            return TypedResults.Redirect("/figures/sql" + QueryString.Create("sql", sql ?? ""));
        }
    }
}
