using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Records;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Duck;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Store.Sql;

/// <summary>
/// SQL for engineers: one SELECT, read-only, within limits of time, rows and memory. It sees <c>samples</c>, <c>hourly</c>,
/// <c>signals</c>, <c>assets</c>, a view <c>record_…</c> per record type, and <c>columns</c>, which lists all these; nothing else.
/// </summary>
public sealed class SqlQueries : IDisposable
{
    readonly SampleStore _store;
    readonly RecordTypes _types;
    readonly SqlMirror _mirror;
    readonly SqlOptions _options;
    readonly TimeProvider _time;
    readonly SemaphoreSlim _places;
    readonly SqlShare _share = new();
    readonly SemaphoreSlim _refreshing = new(1, 1);

    /// <summary>Asks this Store.</summary>
    public SqlQueries(
        SampleStore store, SignalCatalog signals, AssetCatalog assets, RecordTypes types, IOptions<SqlOptions> options, TimeProvider time)
    {
        (_store, _types, _mirror, _options, _time) = (store, types, new(signals, assets), options.Value, time);
        _places = new(_options.AtOnce, _options.AtOnce);
    }

    /// <summary>Runs a query.</summary>
    /// <param name="sql">One SELECT.</param>
    /// <param name="rows">How many rows at most; null for as many as <see cref="SqlOptions.Rows"/>.</param>
    /// <param name="stop">Interrupts it.</param>
    /// <exception cref="StoreBusyException">The Store repairs itself.</exception>
    /// <exception cref="SqlRefusedException">It is not allowed, wrong, or was stopped at a limit.</exception>
    public async Task<SqlAnswer> RunAsync(string sql, int? rows, CancellationToken stop)
    {
        // no waiting: a queue of slow queries would only grow
        if (!await _places.WaitAsync(TimeSpan.Zero, stop))
            throw new SqlRefusedException(SqlRefusal.Busy, $"{_options.AtOnce} queries run already; try again when one is done.");
        try
        {
            var limit = Math.Clamp(rows ?? _options.Rows, 1, _options.Rows);
            await _store.CatchUpAsync(long.MaxValue, stop);
            var database = (await _store.WhenOpenAsync(stop)).Parts.Database;
            await RefreshAsync(database, stop);
            // a thread of its own: it may be busy for as long as a query may take
            return await Task.Factory.StartNew(
                () => Run(database, sql, limit, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Frees its locks.</summary>
    public void Dispose()
    {
        _places.Dispose();
        _refreshing.Dispose();
    }

    async Task RefreshAsync(StoreDatabase database, CancellationToken stop)
    {
        await _refreshing.WaitAsync(stop);
        try
        {
            using var connection = database.Connect();
            _mirror.Refresh(connection);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    SqlAnswer Run(StoreDatabase database, string sql, int limit, CancellationToken stop)
    {
        var start = _time.GetTimestamp();
        using var connection = database.Connect();
        using var watcher = database.Connect();
        using SqlLimits limits = new(connection, watcher, _share, _options, _time, stop);
        try
        {
            SqlGuard.Check(connection, sql, new(connection, _types.All));
            connection.Execute(SqlViews.Stored(Touched(connection)));
            connection.Execute(SqlViews.Others);
            foreach (var type in _types.All)
                connection.Execute(SqlViews.Of(type));
            connection.Execute(SqlViews.Columns);
            connection.Execute("BEGIN TRANSACTION READ ONLY");
            var (columns, rows) = Read(connection, sql, limit);
            return new(columns, rows.Count > limit ? rows[..limit] : rows, rows.Count > limit, _time.GetElapsedTime(start));
        }
        catch (DuckException e) when (e.IsFatal)
        {
            database.Report(e);
            throw new StoreBusyException(TimeSpan.FromSeconds(1), "The Store opens its file again after a failed write. Try again soon.");
        }
        catch (Exception e) when (e is DuckException or SqlRefusedException)
        {
            stop.ThrowIfCancellationRequested();
            if (limits.Reason is { } reason)
                throw new SqlRefusedException(SqlRefusal.Limit, reason, e);
            if (e is DuckException { IsOutOfMemory: true })
                throw new SqlRefusedException(SqlRefusal.Limit, "The query needs more memory than the Store has.", e);
            throw e as SqlRefusedException ?? new SqlRefusedException(SqlRefusal.Mistake, e.Message, e);
        }
        finally
        {
            connection.Rollback();
        }
    }

    static List<int> Touched(DuckConnection connection)
    {
        using var statement = connection.Prepare("SELECT signal_id::BIGINT FROM sample_late UNION SELECT signal_id::BIGINT FROM sample_untidy");
        using var result = statement.Stream();
        List<int> signals = [];
        while (result.Next() is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.Count; row++)
                    signals.Add((int)(long)chunk.Value(0, row)!);
            }
        }

        return signals;
    }

    static (SqlColumn[] Columns, List<IReadOnlyList<object?>> Rows) Read(DuckConnection connection, string sql, int limit)
    {
        using var statement = connection.Prepare(sql);
        // the guard has judged the parse; this judges what DuckDB will do
        if (statement.Type != DuckStatementType.Select)
            throw new SqlRefusedException(SqlRefusal.Forbidden, "Only SELECT is allowed: a query reads and changes nothing.");
        if (statement.ParameterCount > 0)
            throw new SqlRefusedException(SqlRefusal.Mistake, "The query has parameters, for which there are no values.");
        using var result = statement.Stream();
        SqlColumn[] columns = [.. result.Columns.Select(c => new SqlColumn(c.Name, c.Type.ToString().ToLowerInvariant()))];
        List<IReadOnlyList<object?>> rows = [];
        while (rows.Count <= limit && result.Next() is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.Count && rows.Count <= limit; row++)
                    rows.Add(RowOf(chunk, row, columns.Length));
            }
        }

        return (columns, rows);
    }

    static object?[] RowOf(DuckChunk chunk, int row, int columns)
    {
        var values = new object?[columns];
        for (var i = 0; i < columns; i++)
            values[i] = chunk.Value(i, row);
        return values;
    }
}
