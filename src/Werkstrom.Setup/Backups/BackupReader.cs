using System.Formats.Tar;
using System.Security.Cryptography;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Setup.Backups;

/// <summary>
/// Makes a data folder from a backup. Everything is unpacked and checked beside it first; the folder gets its name when all is
/// right. Only plain files that the manifest names and that stay below the folder are written.
/// </summary>
static class BackupReader
{
    const int MaxManifest = 16 << 20;

    /// <exception cref="VerbException">The folder is not empty, or the file is damaged or foreign; nothing is left behind.</exception>
    public static async Task<BackupManifest> RestoreAsync(string file, string target, CancellationToken stop)
    {
        target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new VerbException($"{target} is not empty: restore into a new folder.");
        if (!File.Exists(file))
            throw new VerbException($"The file {file} is not there.");

        var draft = $"{target}.restoring-{Guid.NewGuid():n}";
        try
        {
            _ = new DataFolder(draft);
            var manifest = await UnpackAsync(file, draft, stop);
            if (Directory.Exists(target))
                Directory.Delete(target); // it is empty
            Directory.Move(draft, target);
            return manifest;
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw new VerbException($"{file} is damaged or no backup of Werkstrom: {e.Message}");
        }
        finally
        {
            if (Directory.Exists(draft))
                Directory.Delete(draft, recursive: true);
        }
    }

    static async Task<BackupManifest> UnpackAsync(string file, string draft, CancellationToken stop)
    {
        await using var stream = File.OpenRead(file);
        await using var tar = new TarReader(stream);
        if (await tar.GetNextEntryAsync(cancellationToken: stop) is not { Name: BackupManifest.Name, DataStream: { Length: < MaxManifest } head })
            throw new VerbException($"{file} does not begin with a manifest: it is no backup of Werkstrom.");
        var manifest = BackupManifest.Read(head);
        if (manifest.Format > BackupManifest.Newest)
            throw new VerbException($"{file} was written by a newer version, {manifest.Version}: use that one.");

        var left = manifest.Entries.ToDictionary(e => e.Path, StringComparer.Ordinal);
        while (await tar.GetNextEntryAsync(cancellationToken: stop) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !left.Remove(entry.Name, out var wanted))
                throw new VerbException($"{file} holds '{entry.Name}', which its manifest does not name: refused.");
            await WriteAsync(entry, wanted, PathBelow(draft, wanted.Path), stop);
        }

        return left.Count == 0 ? manifest : throw new VerbException($"{file} ends too early: {left.Count} files are missing.");
    }

    static string PathBelow(string draft, string name)
    {
        var parts = name.Split('/');
        if (Path.IsPathRooted(name) || name.Contains('\\') || parts.Any(p => p is "" or "." or ".."))
            throw new VerbException($"The backup names a file outside the data folder, '{name}': refused.");
        var path = Path.Combine([draft, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    static async Task WriteAsync(TarEntry entry, BackupEntry wanted, string path, CancellationToken stop)
    {
        await using (var to = new FileStream(path, BackupWriter.Private(FileMode.CreateNew)))
        {
            if (entry.DataStream is { } content)
                await content.CopyToAsync(to, stop);
            to.Flush(flushToDisk: true);
        }

        await using var written = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(written, stop));
        if (written.Length != wanted.Bytes || hash != wanted.Sha256)
            throw new VerbException($"'{entry.Name}' in the backup is damaged: its checksum is not that of the manifest.");
    }
}
