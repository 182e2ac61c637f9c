using Werkstrom.Kernel.Data;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Store.Duck;

/// <summary>The file <c>store.duckdb</c>, opened, set, locked down and up to date.</summary>
sealed class StoreDatabase : IDisposable
{
    readonly DuckDatabase _database;
    readonly string _wal;

    StoreDatabase(DuckDatabase database, string path) => (_database, Path, _wal) = (database, path, $"{path}.wal");

    /// <summary>Called when DuckDB has given up; it comes from any thread and may come often.</summary>
    public Action Broken { get; set; } = () => { };

    /// <summary>Path of the file.</summary>
    public string Path { get; }

    /// <summary>Bytes of the file.</summary>
    public long Bytes => Length(Path);

    /// <summary>Bytes of DuckDB's own log; it shrinks when a checkpoint was made.</summary>
    public long WalBytes => Length(_wal);

    /// <summary>
    /// Opens the file and makes it when it is not there. DuckDB may then touch only its own file and the folders archive and tmp,
    /// load nothing, and change none of its settings any more.
    /// </summary>
    public static StoreDatabase Open(DataFolder folder, StoreOptions options)
    {
        var spill = Directory.CreateDirectory(System.IO.Path.Combine(folder.Temporary, "duckdb")).FullName;
        var database = DuckDatabase.Open(folder.Store, new Dictionary<string, string>
        {
            ["memory_limit"] = $"{options.MemoryMb}MB",
            ["threads"] = $"{options.Threads}",
            // the committer makes the checkpoints, when there is room for them
            ["checkpoint_threshold"] = "1TB",
            ["temp_directory"] = spill,
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
            ["preserve_insertion_order"] = "true",
        });
        try
        {
            using var connection = database.Connect();
            connection.Execute($"SET allowed_directories = [{Quote(folder.Archive)}, {Quote(folder.Temporary)}]");
            connection.Execute("SET enable_external_access = false; SET lock_configuration = true");
            DuckMigrations.Run(connection);
            return new StoreDatabase(database, folder.Store);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A text as SQL literal.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <inheritdoc cref="DuckDatabase.Connect"/>
    public DuckConnection Connect() => _database.Connect();

    /// <summary>Runs work in one transaction on a connection of its own.</summary>
    /// <exception cref="StoreBusyException">DuckDB has given up and the file is opened again; nothing of the work was kept.</exception>
    public T InTransaction<T>(Func<DuckConnection, T> work)
    {
        try
        {
            using var connection = Connect();
            return connection.InTransaction(() => work(connection));
        }
        catch (DuckException e) when (e.IsFatal)
        {
            Report(e);
            throw new StoreBusyException(TimeSpan.FromSeconds(1), e.Message);
        }
    }

    /// <summary>Whoever meets a failure tells it here.</summary>
    public void Report(Exception failure)
    {
        if (failure is DuckException { IsFatal: true })
            Broken();
    }

    public void Dispose() => _database.Dispose();

    static long Length(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }
}
