using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace Werkstrom.Acceptance.Faults;

/// <summary>An import and its undo are killed in the middle: after each start they go on, and at the end all is exactly as if nothing had happened.</summary>
public sealed class ImportKillTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    const int Rows = 150_000;
    const int Kills = 3;

    readonly Running _program = new();
    HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        await _program.StartAsync();
        _client = await _program.ClientAsync("engineer");
    }

    public void Dispose() => _client?.Dispose();

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _program.DisposeAsync();
    }

    [Fact]
    public async Task Given_kills_in_the_middle_When_started_again_Then_the_import_is_whole_and_its_undo_exact()
    {
        await EndAsync(await StartAsync("before.csv", File(1_000, 0)), "done");

        var id = await StartAsync("long.csv", File(Rows, 7));
        var cuts = await KillAsync(id, "running");
        var done = await EndAsync(id, "done");
        Assert.Equal((Rows, 3 * Rows, 1_000 * 3), (Count(done, "rows"), Count(done, "samples"), Count(done, "overwritten")));
        var read = await ReadAsync(Rows);
        Assert.Equal((Rows, 11_251_050_000d), (read.Count, read.Sum())); // 0 + … + 149,999 = 11,249,925,000, and 7.5 × 150,000 = 1,125,000
        Assert.Equal((7.5, 150_006.5), (read[0], read[^1]));

        using (var undo = await _client.PostAsync(new Uri($"api/connect/imports/{id}/undo", UriKind.Relative), null))
            Assert.True(undo.IsSuccessStatusCode, await undo.Content.ReadAsStringAsync());
        cuts += await KillAsync(id, "undoing");
        var undone = await EndAsync(id, "undone");
        output.WriteLine($"{cuts} of {2 * Kills} kills hit the work");
        Assert.Equal((3 * Rows, 0), (Count(undone, "undoneSamples"), Count(undone, "keptSamples")));
        read = await ReadAsync(1_000);
        Assert.Equal((1_000, 0.5, 999.5), (read.Count, read[0], read[^1]));
        Assert.True(cuts > 0, "No kill hit the work: nothing is proved.");
    }

    [Fact]
    public async Task The_verb_tells_the_counts_of_what_it_imported()
    {
        var file = Path.Combine(_program.Folder, "verb.csv");
        await System.IO.File.WriteAllTextAsync(file, File(70_000, 0) + "2030-01-01T00:00:00Z;;x;1.5\n");
        var (code, text, error) = await Running.RunAsync("import", file, "--data", _program.Folder, "--into", "verb", "--json");

        Assert.True(code == 2, error); // one bad row
        var import = JsonSerializer.Deserialize<JsonElement>(text);
        import = import.ValueKind == JsonValueKind.Array ? import[0] : import;
        Assert.Equal((70_001, 210_001, 1, 1), (Count(import, "rows"), Count(import, "samples"), Count(import, "missingCells"), Count(import, "badRows")));
        Assert.Contains("verb.csv: done, 70001 rows, 210001 samples, 1 gap, 1 bad row", error, StringComparison.Ordinal);
    }

    /// <summary>Kills the program as soon as the work has gone on a little; tells how often it was still at work.</summary>
    async Task<int> KillAsync(string id, string state)
    {
        var cuts = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var seen = -1L;
            while (await GetAsync(id) is var import && import.GetProperty("state").GetString() == state)
            {
                var at = Count(import, state == "running" ? "samples" : "undoneSamples");
                if (seen >= 0 && at > seen)
                    break;
                seen = seen < 0 ? at : seen;
            }

            cuts += (await GetAsync(id)).GetProperty("state").GetString() == state ? 1 : 0;
            await _program.KillAsync();
            await _program.StartAsync();
            var token = _client.DefaultRequestHeaders.Authorization;
            _client.Dispose();
            _client = new HttpClient { BaseAddress = _program.Address, DefaultRequestHeaders = { Authorization = token } };
        }

        return cuts;
    }

    async Task<string> StartAsync(string name, string text)
    {
        using var sent = await _client.PostAsync(new Uri($"api/connect/imports?name={name}&into=kill", UriKind.Relative), new StringContent(text));
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        using var run = await _client.PostAsync(new Uri($"api/connect/imports/{id}/run", UriKind.Relative), null);
        Assert.True(run.IsSuccessStatusCode, await run.Content.ReadAsStringAsync());
        return id;
    }

    async Task<JsonElement> EndAsync(string id, string wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        JsonElement import;
        while ((import = await GetAsync(id)).GetProperty("state").GetString() is "running" or "undoing")
            await Task.Delay(50, limit.Token);
        Assert.Equal(wanted, import.GetProperty("state").GetString());
        return import;
    }

    Task<JsonElement> GetAsync(string id) => _client.GetFromJsonAsync<JsonElement>($"api/connect/imports/{id}");

    /// <summary>All values of kill/a, in order of time.</summary>
    /// <summary>What is durable is read a commit later, which may take seconds where the machine is busy: waits for so many samples.</summary>
    async Task<List<double>> ReadAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var read = await ReadAsync();
            if (read.Count == count || limit.IsCancellationRequested)
                return read;
            await Task.Delay(200);
        }
    }

    async Task<List<double>> ReadAsync()
    {
        var found = await _client.GetFromJsonAsync<JsonElement>("api/signals?search=kill/a");
        var id = found.GetProperty("signals")[0].GetProperty("id").GetInt32();
        List<double> values = [];
        var cursor = "";
        do
        {
            var page = await _client.GetFromJsonAsync<JsonElement>($"api/signals/{id}/samples?from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z&limit=100000{cursor}");
            values.AddRange(page.GetProperty("samples").EnumerateArray().Select(s => s.GetProperty("value").GetDouble()));
            cursor = page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? $"&cursor={Uri.EscapeDataString(next.GetString()!)}" : "";
        }
        while (cursor.Length > 0);
        return values;
    }

    static int Count(JsonElement import, string name) => import.GetProperty(name).GetInt32();

    /// <summary>A row a minute from 2022 on: row number + shift + 0.5 and two more columns.</summary>
    static string File(int rows, int shift)
    {
        var text = new StringBuilder("time;a;b;c\n");
        var start = new DateTime(2022, 1, 1);
        for (var i = 0; i < rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"{start.AddMinutes(i):yyyy-MM-ddTHH:mm:ss}Z;{i + shift}.5;{i % 100}.25;1.5\n");
        return text.ToString();
    }
}
