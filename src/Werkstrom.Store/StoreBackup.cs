using Werkstrom.Store.Duck;

namespace Werkstrom.Store;

/// <summary>
/// Copies a running Store: DuckDB's file as one transaction sees it, then the log behind it, then the archive. Ingest goes on; what
/// was acknowledged before the start is in the copy exactly once, because the log is replayed from the position in the file.
/// </summary>
sealed class StoreBackup(StoreParts parts)
{
    /// <summary>How the drafts in the temporary folder begin; left-overs are deleted at start.</summary>
    public const string Draft = "backup-";

    /// <summary>Copies into a folder laid out like a data folder.</summary>
    /// <returns>Bytes written.</returns>
    public long Run(string target, IProgress<BackupProgress>? progress, CancellationToken stop)
    {
        parts.Log.Hold(true);
        try
        {
            var done = CopyDatabase(Path.Combine(target, "store.duckdb"), stop);
            progress?.Report(new BackupProgress("store.duckdb", done));
            parts.Options.Step("backup-log");
            foreach (var (path, length) in parts.Log.Files())
                done += Copy(path, Path.Combine(target, "log"), length, done, progress, stop);
            parts.Options.Step("backup-archive");
            foreach (var path in Directory.EnumerateFiles(parts.Folder.Archive, "*.parquet").Order(StringComparer.Ordinal))
                done += Copy(path, Path.Combine(target, "archive"), long.MaxValue, done, progress, stop);
            return done;
        }
        finally
        {
            parts.Log.Hold(false);
        }
    }

    long CopyDatabase(string target, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var draft = Path.Combine(parts.Folder.Temporary, $"{Draft}{Guid.NewGuid():N}.duckdb");
        try
        {
            using (var connection = parts.Database.Connect())
            using (stop.Register(connection.Interrupt))
                CopyTo(connection, draft);
            stop.ThrowIfCancellationRequested();
            parts.Options.Step("backup-database");
            File.Move(draft, target, overwrite: true);
            using var file = new FileStream(target, FileMode.Open, FileAccess.ReadWrite);
            file.Flush(flushToDisk: true);
            return file.Length;
        }
        catch (DuckException e) when (e.IsInterrupt)
        {
            throw new OperationCanceledException(e.Message, e, stop);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    static void CopyTo(DuckConnection connection, string draft)
    {
        var name = $"copy_{Guid.NewGuid():N}";
        connection.Execute($"ATTACH {StoreDatabase.Quote(draft)} AS {name}");
        try
        {
            connection.Execute($"COPY FROM DATABASE store TO {name}");
        }
        finally
        {
            connection.Execute($"DETACH {name}");
        }
    }

    static long Copy(string path, string folder, long length, long before, IProgress<BackupProgress>? progress, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var to = new FileStream(Path.Combine(folder, Path.GetFileName(path)), FileMode.Create, FileAccess.Write);
        var buffer = new byte[1 << 20];
        var left = Math.Min(length, from.Length);
        while (left > 0)
        {
            stop.ThrowIfCancellationRequested();
            var read = from.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, left)));
            if (read == 0)
                break;
            to.Write(buffer.AsSpan(0, read));
            left -= read;
            progress?.Report(new BackupProgress(Path.GetFileName(path), before + to.Length));
        }

        to.Flush(flushToDisk: true);
        return to.Length;
    }
}

/// <summary>How far a backup is.</summary>
/// <param name="File">The file being written.</param>
/// <param name="Bytes">Bytes written so far, in all.</param>
public readonly record struct BackupProgress(string File, long Bytes);
