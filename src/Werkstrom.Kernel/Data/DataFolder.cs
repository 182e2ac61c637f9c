namespace Werkstrom.Kernel.Data;

/// <summary>The one folder in which everything lives. Made on first use, readable only by its owner.</summary>
public sealed class DataFolder
{
    /// <summary>Opens a data folder and makes it, with mode 0700, when it is not there.</summary>
    /// <param name="path">Absolute or relative path.</param>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public DataFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(Path))
            Make(Path);
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>The registry, a SQLite file: <c>registry.db</c>.</summary>
    public string Registry => File("registry.db");

    /// <summary>Samples and records, a DuckDB file: <c>store.duckdb</c>.</summary>
    public string Store => File("store.duckdb");

    /// <summary>The ingest log, one file a segment: <c>log/</c>.</summary>
    public string Log => Folder("log");

    /// <summary>Closed months as Parquet: <c>archive/</c>.</summary>
    public string Archive => Folder("archive");

    /// <summary>Files that may be deleted while the program does not run: <c>tmp/</c>.</summary>
    public string Temporary => Folder("tmp");

    /// <summary>Keys of cookies and links: <c>keys/</c>.</summary>
    public string Keys => Folder("keys");

    /// <summary>The socket over which the command line talks to the running server: <c>werkstrom.sock</c>.</summary>
    public string Socket => File("werkstrom.sock");

    /// <summary>A file directly below the data folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A folder directly below the data folder, made when it is not there.</summary>
    public string Folder(string name)
    {
        var folder = File(name);
        if (!Directory.Exists(folder))
            Make(folder);
        return folder;
    }

    static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
