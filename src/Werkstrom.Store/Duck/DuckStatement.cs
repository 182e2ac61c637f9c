using System.Runtime.InteropServices;
using System.Text;

namespace Werkstrom.Store.Duck;

/// <summary>A prepared statement. Its connection must outlive it.</summary>
sealed unsafe class DuckStatement(nint handle) : IDisposable
{
    readonly DuckHandle _handle = new(handle, NativeDuck.duckdb_destroy_prepare);

    /// <summary>What it does.</summary>
    public DuckStatementType Type => NativeDuck.duckdb_prepared_statement_type(_handle);

    /// <summary>How many values it wants.</summary>
    public int ParameterCount => (int)NativeDuck.duckdb_nparams(_handle);

    /// <summary>Binds all values, the first to <c>$1</c>.</summary>
    public DuckStatement BindAll(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            Bind(i + 1, values[i]);
        return this;
    }

    /// <summary>Binds one value: null, bool, int, long, double, string, <see cref="DuckInstant"/> or <see cref="DateTimeOffset"/> (TIMESTAMP, UTC).</summary>
    /// <param name="index">From 1.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DuckException">There is no such parameter.</exception>
    public DuckStatement Bind(int index, object? value)
    {
        var at = (ulong)index;
        var state = value switch
        {
            null => NativeDuck.duckdb_bind_null(_handle, at),
            bool yes => NativeDuck.duckdb_bind_boolean(_handle, at, yes),
            int number => NativeDuck.duckdb_bind_int32(_handle, at, number),
            long number => NativeDuck.duckdb_bind_int64(_handle, at, number),
            double number => NativeDuck.duckdb_bind_double(_handle, at, number),
            string text => BindText(at, text),
            DuckInstant instant => NativeDuck.duckdb_bind_timestamp(_handle, at, instant.Micros),
            DateTimeOffset instant => NativeDuck.duckdb_bind_timestamp(_handle, at, Queries.Micros.Of(instant)),
            _ => throw new ArgumentException($"A {value.GetType().Name} cannot be bound.", nameof(value)),
        };
        return state == 0 ? this : throw new DuckException($"The statement has no parameter {index} or it takes no {value?.GetType().Name ?? "null"}.");
    }

    /// <summary>Runs it and keeps the whole result in DuckDB's memory.</summary>
    public DuckResult Execute() => Run(stream: false);

    /// <summary>Runs it and computes the result while it is read. Nothing else may run on the connection until it is disposed.</summary>
    public DuckResult Stream() => Run(stream: true);

    public void Dispose() => _handle.Dispose();

    DuckResult Run(bool stream)
    {
        var result = (NativeResult*)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult));
        var state = stream
            ? NativeDuck.duckdb_execute_prepared_streaming(_handle, result)
            : NativeDuck.duckdb_execute_prepared(_handle, result);
        var owner = new DuckResult(result);
        if (state == 0)
            return owner;
        var message = owner.Error;
        owner.Dispose();
        throw new DuckException(message ?? "DuckDB refused.");
    }

    int BindText(ulong index, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes)
        {
            byte none = 0;
            return NativeDuck.duckdb_bind_varchar_length(_handle, index, start == null ? &none : start, (ulong)bytes.Length);
        }
    }
}

/// <summary>A TIMESTAMP to be bound: microseconds since 1970, UTC.</summary>
readonly record struct DuckInstant(long Micros);
