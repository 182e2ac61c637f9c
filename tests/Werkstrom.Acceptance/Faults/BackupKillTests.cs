using System.Net.Http.Json;
using System.Text.Json;
using Xunit.Abstractions;

namespace Werkstrom.Acceptance.Faults;

/// <summary>
/// Backups while writers run, the program killed in the midst of the next one: a finished one restores to everything that was
/// acknowledged before its instant, samples, records and registry; a killed one leaves nothing.
/// </summary>
public sealed class BackupKillTests(ITestOutputHelper output)
{
    const int Rounds = 2;

    [Fact]
    public async Task Given_kills_in_backups_under_load_Then_a_finished_one_restores_to_all_that_was_acknowledged_and_killed_ones_leave_nothing()
    {
        var random = new Random(Environment.TickCount);
        await using var program = new Running();
        await program.StartAsync();
        using var first = await program.ClientAsync("admin");
        var token = first.DefaultRequestHeaders.Authorization!;
        var writer = new NumberWriter(0);
        var (records, name, before, recordsBefore) = (0, "", new List<KeyValuePair<long, long>>(), 0);
        for (var round = 0; round < Rounds; round++)
        {
            using var client = new HttpClient { BaseAddress = program.Address, DefaultRequestHeaders = { Authorization = token } };
            using var stop = new CancellationTokenSource();
            var load = writer.SendAsync(client, stop.Token);
            await writer.FirstAsync().WaitAsync(TimeSpan.FromSeconds(30));
            await AppendAsync(client, records++);
            (before, recordsBefore) = (writer.Snapshot(), records);
            name = await BackupAsync(client);
            using (var next = await client.PostAsync(new Uri("api/setup/backups", UriKind.Relative), null))
                Assert.True(next.IsSuccessStatusCode);
            await Task.Delay(random.Next(0, 400));
            await program.KillAsync();
            await stop.CancelAsync();
            await load;
            await program.StartAsync();
        }

        using var after = new HttpClient { BaseAddress = program.Address, DefaultRequestHeaders = { Authorization = token } };
        await writer.CheckAsync(after);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(program.Folder, "tmp"), "backup-*"));
        var tar = Path.Combine(program.Folder, "backups", name);
        Assert.All(Directory.EnumerateFiles(Path.GetDirectoryName(tar)!), file => Assert.EndsWith(".tar", file, StringComparison.Ordinal));

        var folder = Path.Combine(program.Folder, "restored");
        var (code, _, error) = await Running.RunAsync("restore", tar, "--data", folder);
        Assert.True(code == 0, error);
        await using var restored = new Running(folder);
        await restored.StartAsync();
        using var reader = new HttpClient { BaseAddress = restored.Address, DefaultRequestHeaders = { Authorization = token } }; // the registry knows the token
        await writer.CheckAsync(reader, before);
        var read = await reader.GetFromJsonAsync<JsonElement>("api/records?type=failure");
        Assert.Equal(recordsBefore, read.GetProperty("records").GetArrayLength());
        output.WriteLine($"{before.Count} samples and {recordsBefore} records acknowledged before the backup, all restored");
    }

    static async Task AppendAsync(HttpClient client, int number)
    {
        using var sent = await client.PostAsJsonAsync("api/records", new
        {
            records = new[] { new { type = "failure", at = $"2026-02-0{number + 1}T00:00:00Z", values = new { kind = $"number {number}" } } },
        });
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());
    }

    /// <summary>Makes one to its end.</summary>
    static async Task<string> BackupAsync(HttpClient client)
    {
        using var started = await client.PostAsync(new Uri("api/setup/backups", UriKind.Relative), null);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync());
        var name = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("name").GetString()!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await client.GetFromJsonAsync<JsonElement>("api/setup/backups", limit.Token)).GetProperty("running").ValueKind != JsonValueKind.Null)
            await Task.Delay(50, limit.Token);
        return name;
    }
}
