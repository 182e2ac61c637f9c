using Werkstrom.Kernel.Records;
using Werkstrom.Store.Duck;
using Werkstrom.Store.Queries;

namespace Werkstrom.Store.Records;

/// <summary>The tables <c>record</c> and <c>record_history</c>.</summary>
static class RecordTable
{
    public const string Columns =
        "id, type, revision, asset_id, starts, ends, origin, recorded_at, author, is_withdrawn, fields";

    /// <summary>Writes rows as they hold now.</summary>
    public static void Insert(DuckConnection connection, IEnumerable<RecordRow> rows, RecordTypes types)
    {
        using var statement = connection.Prepare(
            $"INSERT INTO record ({Columns}, type_version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
        foreach (var row in rows)
        {
            var version = types.TryGet(row.Type, out var type) ? type.Version : 0;
            using var result = statement.BindAll([
                row.Id, row.Type, row.Revision, row.AssetId, row.At, row.Until, row.Origin, row.RecordedAt, row.Author,
                row.IsWithdrawn, RecordValues.Write(row.Values), version]).Execute();
        }
    }

    /// <summary>Moves the rows that hold now to the history; their successors are to be written in the same transaction.</summary>
    public static void Retire(DuckConnection connection, long id)
    {
        connection.Execute("INSERT INTO record_history SELECT * FROM record WHERE id = $1", id);
        connection.Execute("DELETE FROM record WHERE id = $1", id);
    }

    /// <summary>Reads rows.</summary>
    public static List<RecordRow> Read(DuckConnection connection, RecordTypes types, string sql, params ReadOnlySpan<object?> values)
    {
        List<RecordRow> rows = [];
        using var result = connection.Query(sql, values);
        while (result.Next() is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.Count; row++)
                    rows.Add(Row(chunk, row, types));
            }
        }

        return rows;
    }

    static RecordRow Row(DuckChunk chunk, int row, RecordTypes types)
    {
        var type = chunk.Text(1, row)!;
        return new(
            chunk.Int64(0)[row], type, chunk.Int32(2)[row], chunk.IsNull(3, row) ? null : chunk.Int32(3)[row],
            Micros.ToInstant(chunk.Timestamps(4)[row]), chunk.IsNull(5, row) ? null : Micros.ToInstant(chunk.Timestamps(5)[row]),
            chunk.Text(6, row)!, Micros.ToInstant(chunk.Timestamps(7)[row]), chunk.Text(8, row)!, chunk.Booleans(9)[row],
            RecordValues.Read(chunk.Text(10, row)!, types.TryGet(type, out var known) ? known : null));
    }
}
