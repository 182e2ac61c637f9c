using System.Runtime.InteropServices;

namespace Werkstrom.Store.Duck;

/// <summary>The rows of a query, read chunk by chunk (at most 2,048 rows each), once, forward.</summary>
sealed unsafe class DuckResult : IDisposable
{
    readonly DuckHandle _owner;
    readonly NativeResult* _result;
    DuckColumn[]? _columns;

    public DuckResult(NativeResult* result)
    {
        _result = result;
        _owner = new DuckHandle((nint)result, Free);
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<DuckColumn> Columns => _columns ??= ReadColumns();

    /// <summary>How many rows an insert, update or delete changed.</summary>
    public long RowsChanged => (long)NativeDuck.duckdb_rows_changed(_result);

    internal string? Error => Marshal.PtrToStringUTF8(NativeDuck.duckdb_result_error(_result));

    /// <summary>The next rows, or null after the last. The caller disposes them before it takes the next.</summary>
    /// <exception cref="DuckException">The query failed while it was read, or was interrupted.</exception>
    public DuckChunk? Next()
    {
        ObjectDisposedException.ThrowIf(_owner.IsClosed, this);
        var chunk = NativeDuck.duckdb_fetch_chunk(*_result);
        if (chunk != 0)
            return new DuckChunk(chunk, (DuckColumn[])Columns);
        return Error is { Length: > 0 } error ? throw new DuckException(error) : null;
    }

    public void Dispose() => _owner.Dispose();

    static void Free(ref nint handle)
    {
        NativeDuck.duckdb_destroy_result((NativeResult*)handle);
        NativeMemory.Free((void*)handle);
    }

    DuckColumn[] ReadColumns()
    {
        var columns = new DuckColumn[NativeDuck.duckdb_column_count(_result)];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = Marshal.PtrToStringUTF8(NativeDuck.duckdb_column_name(_result, (ulong)i)) ?? "";
            var type = NativeDuck.duckdb_column_logical_type(_result, (ulong)i);
            columns[i] = DuckColumn.Of(name, type);
            NativeDuck.duckdb_destroy_logical_type(ref type);
        }

        return columns;
    }
}
