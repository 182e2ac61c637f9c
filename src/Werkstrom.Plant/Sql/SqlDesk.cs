using Werkstrom.Kernel.Auditing;
using Werkstrom.Store.Sql;

namespace Werkstrom.Plant.Sql;

/// <summary>Runs queries of people and programs; every one is audited, refused ones too.</summary>
sealed class SqlDesk(SqlQueries queries, IAudit audit)
{
    /// <summary>Runs a query.</summary>
    /// <exception cref="SqlRefusedException">It is not allowed, wrong, or was stopped at a limit.</exception>
    public async Task<SqlAnswer> RunAsync(string sql, int? rows, CancellationToken stop)
    {
        try
        {
            var answer = await queries.RunAsync(sql, rows, stop);
            await audit.NoteAsync("sql.run", "sql", Key(sql), new { sql = Cut(sql), rows = answer.Rows.Count }, stop);
            return answer;
        }
        catch (SqlRefusedException refused)
        {
            await audit.NoteAsync("sql.refused", "sql", Key(sql), new { sql = Cut(sql), reason = refused.Message }, stop);
            throw;
        }
    }

    static string Key(string sql) => sql.Length <= 60 ? sql : sql[..60];

    static string Cut(string sql) => sql.Length <= 4_000 ? sql : sql[..4_000];
}
