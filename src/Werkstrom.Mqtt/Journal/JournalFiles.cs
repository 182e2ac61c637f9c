using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Werkstrom.Mqtt.Journal;

/// <summary>The files in the folder of the journal: <c>*.snap</c> and the logs (<c>*.mlog</c>) that follow it.</summary>
static class JournalFiles
{
    const string Log = ".mlog", Snap = ".snap";

    // each time a snapshot came in between
    const int MostTries = 100;

    public static string LogPath(string folder, long start) => Path.Combine(folder, start.ToString("D19", CultureInfo.InvariantCulture) + Log);

    public static string SnapPath(string folder, long start) => Path.Combine(folder, start.ToString("D19", CultureInfo.InvariantCulture) + Snap);

    /// <summary>Opens a log for writing. A file of this name can only hold what was refused.</summary>
    public static SafeFileHandle Create(string folder, long start)
    {
        var file = File.OpenHandle(LogPath(folder, start), FileMode.Create, FileAccess.Write, FileShare.Read);
        Posix.SyncFolder(folder);
        return file;
    }

    /// <summary>Deletes what a snapshot at a position replaces.</summary>
    public static void DropBelow(string folder, long start)
    {
        foreach (var (from, path) in Files(folder, Snap).Concat(Files(folder, Log)).Where(f => f.Start < start))
            File.Delete(path);
        Posix.SyncFolder(folder);
    }

    /// <summary>Reads the newest whole snapshot and the logs behind it, and gives the position behind the last record.</summary>
    public static long Read(string folder, Replay replay, ILogger log)
    {
        foreach (var half in Directory.EnumerateFiles(folder, "*.tmp"))
            File.Delete(half);
        var end = 0L;
        foreach (var (start, path) in Enumerable.Reverse(Files(folder, Snap)))
        {
            var image = new Replay();
            ReadFile(path, 0, image, inSnapshot: true);
            if (!image.IsWhole)
            {
                log.SnapshotDamaged(Path.GetFileName(path));
                continue;
            }

            replay.TakeOver(image);
            end = start;
            break;
        }

        foreach (var (start, path) in Files(folder, Log).Where(f => f.Start >= end).ToArray())
        {
            var (read, length) = ReadFile(path, start, replay, inSnapshot: false);
            if (read < length)
                log.JournalCut(Path.GetFileName(path), length - read);
            end = Math.Max(end, start + length);
        }

        replay.Finish();

        // a position is never used twice, not even behind a torn tail
        return end + 1;
    }

    /// <summary>Copies the newest snapshot and the logs behind it, while the logs grow; the end of a copy may be torn, as after a kill.</summary>
    public static async Task CopyAsync(string folder, string target, CancellationToken stop)
    {
        var open = new List<FileStream>();
        try
        {
            for (var tries = 1; !TryOpen(folder, open); tries++)
            {
                open.ForEach(file => file.Dispose());
                open.Clear();
                if (tries == MostTries)
                    throw new IOException($"The files in {folder} are replaced faster than they can be opened.");
            }

            Directory.CreateDirectory(target);
            foreach (var file in open)
            {
                await using var copy = File.Create(Path.Combine(target, Path.GetFileName(file.Name)));
                await file.CopyToAsync(copy, stop);
            }
        }
        finally
        {
            open.ForEach(file => file.Dispose());
        }
    }

    // Files are deleted oldest first: when the log that begins with the snapshot could be opened, and those behind it, none is missing.
    // What is open can be read though it is deleted.
    static bool TryOpen(string folder, List<FileStream> open)
    {
        try
        {
            var start = -1L;
            if (Files(folder, Snap) is [.., var snapshot])
            {
                start = snapshot.Start;
                open.Add(Open(snapshot.Path));
            }

            var logs = Files(folder, Log).Where(log => log.Start >= start).ToList();
            open.AddRange(logs.Select(log => Open(log.Path)));
            return start < 0 || logs is [{ Start: var first }, ..] && first == start;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    static (long Read, long Length) ReadFile(string path, long start, Replay replay, bool inSnapshot)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        var at = 0;
        while (RecordReader.TryNext(bytes[at..], out var body))
        {
            replay.Apply(body, start + at, inSnapshot);
            at += RecordWriter.HeaderSize + body.Length;
        }

        return (at, bytes.Length);
    }

    static List<(long Start, string Path)> Files(string folder, string ending) =>
        [.. Directory.EnumerateFiles(folder, "*" + ending)
            .Select(path => (Start: long.TryParse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture, out var s) ? s : -1, path))
            .Where(f => f.Start >= 0)
            .Order()];
}
