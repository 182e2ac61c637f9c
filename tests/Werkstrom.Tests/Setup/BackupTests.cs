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
