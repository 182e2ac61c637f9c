using System.Formats.Tar;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;
using Werkstrom.Setup;
using Werkstrom.Setup.Backups;

namespace Werkstrom.Tests.Setup;

public sealed class BackupTests(Host host) : IClassFixture<Host>, IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("ws-backup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_backup_of_a_running_server_restores_people_samples_and_keys()
    {
        await host.Services.GetRequiredService<Accounts>().AddAsync(new("Käthe", $"{Guid.NewGuid():n}@werk.example", Role.Viewer), default);

        var manifest = await BackupReader.RestoreAsync(await BackupAsync(), Path.Combine(_folder, "new"), default);

        Assert.Contains(manifest.Entries, e => e.Path == "registry.db");
        Assert.Contains(manifest.Entries, e => e.Path == "store.duckdb");
        Assert.Contains(manifest.Entries, e => e.Path.StartsWith("keys/", StringComparison.Ordinal));
        await using var registry = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "new", "registry.db")};Pooling=False");
        await registry.OpenAsync();
        await using var command = registry.CreateCommand();
        command.CommandText = "SELECT count(*) FROM kernel_person WHERE name = 'Käthe'";
        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_not_restored_into()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "precious"), "x");

        await Assert.ThrowsAsync<VerbException>(() => BackupReader.RestoreAsync("any.tar", _folder, default));
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_leaves_nothing()
    {
        var file = await BackupAsync();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 0x55;
        await File.WriteAllBytesAsync(file, bytes);

        await Assert.ThrowsAsync<VerbException>(() => BackupReader.RestoreAsync(file, Path.Combine(_folder, "new"), default));

        Assert.Equal([file], Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/etc/evil")]
    [InlineData("keys/../../evil")]
    [InlineData("a\\..\\evil")]
    public async Task A_backup_that_names_a_file_outside_is_refused(string name)
    {
        var file = Tar(name, "mine", name);

        await Assert.ThrowsAsync<VerbException>(() => BackupReader.RestoreAsync(file, Path.Combine(_folder, "new"), default));

        Assert.Equal([file], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_file_that_the_manifest_does_not_name_is_refused() =>
        await Assert.ThrowsAsync<VerbException>(() => BackupReader.RestoreAsync(Tar("a", "mine", "b"), Path.Combine(_folder, "new"), default));

    [Fact]
    public async Task A_truncated_backup_is_refused()
    {
        var file = await BackupAsync();
        await using (var stream = File.OpenWrite(file))
            stream.SetLength(stream.Length / 2);

        await Assert.ThrowsAsync<VerbException>(() => BackupReader.RestoreAsync(file, Path.Combine(_folder, "new"), default));
    }

    [Theory]
    [InlineData("..%2Fregistry.db")]
    [InlineData("%2Fetc%2Fpasswd")]
    [InlineData("werkstrom-1.tar")]
    public async Task Only_a_listed_backup_is_handed_out(string name)
    {
        using var answer = await host.Local.GetAsync("api/setup/backups/" + name);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_command_line_writes_the_file_and_leaves_none_on_the_server()
    {
        var file = Path.Combine(_folder, "by-hand.tar");
        await host.Services.GetRequiredService<BackupRuns>().WaitAsync(default);
        var before = host.Services.GetRequiredService<BackupRuns>().List().Count;

        Assert.Equal(0, await BackupCommand.Backup().Parse([file, "--data", host.Folder]).InvokeAsync());

        var manifest = await BackupReader.RestoreAsync(file, Path.Combine(_folder, "by-hand"), default);
        Assert.Contains(manifest.Entries, e => e.Path == "store.duckdb");
        Assert.Equal(before, host.Services.GetRequiredService<BackupRuns>().List().Count);
    }

    [Fact]
    public void What_a_killed_backup_left_is_gone_after_the_next_start()
    {
        var data = new Werkstrom.Kernel.Data.DataFolder(Path.Combine(_folder, "data"));
        Directory.CreateDirectory(Path.Combine(data.Temporary, "backup-0f", "archive"));
        File.WriteAllText(Path.Combine(data.Temporary, "backup-0f", "archive", "x.parquet"), "x");
        File.WriteAllText(Path.Combine(data.Temporary, "other"), "x");
        File.WriteAllText(Path.Combine(data.Folder("backups"), "werkstrom-1.tar.part"), "x");
        File.WriteAllText(Path.Combine(data.Folder("backups"), "werkstrom-0.tar"), "x");

        new BackupSweep(data).StartAsync(default);

        Assert.Equal([Path.Combine(data.Temporary, "other")], Directory.GetFileSystemEntries(data.Temporary));
        Assert.Equal([Path.Combine(data.Folder("backups"), "werkstrom-0.tar")], Directory.GetFileSystemEntries(data.Folder("backups")));
    }

    [Fact]
    public void A_backup_needs_room_for_a_copy_and_its_largest_file_again()
    {
        var data = new Werkstrom.Kernel.Data.DataFolder(Path.Combine(_folder, "room"));
        File.WriteAllBytes(data.Store, new byte[3_000_000]);
        File.WriteAllBytes(data.Registry, new byte[400_000]);
        File.WriteAllBytes(Path.Combine(data.Archive, "a.parquet"), new byte[1_000_000]);
        File.WriteAllBytes(Path.Combine(data.Temporary, "not-in-it"), new byte[5_000_000]);

        var room = new BackupRoom(data, []).Look();

        Assert.Equal((4_400_000, 7_400_000 + (16 << 20)), (room.Size, room.Needed));
        Assert.True(room.IsEnough);
        Assert.False((room with { Free = room.Needed - 1 }).IsEnough);
    }

    [Fact]
    public void Progress_counts_what_is_copied_and_what_is_packed()
    {
        var (staging, temporary) = (Path.Combine(_folder, "backup-1"), _folder);
        Directory.CreateDirectory(staging);
        var progress = new BackupProgress(1_000);
        Assert.Equal((0, 2_000), (progress.Done, progress.Total));
        progress.Watch(staging, temporary, Path.Combine(_folder, "draft"));
        File.WriteAllBytes(Path.Combine(temporary, "backup-2.duckdb"), new byte[300]);
        File.WriteAllBytes(Path.Combine(staging, "registry.db"), new byte[100]);
        Assert.Equal((400, 2_000), (progress.Done, progress.Total));
        File.Move(Path.Combine(temporary, "backup-2.duckdb"), Path.Combine(staging, "store.duckdb"));
        progress.Pack();
        File.WriteAllBytes(Path.Combine(_folder, "draft"), new byte[250]);
        File.Delete(Path.Combine(staging, "registry.db"));
        Assert.Equal((650, 800, "pack"), (progress.Done, progress.Total, progress.Step));
    }

    async Task<string> BackupAsync()
    {
        var runs = host.Services.GetRequiredService<BackupRuns>();
        await runs.WaitAsync(default);
        using var started = await host.Local.PostAsync("api/setup/backups", null);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var name = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("name").GetString()!;
        await runs.WaitAsync(default);
        Assert.Null(runs.Error);
        var file = Path.Combine(_folder, name);
        await File.WriteAllBytesAsync(file, await host.Local.GetByteArrayAsync("api/setup/backups/" + name));
        return file;
    }

    string Tar(string named, string content, string written)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        var manifest = new BackupManifest(1, "test", DateTimeOffset.UnixEpoch, true, [new(named, bytes.Length, hash)]);
        var file = Path.Combine(_folder, "made.tar");
        using var stream = File.Create(file);
        using var tar = new TarWriter(stream, TarEntryFormat.Pax);
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, BackupManifest.Name) { DataStream = new MemoryStream(manifest.Write()) });
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, written) { DataStream = new MemoryStream(bytes) });
        return file;
    }
}
