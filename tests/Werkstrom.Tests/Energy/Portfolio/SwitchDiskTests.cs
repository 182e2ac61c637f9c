using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Werkstrom.Tests.Energy.Bills;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Energy.Portfolio;

/// <summary>A disk that is really full under the desk: a switch that is asked for is refused in words, one that runs goes on when there is room again.</summary>
public sealed class SwitchDiskTests : IAsyncLifetime
{
    const int Customers = 1_200;

    readonly Host _host = new();
    bool _isMounted;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        if (_isMounted)
            SmallDisk.Unmount(_host.Folder);
        await _host.DisposeAsync();
    }

    [SmallDiskFact]
    public async Task Given_a_full_disk_When_a_switch_is_asked_for_or_runs_Then_it_says_so_and_goes_on_with_room()
    {
        Assert.True(_isMounted = SmallDisk.Mount(_host.Folder, 200), "A tmpfs cannot be mounted.");
        await _host.InitializeAsync();
        BillTown town = new(_host);
        await town.OpenAsync();
        foreach (var (key, price) in ((string, int)[])[("flat", 30), ("dear", 35)])
            await town.TariffAsync(key, BillTown.Flat(price));
        await KeepAsync();
        var from = new DateOnly(DateTime.UtcNow.Year + 1, 7, 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var id = await StartAsync(from);
        await StateAsync(id, "Ready");

        await ShortenLogAsync();
        var ballast = Fill();
        await BeginAsync(id);
        Fill();
        var said = await UntilAsync(
            async () => await _host.Local.PostAsJsonAsync("/api/energy/desk/switches", new { tariff = "dear", from }), answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable || Fill().Length == 0);
        Assert.Equal("The disk is full: nothing of this request was kept. Make room, then send it again.", (await said.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
        var seen = await _host.Local.GetFromJsonAsync<JsonElement>($"/api/energy/desk/switches/{id}");
        Assert.True(seen.GetProperty("planned").GetInt32() > 0, "The run needed less than the disk had: nothing is proved.");

        File.Delete(ballast);
        await UntilAsync(async () =>
        {
            var now = await _host.Local.GetFromJsonAsync<JsonElement>($"/api/energy/desk/switches/{id}");
            if (now.GetProperty("fault").ValueKind == JsonValueKind.String) // written once there was room again
            {
                Assert.Contains(now.GetProperty("fault").GetString(), (string[])["The disk is full. What was done stays; make room, then let it go on.", "Die Platte ist voll. Was getan ist, bleibt; schaffen Sie Platz und lassen Sie es weiterlaufen."]);
                using var retry = await _host.Local.PostAsync($"/api/energy/desk/switches/{id}/retry", null);
            }

            return string.Equals(now.GetProperty("state").GetString(), "Done", StringComparison.OrdinalIgnoreCase);
        });
        var done = await _host.Local.GetFromJsonAsync<JsonElement>($"/api/energy/desk/switches/{id}");
        Assert.Equal((Customers, 0), (done.GetProperty("kept").GetInt32(), done.GetProperty("failed").GetInt32()));
        Assert.Equal(2 * Customers, (await _host.Local.GetFromJsonAsync<JsonElement>("/api/energy/contracts?take=1")).GetProperty("count").GetInt32());
    }

    // pages that the log of the registry no longer needs would be room on a full disk
    async Task ShortenLogAsync()
    {
        await using SqliteConnection registry = new($"Data Source={Path.Combine(_host.Folder, "registry.db")};Pooling=False");
        await registry.OpenAsync();
        await using var command = registry.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
    }

    // with as little room as its beginning needs: the run itself needs more, however fast it is
    async Task BeginAsync(long id)
    {
        while (true)
        {
            using var run = await _host.Local.PostAsync($"/api/energy/desk/switches/{id}/run", null);
            if (run.StatusCode == HttpStatusCode.Accepted)
                return;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, run.StatusCode);
            using FileStream ballast = new(Path.Combine(_host.Folder, "ballast"), FileMode.Open, FileAccess.Write);
            ballast.SetLength(ballast.Length - (16 << 10));
        }
    }

    async Task<long> StartAsync(string from)
    {
        using var begun = await _host.Local.PostAsJsonAsync("/api/energy/desk/switches", new { tariff = "dear", from });
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync());
        return (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
    }

    Task StateAsync(long id, string state) =>
        UntilAsync(async () => string.Equals((await _host.Local.GetFromJsonAsync<JsonElement>($"/api/energy/desk/switches/{id}")).GetProperty("state").GetString(), state, StringComparison.OrdinalIgnoreCase));

    async Task KeepAsync()
    {
        var wishes = Enumerable.Range(0, Customers).Select(i => new
        {
            number = $"V-{i}",
            customer = $"K-{i}",
            name = "Erika Muster",
            malo = BillTown.Malo(i),
            place = "Ort/Mitte",
            tariff = "flat",
            annualKwh = "3500",
            from = "2024-01-01",
            metering = "smart",
        });
        using var kept = await _host.Local.PostAsJsonAsync("api/energy/contracts", wishes);
        Assert.True(kept.IsSuccessStatusCode, await kept.Content.ReadAsStringAsync());
    }

    string Fill()
    {
        var ballast = Path.Combine(_host.Folder, "ballast");
        using var file = new FileStream(ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            return ballast; // full
        }
    }
}
