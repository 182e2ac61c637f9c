using System.Runtime.InteropServices;

namespace Werkstrom.Store.Duck;

/// <summary>An open database file; this process holds its lock until it is disposed.</summary>
sealed class DuckDatabase : IDisposable
{
    readonly DuckHandle _handle;

    DuckDatabase(nint handle) => _handle = new DuckHandle(handle, NativeDuck.duckdb_close);

    /// <summary>Opens a file and makes it when it is not there.</summary>
    /// <param name="path">Path of the file, or <c>:memory:</c>.</param>
    /// <param name="settings">DuckDB's settings by name, as in its documentation.</param>
    /// <exception cref="DuckException">It is locked by another process, damaged, or a setting is wrong.</exception>
    public static DuckDatabase Open(string path, IEnumerable<KeyValuePair<string, string>>? settings = null)
    {
        DuckLibrary.Load();
        _ = NativeDuck.duckdb_create_config(out var config);
        try
        {
            foreach (var (name, value) in settings ?? [])
            {
                if (NativeDuck.duckdb_set_config(config, name, value) != 0)
                    throw new DuckException($"DuckDB does not know the setting {name} or refuses {value}.");
            }

            if (NativeDuck.duckdb_open_ext(path, out var database, config, out var error) == 0)
                return new DuckDatabase(database);
            var message = Marshal.PtrToStringUTF8(error) ?? $"DuckDB cannot open {path}.";
            NativeDuck.duckdb_free(error);
            throw new DuckException(message);
        }
        finally
        {
            NativeDuck.duckdb_destroy_config(ref config);
        }
    }

    /// <summary>A connection of its own; use it from one thread at a time.</summary>
    public DuckConnection Connect() =>
        NativeDuck.duckdb_connect(_handle, out var connection) == 0
            ? new DuckConnection(connection)
            : throw new DuckException("DuckDB gives no further connection.");

    public void Dispose() => _handle.Dispose();
}
