using System.Runtime.InteropServices;

namespace Werkstrom.Store.Duck;

/// <summary>A connection: one transaction at a time, one thread at a time; only <see cref="Interrupt"/> may come from another.</summary>
sealed unsafe class DuckConnection(nint handle) : IDisposable
{
    internal DuckHandle Handle { get; } = new(handle, NativeDuck.duckdb_disconnect);

    /// <summary>Runs statements that give no rows; several may be separated by semicolons.</summary>
    /// <returns>How many rows the last one changed.</returns>
    /// <exception cref="DuckException">DuckDB refused; the transaction, if any, is to be rolled back.</exception>
    public long Execute(string sql)
    {
        NativeResult result = default;
        try
        {
            if (NativeDuck.duckdb_query(Handle, sql, &result) != 0)
                throw new DuckException(Marshal.PtrToStringUTF8(NativeDuck.duckdb_result_error(&result)) ?? "DuckDB refused.");
            return (long)NativeDuck.duckdb_rows_changed(&result);
        }
        finally
        {
            NativeDuck.duckdb_destroy_result(&result);
        }
    }

    /// <summary>Runs one statement with bound values: <c>$1</c>, <c>$2</c> and so on. See <see cref="DuckStatement.Bind"/>.</summary>
    public long Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using var statement = Prepare(sql);
        using var result = statement.BindAll(values).Execute();
        return result.RowsChanged;
    }

    /// <summary>Runs one query with bound values and keeps its whole result in DuckDB's memory.</summary>
    public DuckResult Query(string sql, params ReadOnlySpan<object?> values)
    {
        using var statement = Prepare(sql);
        return statement.BindAll(values).Execute();
    }

    /// <summary>The first column of the first row of a query, or null when there is none.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        using var result = Query(sql, values);
        using var chunk = result.Next();
        return chunk?.Value(0, 0);
    }

    /// <summary>Prepares one statement for running it many times.</summary>
    public DuckStatement Prepare(string sql)
    {
        var failed = NativeDuck.duckdb_prepare(Handle, sql, out var statement) != 0;
        return Made(statement, failed);
    }

    /// <summary>
    /// Prepares every statement of a text without running one, so that their number and their
    /// <see cref="DuckStatement.Type"/> can be judged first. Later ones may fail to prepare when they need earlier ones.
    /// </summary>
    public IReadOnlyList<DuckStatement> PrepareAll(string sql)
    {
        var count = NativeDuck.duckdb_extract_statements(Handle, sql, out var extracted);
        List<DuckStatement> statements = [];
        try
        {
            if (count == 0)
                throw new DuckException(Marshal.PtrToStringUTF8(NativeDuck.duckdb_extract_statements_error(extracted)) ?? "There is no statement.");
            for (var i = 0UL; i < count; i++)
            {
                var failed = NativeDuck.duckdb_prepare_extracted_statement(Handle, extracted, i, out var statement) != 0;
                statements.Add(Made(statement, failed));
            }

            return statements;
        }
        catch
        {
            statements.ForEach(s => s.Dispose());
            throw;
        }
        finally
        {
            NativeDuck.duckdb_destroy_extracted(ref extracted);
        }
    }

    /// <summary>How many statements a text holds; 0 for none. Nothing is prepared, so nothing is looked up.</summary>
    /// <exception cref="DuckException">It is not SQL.</exception>
    public int CountStatements(string sql)
    {
        var count = NativeDuck.duckdb_extract_statements(Handle, sql, out var extracted);
        var error = count == 0 ? Marshal.PtrToStringUTF8(NativeDuck.duckdb_extract_statements_error(extracted)) : null;
        NativeDuck.duckdb_destroy_extracted(ref extracted);
        return string.IsNullOrEmpty(error) ? (int)count : throw new DuckException(error);
    }

    /// <summary>Stops what runs on this connection, from any thread; it then fails with <see cref="DuckException.IsInterrupt"/>.</summary>
    public void Interrupt() => NativeDuck.duckdb_interrupt(Handle);

    /// <summary>Runs work in one transaction: committed when it returns, rolled back when it throws.</summary>
    public T InTransaction<T>(Func<T> work)
    {
        Execute("BEGIN TRANSACTION");
        try
        {
            var done = work();
            Execute("COMMIT");
            return done;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>Ends the transaction, if there is one, without keeping anything of it.</summary>
    public void Rollback()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (DuckException)
        {
            // a commit that failed has already ended the transaction
        }
    }

    public void Dispose() => Handle.Dispose();

    static DuckStatement Made(nint statement, bool failed)
    {
        if (!failed)
            return new DuckStatement(statement);
        var message = statement == 0 ? null : Marshal.PtrToStringUTF8(NativeDuck.duckdb_prepare_error(statement));
        NativeDuck.duckdb_destroy_prepare(ref statement);
        throw new DuckException(message ?? "DuckDB cannot prepare the statement.");
    }
}
