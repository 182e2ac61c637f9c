using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Werkstrom.Kernel.Data;

/// <summary>The few statements that are better written as SQL: bulk inserts, and changes of whole subtrees.</summary>
public static class Sql
{
    // SQLite takes 32,766 parameters a statement and PostgreSQL 65,535; beyond some hundreds nothing is gained
    const int MostParameters = 900;

    /// <summary>Runs a statement; the SQL is a constant of ours, never from a request.</summary>
    internal static async Task<int> ExecuteAsync(
        this DbConnection connection, DbTransaction? transaction, string sql, CancellationToken stop, params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // constants and embedded files of our own assemblies
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            Add(command, name, value);
        return await command.ExecuteNonQueryAsync(stop);
    }

    extension(DbContext db)
    {
        /// <summary>Runs a statement in the context's transaction.</summary>
        internal Task<int> ExecuteAsync(string sql, CancellationToken stop, params (string Name, object? Value)[] parameters) =>
            db.Database.GetDbConnection().ExecuteAsync(db.Database.CurrentTransaction?.GetDbTransaction(), sql, stop, parameters);

        /// <summary>Inserts many rows in the context's transaction, without tracking them.</summary>
        /// <param name="table">A constant of ours.</param>
        /// <param name="columns">Constants of ours.</param>
        /// <param name="rows">A value for each column, as the database keeps it.</param>
        /// <param name="stop">Ends it.</param>
        /// <param name="onConflict">Appended, for example <c> ON CONFLICT DO NOTHING</c>.</param>
        public async Task InsertAsync(
            string table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows, CancellationToken stop, string onConflict = "")
        {
            foreach (var chunk in rows.Chunk(MostParameters / columns.Count))
            {
                var parameters = chunk.SelectMany((row, r) => row.Select((value, c) => (Name(r, c), value))).ToArray();
                await db.ExecuteAsync($"INSERT INTO {table} ({string.Join(", ", columns)}) {Values(columns.Count, chunk.Length)}{onConflict}", stop, parameters);
            }
        }

        /// <summary>Sets columns of many rows in the context's transaction, without tracking them; the first column is the key.</summary>
        internal async Task UpdateAsync(
            string table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows, CancellationToken stop)
        {
            var sets = string.Join(", ", columns.Skip(1).Select((c, i) => $"{c} = v.column{i + 2}"));
            foreach (var chunk in rows.Chunk(MostParameters / columns.Count))
            {
                var parameters = chunk.SelectMany((row, r) => row.Select((value, c) => (Name(r, c), value))).ToArray();
                await db.ExecuteAsync(
                    $"UPDATE {table} SET {sets} FROM ({Values(columns.Count, chunk.Length)}) AS v WHERE {table}.{columns[0]} = v.column1", stop, parameters);
            }
        }

        /// <summary>Takes so many numbers from a counter, in the context's transaction: until that ends, others who take from it wait, so that numbers are in the order of commits.</summary>
        /// <returns>The first of them.</returns>
        public async Task<long> TakeAsync(string counter, int count, CancellationToken stop)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = """
                INSERT INTO kernel_counter (name, value) VALUES (@name, @count)
                ON CONFLICT (name) DO UPDATE SET value = kernel_counter.value + excluded.value RETURNING value
                """;
            Add(command, "name", counter);
            Add(command, "count", (long)count);
            return (long)(await command.ExecuteScalarAsync(stop))! - count + 1;
        }
    }

    static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }

    static string Name(int row, int column) => string.Create(CultureInfo.InvariantCulture, $"p{row}_{column}");

    static string Values(int columns, int rows)
    {
        var text = new StringBuilder("VALUES ");
        for (var r = 0; r < rows; r++)
            text.Append(r == 0 ? "(" : ", (").AppendJoin(", ", Enumerable.Range(0, columns).Select(c => "@" + Name(r, c))).Append(')');
        return text.ToString();
    }
}
