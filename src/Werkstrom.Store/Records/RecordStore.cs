using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Records;
using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Records;

/// <summary>
/// Writes the rows of records. What returned is on disk; nothing is ever overwritten: a correction or a withdrawal keeps the
/// former revision. One writer at a time.
/// </summary>
public sealed class RecordStore(SampleStore store, RecordTypes types, AssetCatalog assets, TimeProvider time) : IDisposable
{
    readonly SemaphoreSlim _one = new(1, 1);
    long _lastId = -1;

    /// <summary>Adds rows in one transaction: all of them, or none when one is wrong.</summary>
    /// <param name="rows">The rows, of any types.</param>
    /// <param name="author">Who writes them.</param>
    /// <param name="stop">Ends waiting for other writers.</param>
    public async Task<RecordsWritten> AppendAsync(IReadOnlyList<NewRecord> rows, string author, CancellationToken stop)
    {
        RecordChecks checks = new(types, assets);
        var values = rows.Select(checks.Check).ToArray();
        if (checks.Errors.Count > 0)
            return new([], checks.Errors);
        return await WriteAsync(connection =>
        {
            var now = Now();
            var made = rows.Select((row, i) => Row(NextId(connection), row, 1, now, author, values[i])).ToArray();
            RecordTable.Insert(connection, made, types);
            return new RecordsWritten(made, checks.Errors);
        }, stop);
    }

    /// <summary>Corrects a row: it gets another revision with all its values anew; a withdrawn row is valid again.</summary>
    /// <returns>The row as it holds now, or what is wrong; null when there is no such row.</returns>
    public Task<RecordsWritten?> CorrectAsync(long id, NewRecord corrected, string author, CancellationToken stop) =>
        CorrectAsync(id, null, corrected, author, stop);

    /// <summary>Corrects a row only if it is still at the revision that was read, so that nobody's change is lost unseen.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="ifRevision">The revision that was read; null for any.</param>
    /// <param name="corrected">The row as it shall be.</param>
    /// <param name="author">Who corrects it.</param>
    /// <param name="stop">Ends waiting for other writers.</param>
    /// <returns>The row as it holds now, or what is wrong, see <see cref="RecordsWritten.IsLate"/>; null when there is no such row.</returns>
    public async Task<RecordsWritten?> CorrectAsync(long id, int? ifRevision, NewRecord corrected, string author, CancellationToken stop)
    {
        RecordChecks checks = new(types, assets);
        var values = checks.Check(corrected, 0);
        return await WriteAsync(connection =>
        {
            if (Find(connection, id) is not { } before)
                return null;
            if (before.Type != corrected.Type)
                return new([], new Dictionary<string, string[]> { ["[0].type"] = [$"The row is of type '{before.Type}'; it cannot become '{corrected.Type}'."] });
            if (checks.Errors.Count > 0)
                return new([], checks.Errors);
            if (ifRevision is { } read && read != before.Revision)
                return RecordsWritten.Late(read, before);
            var after = Row(id, corrected, before.Revision + 1, Now(), author, values);
            RecordTable.Retire(connection, id);
            RecordTable.Insert(connection, [after], types);
            return new RecordsWritten([after], checks.Errors);
        }, stop);
    }

    /// <summary>Takes a row back: it stays with its history and is no longer listed.</summary>
    /// <returns>The row as it holds now; null when there is no such row.</returns>
    public Task<RecordRow?> WithdrawAsync(long id, string author, CancellationToken stop) => WriteAsync(connection =>
    {
        if (Find(connection, id) is not { } before || before.IsWithdrawn)
            return Find(connection, id);
        var after = before with { Revision = before.Revision + 1, RecordedAt = Now(), Author = author, IsWithdrawn = true };
        RecordTable.Retire(connection, id);
        RecordTable.Insert(connection, [after], types);
        return after;
    }, stop);

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose();

    static RecordRow Row(
        long id, NewRecord row, int revision, DateTimeOffset now, string author, IReadOnlyDictionary<string, object> values) => new(
        id, row.Type, revision, row.AssetId, Exact(row.At), row.Until is { } until ? Exact(until) : null, row.Origin, now, author,
        IsWithdrawn: false, values);

    // as precise as it is stored, so that what was returned equals what is read
    static DateTimeOffset Exact(DateTimeOffset instant) => Queries.Micros.ToInstant(Queries.Micros.Of(instant));

    DateTimeOffset Now() => Exact(time.GetUtcNow());

    RecordRow? Find(DuckConnection connection, long id) =>
        RecordTable.Read(connection, types, $"SELECT {RecordTable.Columns} FROM record WHERE id = $1", id).SingleOrDefault();

    long NextId(DuckConnection connection)
    {
        // a row that was rolled back may leave its number unused; that harms nobody
        if (_lastId < 0)
            _lastId = connection.Scalar("SELECT coalesce(max(id), 0)::BIGINT FROM record") as long? ?? 0;
        return ++_lastId;
    }

    async Task<T> WriteAsync<T>(Func<DuckConnection, T> write, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            var database = (await store.WhenOpenAsync(stop)).Parts.Database;
            return await Task.Run(() => database.InTransaction(write), CancellationToken.None); // half-way is no place to stop
        }
        finally
        {
            _one.Release();
        }
    }
}
