using System.Formats.Tar;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Werkstrom.Kernel.Data;
using Werkstrom.Store;

namespace Werkstrom.Setup.Backups;

/// <summary>
/// Writes everything into one file while the server runs: first what modules keep in folders of their own, then the samples, then the
/// registry, so that it knows every signal whose samples are in, then keys and settings. The file gets its name when it is complete and on disk.
/// </summary>
sealed class BackupWriter(DataFolder folder, Registry registry, SampleStore store, IEnumerable<IBackupPart> parts, TimeProvider time)
{
    /// <summary>How the folders in <c>tmp/</c> begin in which backups are staged.</summary>
    public const string Staging = "backup-";

    /// <summary>How the name of an unfinished backup ends.</summary>
    public const string Draft = ".part";

    static readonly string[] Folders = ["keys", "tls"];
    const string Settings = "werkstrom.json";

    /// <returns>Length of the file, bytes.</returns>
    public async Task<long> WriteAsync(string target, BackupProgress progress, CancellationToken stop)
    {
        var staging = Path.Combine(folder.Temporary, $"{Staging}{Guid.NewGuid():n}");
        var draft = target + Draft;
        progress.Watch(staging, folder.Temporary, draft);
        var at = time.GetUtcNow(); // what was acknowledged before is in
        Directory.CreateDirectory(staging);
        try
        {
            await StageAsync(staging, progress, stop);
            progress.Pack();
            await PackAsync(staging, draft, at, stop);
            File.Move(draft, target, overwrite: false);
            return new FileInfo(target).Length;
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
            File.Delete(draft);
        }
    }

    async Task StageAsync(string staging, BackupProgress progress, CancellationToken stop)
    {
        foreach (var part in parts)
            await part.CopyAsync(Path.Combine(staging, part.Folder), stop);
        await store.BackupAsync(staging, null, stop);
        progress.Step = "registry";
        if (!registry.IsPostgres)
            await CopyRegistryAsync(Path.Combine(staging, "registry.db"), stop);
        foreach (var name in Folders.Where(n => Directory.Exists(folder.File(n))))
        {
            Directory.CreateDirectory(Path.Combine(staging, name));
            foreach (var file in Directory.EnumerateFiles(folder.File(name)))
                File.Copy(file, Path.Combine(staging, name, Path.GetFileName(file)));
        }

        if (File.Exists(folder.File(Settings)))
            File.Copy(folder.File(Settings), Path.Combine(staging, Settings));
    }

    /// <summary>By SQLite's online backup: one consistent moment, writers go on.</summary>
    async Task CopyRegistryAsync(string target, CancellationToken stop)
    {
        await using var from = await registry.OpenAsync(stop);
        await using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
        await to.OpenAsync(stop);
        ((SqliteConnection)from).BackupDatabase(to);
        await using var command = to.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=DELETE"; // one file, no -wal beside it
        await command.ExecuteScalarAsync(stop);
    }

    async Task PackAsync(string staging, string draft, DateTimeOffset at, CancellationToken stop)
    {
        List<BackupEntry> entries = [];
        foreach (var file in Directory.EnumerateFiles(staging, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            await using var content = File.OpenRead(file);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop));
            entries.Add(new(Path.GetRelativePath(staging, file).Replace('\\', '/'), content.Length, hash));
        }

        var version = typeof(BackupWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var manifest = new BackupManifest(BackupManifest.Newest, version, at, !registry.IsPostgres, entries);
        await using var output = new FileStream(draft, Private(FileMode.Create));
        await using (var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true))
        {
            using var head = new MemoryStream(manifest.Write());
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, BackupManifest.Name) { DataStream = head }, stop);
            foreach (var entry in entries)
            {
                var staged = Path.Combine(staging, entry.Path);
                await using (var content = File.OpenRead(staged))
                    await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, entry.Path) { DataStream = content }, stop);
                File.Delete(staged); // it is in: its room is given back at once
            }
        }

        output.Flush(flushToDisk: true);
    }

    /// <summary>A file only for its owner: it holds keys.</summary>
    public static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
