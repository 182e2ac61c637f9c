namespace Werkstrom.Setup.Backups;

/// <summary>How far a backup is. Read from the lengths of the files on disk, for DuckDB does not tell how far its copy is.</summary>
sealed class BackupProgress
{
    readonly long _size;
    string? _staging, _temporary, _draft;
    long _staged;

    /// <summary>A backup that is about to begin.</summary>
    /// <param name="size">What it will hold, about.</param>
    public BackupProgress(long size) => _size = size;

    /// <summary>What is being done: start, store, registry, pack.</summary>
    public string Step { get; set; } = "start";

    /// <summary>Bytes that are to be copied and packed: all of it twice.</summary>
    public long Total => 2 * (_staged > 0 ? _staged : _size);

    /// <summary>Bytes of them that are done; never more than <see cref="Total"/>.</summary>
    public long Done => Math.Min(Total, Step == "pack" ? _staged + BackupRoom.Length(_draft!) : _staging is null ? 0 : Copied());

    /// <summary>Copying begins.</summary>
    public void Watch(string staging, string temporary, string draft) =>
        (_staging, _temporary, _draft, Step) = (staging, temporary, draft, "store");

    /// <summary>All is copied; packing begins.</summary>
    public void Pack() => (_staged, Step) = (BackupRoom.Weigh(_staging!), "pack");

    // the Store's copy is written beside the staged files first
    long Copied() => Math.Min(_size, BackupRoom.Weigh(_staging!)
        + new DirectoryInfo(_temporary!).EnumerateFiles(BackupWriter.Staging + "*").Sum(file => BackupRoom.Length(file.FullName)));
}
