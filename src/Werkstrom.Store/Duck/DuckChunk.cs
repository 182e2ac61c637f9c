namespace Werkstrom.Store.Duck;

/// <summary>
/// Up to 2,048 rows in native memory, valid until disposed. A column is handed out only as the type that it has: a wrong read
/// would end the process.
/// </summary>
sealed unsafe class DuckChunk(nint handle, DuckColumn[] columns) : IDisposable
{
    nint _handle = handle;

    /// <summary>How many rows.</summary>
    public int Count { get; } = (int)NativeDuck.duckdb_data_chunk_get_size(handle);

    /// <summary>An INTEGER column.</summary>
    public ReadOnlySpan<int> Int32(int column) => Column<int>(column, DuckType.Integer);

    /// <summary>A BIGINT column.</summary>
    public ReadOnlySpan<long> Int64(int column) => Column<long>(column, DuckType.BigInt);

    /// <summary>A UTINYINT column.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => Column<byte>(column, DuckType.UTinyInt);

    /// <summary>A DOUBLE column.</summary>
    public ReadOnlySpan<double> Doubles(int column) => Column<double>(column, DuckType.Double);

    /// <summary>A TIMESTAMP or TIMESTAMPTZ column: microseconds since 1970, UTC.</summary>
    public ReadOnlySpan<long> Timestamps(int column) =>
        Column<long>(column, columns[column].Type is DuckType.TimestampTz ? DuckType.TimestampTz : DuckType.Timestamp);

    /// <summary>A BOOLEAN column.</summary>
    public ReadOnlySpan<bool> Booleans(int column) => Column<bool>(column, DuckType.Boolean);

    /// <summary>A VARCHAR value; null when it is NULL.</summary>
    public string? Text(int column, int row) => IsNull(column, row) ? null : DuckValues.Text(Column<DuckString>(column, DuckType.Varchar)[row]);

    /// <summary>The UTF-8 bytes of a VARCHAR value, valid until the chunk is disposed; empty when it is NULL.</summary>
    public ReadOnlySpan<byte> Utf8(int column, int row)
    {
        if (IsNull(column, row))
            return [];
        _ = Column<DuckString>(column, DuckType.Varchar);
        return DuckValues.Bytes((DuckString*)Data(column) + row);
    }

    /// <summary>True when the value is NULL.</summary>
    public bool IsNull(int column, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
        var validity = NativeDuck.duckdb_vector_get_validity(Vector(column));
        return validity != null && (validity[row >> 6] & (1UL << (row & 63))) == 0;
    }

    /// <summary>
    /// Any scalar as a .NET value: bool, long, ulong, double, decimal, Int128, string, byte[], Guid, DateTime (UTC), DateOnly,
    /// TimeOnly; null for NULL.
    /// </summary>
    /// <exception cref="DuckException">A nested type; cast it to VARCHAR or JSON in the query.</exception>
    public object? Value(int column, int row) =>
        IsNull(column, row) ? null : DuckValues.Read(columns[column], Data(column), row);

    public void Dispose()
    {
        if (_handle != 0)
            NativeDuck.duckdb_destroy_data_chunk(ref _handle);
    }

    ReadOnlySpan<T> Column<T>(int column, DuckType type) where T : unmanaged
    {
        var has = columns[column];
        return has.Type == type
            ? new ReadOnlySpan<T>(Data(column), Count)
            : throw new InvalidCastException($"Column {column} ({has.Name}) is {has.Type}, not {type}.");
    }

    void* Data(int column) => NativeDuck.duckdb_vector_get_data(Vector(column));

    nint Vector(int column)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)columns.Length, nameof(column));
        return NativeDuck.duckdb_data_chunk_get_vector(_handle, (ulong)column);
    }
}
