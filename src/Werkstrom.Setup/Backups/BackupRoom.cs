using Werkstrom.Kernel.Data;

namespace Werkstrom.Setup.Backups;

/// <summary>How much a backup will hold and how much room it needs, before it is begun.</summary>
sealed class BackupRoom(DataFolder folder, IEnumerable<IBackupPart> parts)
{
    /// <summary>DuckDB's file, its copy and the logs grow while they are copied: so many bytes more are asked for.</summary>
    const long Reserve = 16 << 20;

    static readonly string[] Folders = ["log", "archive", "keys", "tls"];

    static readonly string[] Files = ["store.duckdb", "store.duckdb.wal", "registry.db", "registry.db-wal", "werkstrom.json"];

    /// <summary>What it needs, and what is free.</summary>
    /// <remarks>Everything is staged as one consistent copy, then packed file by file, each deleted when it is in: at the worst moment the copy and its largest file twice.</remarks>
    public Room Look()
    {
        List<long> lengths = [.. Files.Select(name => Length(folder.File(name))), .. Folders.Concat(parts.Select(part => part.Folder)).SelectMany(Lengths)];
        var (size, largest) = (lengths.Sum(), lengths.Max());
        return new(size, size + largest + Reserve, new DriveInfo(folder.Path).AvailableFreeSpace);
    }

    IEnumerable<long> Lengths(string name) =>
        Directory.Exists(folder.File(name)) ? new DirectoryInfo(folder.File(name)).EnumerateFiles("*", SearchOption.AllDirectories).Select(Length) : [];

    /// <summary>Bytes of all files in a folder, at any depth; 0 when it is not there.</summary>
    public static long Weigh(string path) =>
        Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(Length) : 0;

    /// <summary>Length of a file; 0 when it is not there.</summary>
    public static long Length(string path) => Length(new FileInfo(path));

    // files come and go while they are counted
    static long Length(FileInfo file)
    {
        try
        {
            return file.Exists ? file.Length : 0;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}

/// <summary>Room for a backup, bytes.</summary>
/// <param name="Size">What it will hold, about.</param>
/// <param name="Needed">What must be free on the disk of the data folder while it is made.</param>
/// <param name="Free">What is free there.</param>
sealed record Room(long Size, long Needed, long Free)
{
    /// <summary>True when there is enough.</summary>
    public bool IsEnough => Free >= Needed;
}
