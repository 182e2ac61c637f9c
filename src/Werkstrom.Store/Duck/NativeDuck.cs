using System.Runtime.InteropServices;

namespace Werkstrom.Store.Duck;

/// <summary>The functions of duckdb.h (1.5) that the Store uses, with their own names.</summary>
#pragma warning disable IDE1006, CA1707 // the names are those of the C interface
static unsafe partial class NativeDuck
{
    public const string Library = "duckdb";

    [LibraryImport(Library)] public static partial nint duckdb_library_version();
    [LibraryImport(Library)] public static partial void duckdb_free(nint memory);

    [LibraryImport(Library)] public static partial int duckdb_create_config(out nint config);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int duckdb_set_config(nint config, string name, string value);
    [LibraryImport(Library)] public static partial void duckdb_destroy_config(ref nint config);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int duckdb_open_ext(string path, out nint database, nint config, out nint error);
    [LibraryImport(Library)] public static partial void duckdb_close(ref nint database);
    [LibraryImport(Library)] public static partial int duckdb_connect(DuckHandle database, out nint connection);
    [LibraryImport(Library)] public static partial void duckdb_disconnect(ref nint connection);
    [LibraryImport(Library)] public static partial void duckdb_interrupt(DuckHandle connection);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int duckdb_query(DuckHandle connection, string sql, NativeResult* result);
    [LibraryImport(Library)] public static partial void duckdb_destroy_result(NativeResult* result);
    [LibraryImport(Library)] public static partial nint duckdb_result_error(NativeResult* result);
    [LibraryImport(Library)] public static partial ulong duckdb_column_count(NativeResult* result);
    [LibraryImport(Library)] public static partial nint duckdb_column_name(NativeResult* result, ulong column);
    [LibraryImport(Library)] public static partial DuckType duckdb_column_type(NativeResult* result, ulong column);
    [LibraryImport(Library)] public static partial nint duckdb_column_logical_type(NativeResult* result, ulong column);
    [LibraryImport(Library)] public static partial ulong duckdb_rows_changed(NativeResult* result);
    [LibraryImport(Library)] public static partial nint duckdb_fetch_chunk(NativeResult result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial ulong duckdb_extract_statements(DuckHandle connection, string sql, out nint extracted);
    [LibraryImport(Library)] public static partial nint duckdb_extract_statements_error(nint extracted);
    [LibraryImport(Library)] public static partial int duckdb_prepare_extracted_statement(DuckHandle connection, nint extracted, ulong index, out nint statement);
    [LibraryImport(Library)] public static partial void duckdb_destroy_extracted(ref nint extracted);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int duckdb_prepare(DuckHandle connection, string sql, out nint statement);
    [LibraryImport(Library)] public static partial nint duckdb_prepare_error(nint statement);
    [LibraryImport(Library)] public static partial void duckdb_destroy_prepare(ref nint statement);
    [LibraryImport(Library)] public static partial ulong duckdb_nparams(DuckHandle statement);
    [LibraryImport(Library)] public static partial DuckStatementType duckdb_prepared_statement_type(DuckHandle statement);
    [LibraryImport(Library)] public static partial int duckdb_bind_boolean(DuckHandle statement, ulong index, [MarshalAs(UnmanagedType.U1)] bool value);
    [LibraryImport(Library)] public static partial int duckdb_bind_int32(DuckHandle statement, ulong index, int value);
    [LibraryImport(Library)] public static partial int duckdb_bind_int64(DuckHandle statement, ulong index, long value);
    [LibraryImport(Library)] public static partial int duckdb_bind_double(DuckHandle statement, ulong index, double value);
    [LibraryImport(Library)] public static partial int duckdb_bind_timestamp(DuckHandle statement, ulong index, long micros);
    [LibraryImport(Library)] public static partial int duckdb_bind_varchar_length(DuckHandle statement, ulong index, byte* text, ulong length);
    [LibraryImport(Library)] public static partial int duckdb_bind_null(DuckHandle statement, ulong index);
    [LibraryImport(Library)] public static partial int duckdb_clear_bindings(DuckHandle statement);
    [LibraryImport(Library)] public static partial int duckdb_execute_prepared(DuckHandle statement, NativeResult* result);
    [LibraryImport(Library)] public static partial int duckdb_execute_prepared_streaming(DuckHandle statement, NativeResult* result);

    [LibraryImport(Library)] public static partial nint duckdb_create_logical_type(DuckType type);
    [LibraryImport(Library)] public static partial void duckdb_destroy_logical_type(ref nint type);
    [LibraryImport(Library)] public static partial DuckType duckdb_get_type_id(nint type);
    [LibraryImport(Library)] public static partial byte duckdb_decimal_scale(nint type);
    [LibraryImport(Library)] public static partial DuckType duckdb_decimal_internal_type(nint type);
    [LibraryImport(Library)] public static partial DuckType duckdb_enum_internal_type(nint type);
    [LibraryImport(Library)] public static partial uint duckdb_enum_dictionary_size(nint type);
    [LibraryImport(Library)] public static partial nint duckdb_enum_dictionary_value(nint type, ulong index);

    [LibraryImport(Library)] public static partial nint duckdb_create_data_chunk(nint* types, ulong columns);
    [LibraryImport(Library)] public static partial void duckdb_destroy_data_chunk(ref nint chunk);
    [LibraryImport(Library)] public static partial void duckdb_data_chunk_reset(nint chunk);
    [LibraryImport(Library)] public static partial ulong duckdb_data_chunk_get_size(nint chunk);
    [LibraryImport(Library)] public static partial void duckdb_data_chunk_set_size(nint chunk, ulong size);
    [LibraryImport(Library)] public static partial nint duckdb_data_chunk_get_vector(nint chunk, ulong column);
    [LibraryImport(Library)] public static partial void* duckdb_vector_get_data(nint vector);
    [LibraryImport(Library)] public static partial ulong* duckdb_vector_get_validity(nint vector);
    [LibraryImport(Library)] public static partial void duckdb_vector_ensure_validity_writable(nint vector);
    [LibraryImport(Library)] public static partial void duckdb_vector_assign_string_element_len(nint vector, ulong row, byte* text, ulong length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int duckdb_appender_create(DuckHandle connection, string? schema, string table, out nint appender);
    [LibraryImport(Library)] public static partial ulong duckdb_appender_column_count(nint appender);
    [LibraryImport(Library)] public static partial nint duckdb_appender_column_type(nint appender, ulong column);
    [LibraryImport(Library)] public static partial nint duckdb_appender_error(nint appender);
    [LibraryImport(Library)] public static partial int duckdb_append_data_chunk(nint appender, nint chunk);
    [LibraryImport(Library)] public static partial int duckdb_appender_flush(nint appender);
    [LibraryImport(Library)] public static partial int duckdb_appender_destroy(ref nint appender);
}

/// <summary><c>duckdb_result</c>: six words, of which only the library knows the meaning.</summary>
[StructLayout(LayoutKind.Sequential)]
struct NativeResult
{
    public ulong ColumnCount, RowCount, RowsChanged;
    public nint Columns, Error, Internal;
}
