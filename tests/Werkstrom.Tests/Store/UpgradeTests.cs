using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Werkstrom.Store;

namespace Werkstrom.Tests.Store;

/// <summary>
/// A data folder that version 0.1 wrote opens with today's program. The folder in Fixtures/v0.1 is never changed; a later version
/// adds one of its own: set WERKSTROM_FIXTURE to a new folder, run <see cref="Makes_a_folder_for_later_versions"/>, and shorten the registry by
/// <c>sqlite3 registry.db 'PRAGMA wal_checkpoint(TRUNCATE); VACUUM'</c>.
/// </summary>
public sealed class UpgradeTests : IDisposable
{
    const string Path = "Werk/Säge 1/temperature";
    const long Day = 1_767_225_600; // 2026-01-01T00:00:00Z

    // no keys, locks, sockets, certificates
    static readonly Regex Kept = new(@"^(registry\.db(-wal)?|store\.duckdb.*|log.*\.wlog|archive.*\.parquet)$", RegexOptions.CultureInvariant);

    readonly Host _host = new();

    SampleStore Store => (SampleStore)_host.Services.GetService(typeof(SampleStore))!;

    static string Fixture => System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", "v0.1");

    public void Dispose()
    {
        if (Directory.Exists(_host.Folder))
            Directory.Delete(_host.Folder, recursive: true);
    }

    [Fact]
    public async Task A_folder_of_version_0_1_opens_with_all_its_samples_and_goes_on()
    {
        foreach (var file in Directory.EnumerateFiles(Fixture, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(_host.Folder, System.IO.Path.GetRelativePath(Fixture, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await _host.InitializeAsync();
        try
        {
            // a closed and archived day, then one that was only in the log
            Assert.Equal((double[])[20.5, 21.5, 22.5], await ValuesAsync("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"));
            Assert.Equal((double[])[30.25], await ValuesAsync("2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z"));

            await WriteAsync(40.125, Day + (60 * 86_400));
            await Store.FlushAsync(CancellationToken.None);
            Assert.Equal((double[])[40.125], await ValuesAsync("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"));
        }
        finally
        {
            await _host.DisposeAsync();
        }
    }

    [Fact]
    public async Task Makes_a_folder_for_later_versions()
    {
        if (Environment.GetEnvironmentVariable("WERKSTROM_FIXTURE") is not { Length: > 0 } target)
            return;
        await _host.InitializeAsync();
        for (var hour = 0; hour < 3; hour++)
            await WriteAsync(20.5 + hour, Day + (hour * 3_600));
        await Store.CloseDaysAsync(CancellationToken.None);
        Store.Committer.Checkpoints.Make(Store.Committer.Position);
        await WriteAsync(30.25, Day + (31 * 86_400));
        await Store.FlushAsync(CancellationToken.None);
        // as it lies there while the server stands still: what a power failure would leave, with the last sample in the log
        foreach (var file in Directory.EnumerateFiles(_host.Folder, "*", SearchOption.AllDirectories))
        {
            var name = System.IO.Path.GetRelativePath(_host.Folder, file);
            if (!Kept.IsMatch(name))
                continue;
            var copy = System.IO.Path.Combine(target, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            await using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await using var to = File.Create(copy);
            await from.CopyToAsync(to);
        }

        await _host.DisposeAsync();
    }

    async Task WriteAsync(double value, long second)
    {
        var json = string.Create(CultureInfo.InvariantCulture, $"[{{\"path\":\"{Path}\",\"at\":\"{DateTimeOffset.FromUnixTimeSeconds(second):yyyy-MM-ddTHH:mm:ssZ}\",\"value\":{value}}}]");
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _host.Local.PostAsync("api/samples", content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    async Task<double[]> ValuesAsync(string from, string to)
    {
        var text = await _host.Local.GetStringAsync($"api/signals/by-path/samples?path={Uri.EscapeDataString(Path)}&from={from}&to={to}");
        return [.. JsonDocument.Parse(text).RootElement.GetProperty("samples").EnumerateArray().Select(s => s.GetProperty("value").GetDouble())];
    }
}
