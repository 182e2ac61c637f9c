using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Kernel.Auditing;

/// <summary>Writes audit rows on a connection, in its transaction.</summary>
static class AuditWriter
{
    const string Insert = """
        INSERT INTO kernel_audit (id, at_ms, actor, actor_name, address, action, entity, entity_key, before_json, after_json)
        VALUES (@id, @at, @actor, @name, @address, @action, @entity, @key, @before, @after)
        """;

    public static async Task WriteAsync(
        DbConnection connection, DbTransaction? transaction, IEnumerable<AuditRow> rows, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (Insert, transaction);
        foreach (var row in rows)
        {
            Fill(command, row);
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    public static void Write(DbConnection connection, DbTransaction? transaction, IEnumerable<AuditRow> rows)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (Insert, transaction);
        foreach (var row in rows)
        {
            Fill(command, row);
            command.ExecuteNonQuery();
        }
    }

    static void Fill(DbCommand command, AuditRow row)
    {
        command.Parameters.Clear();
        Add(command, "id", row.Id);
        Add(command, "at", row.At.ToUnixTimeMilliseconds());
        Add(command, "actor", row.Actor);
        Add(command, "name", row.ActorName);
        Add(command, "address", row.Address);
        Add(command, "action", row.Action);
        Add(command, "entity", row.Entity);
        Add(command, "key", row.EntityKey);
        Add(command, "before", row.Before);
        Add(command, "after", row.After);
    }

    static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }
}

/// <summary>Notes what is not a row.</summary>
sealed class Audit(Registry registry, AuditRows rows) : IAudit
{
    public async Task NoteAsync(string action, string entity, string key, object? details, CancellationToken stop)
    {
        await using var connection = await registry.OpenAsync(stop);
        await AuditWriter.WriteAsync(connection, null, [rows.Note(action, entity, key, details)], stop);
    }

    public async Task NoteAsync(string action, string entity, IReadOnlyList<(string Key, object? Details)> keys, CancellationToken stop)
    {
        await using var connection = await registry.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await AuditWriter.WriteAsync(connection, transaction, keys.Select(k => rows.Note(action, entity, k.Key, k.Details)), stop);
        await transaction.CommitAsync(stop);
    }

    public AuditStamp Stamp() => rows.Stamp();

    public Task WriteAsync(DbContext db, IReadOnlyList<AuditRow> rows, CancellationToken stop) =>
        AuditWriter.WriteAsync(db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction(), rows, stop);
}
