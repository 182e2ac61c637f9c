using System.Runtime.InteropServices;
using System.Text;

namespace Werkstrom.Store.Duck;

/// <summary>
/// Appends rows by columns, the quickest way in. Fill up to <see cref="Capacity"/> rows of every column, then <see cref="Commit"/> them;
/// at the end <see cref="Flush"/>. Rows belong to the connection's transaction.
/// </summary>
sealed unsafe class DuckAppender : IDisposable
{
    /// <summary>Rows in one chunk: the vector size with which the library is built.</summary>
    public const int Capacity = 2048;

    readonly DuckConnection _connection;
    readonly DuckType[] _types;
    nint _appender;
    nint _chunk;

    /// <summary>Opens an appender on a table.</summary>
    /// <exception cref="DuckException">There is no such table.</exception>
    public DuckAppender(DuckConnection connection, string table)
    {
        _connection = connection; // kept alive: the appender points into it
        if (NativeDuck.duckdb_appender_create(connection.Handle, null, table, out _appender) != 0)
        {
            var message = Error();
            Dispose();
            throw new DuckException(message);
        }

        var count = (int)NativeDuck.duckdb_appender_column_count(_appender);
        _types = new DuckType[count];
        var types = stackalloc nint[count];
        for (var i = 0; i < count; i++)
        {
            types[i] = NativeDuck.duckdb_appender_column_type(_appender, (ulong)i);
            _types[i] = NativeDuck.duckdb_get_type_id(types[i]);
        }

        _chunk = NativeDuck.duckdb_create_data_chunk(types, (ulong)count);
        for (var i = 0; i < count; i++)
            NativeDuck.duckdb_destroy_logical_type(ref types[i]);
    }

    /// <summary>The memory of an INTEGER column of the chunk.</summary>
    public Span<int> Int32(int column) => Column<int>(column, DuckType.Integer);

    /// <summary>The memory of a BIGINT column of the chunk.</summary>
    public Span<long> Int64(int column) => Column<long>(column, DuckType.BigInt);

    /// <summary>The memory of a UTINYINT column of the chunk.</summary>
    public Span<byte> Bytes(int column) => Column<byte>(column, DuckType.UTinyInt);

    /// <summary>The memory of a DOUBLE column of the chunk.</summary>
    public Span<double> Doubles(int column) => Column<double>(column, DuckType.Double);

    /// <summary>The memory of a TIMESTAMP column of the chunk, microseconds since 1970, UTC.</summary>
    public Span<long> Timestamps(int column) => Column<long>(column, DuckType.Timestamp);

    /// <summary>Sets a VARCHAR value of the chunk.</summary>
    public void Text(int column, int row, string? text)
    {
        _ = Column<DuckString>(column, DuckType.Varchar)[row];
        if (text is null)
        {
            Null(column, row);
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes)
        {
            byte none = 0;
            NativeDuck.duckdb_vector_assign_string_element_len(Vector(column), (ulong)row, start == null ? &none : start, (ulong)bytes.Length);
        }
    }

    /// <summary>Sets a value of the chunk to NULL.</summary>
    public void Null(int column, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Capacity, nameof(row));
        var vector = Vector(column);
        NativeDuck.duckdb_vector_ensure_validity_writable(vector);
        NativeDuck.duckdb_vector_get_validity(vector)[row >> 6] &= ~(1UL << (row & 63));
    }

    /// <summary>Appends the first rows of the chunk and empties it.</summary>
    public void Commit(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)rows, (uint)Capacity, nameof(rows));
        ObjectDisposedException.ThrowIf(_appender == 0, this);
        if (rows == 0)
            return;
        NativeDuck.duckdb_data_chunk_set_size(_chunk, (ulong)rows);
        if (NativeDuck.duckdb_append_data_chunk(_appender, _chunk) != 0)
            throw new DuckException(Error());
        NativeDuck.duckdb_data_chunk_reset(_chunk);
    }

    /// <summary>Hands everything to the table. What was not flushed is lost.</summary>
    public void Flush()
    {
        if (NativeDuck.duckdb_appender_flush(_appender) != 0)
            throw new DuckException(Error());
    }

    public void Dispose()
    {
        if (_chunk != 0)
            NativeDuck.duckdb_destroy_data_chunk(ref _chunk);
        if (_appender != 0)
            _ = NativeDuck.duckdb_appender_destroy(ref _appender);
        GC.KeepAlive(_connection);
    }

    Span<T> Column<T>(int column, DuckType type) where T : unmanaged
    {
        if (_types[column] != type)
            throw new InvalidCastException($"Column {column} is {_types[column]}, not {type}.");
        return new Span<T>(NativeDuck.duckdb_vector_get_data(Vector(column)), Capacity);
    }

    nint Vector(int column)
    {
        ObjectDisposedException.ThrowIf(_chunk == 0, this);
        return NativeDuck.duckdb_data_chunk_get_vector(_chunk, (ulong)column);
    }

    string Error() => Marshal.PtrToStringUTF8(NativeDuck.duckdb_appender_error(_appender)) ?? "DuckDB refused the rows.";
}
