using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Connect.Import;

/// <summary>Real files through the whole program; the expected numbers stand in the files and were counted with shell tools.</summary>
public sealed class StoredFilesTests(Host host) : IClassFixture<Host>
{
    [DataFact("bearing/ims_test2_10min.csv")]
    public async Task Bearings_are_found_again()
    {
        await ImportAsync("bearing/ims_test2_10min.csv", 984, 3_936, 0);

        var bearing = await ReadAsync("ims_test2_10min/Bearing 1");
        Assert.Equal(984, bearing.Length);
        Assert.Equal(("2004-02-12 09:32:39", 0.05833287758191331), bearing[0]);
        Assert.Equal(("2004-02-19 05:22:39", 0.001168367596073911), bearing[^1]);
        Assert.Equal(("2004-02-15 20:32:39", 0.04343117339713735), (await ReadAsync("ims_test2_10min/Bearing 4"))[498]);
    }

    [DataFact("energy/smard/quarterly_smard_data_lu_smard_2024_complete.csv")]
    public async Task German_quarter_hours_are_found_again_over_both_changes_of_the_clock()
    {
        const string Name = "quarterly_smard_data_lu_smard_2024_complete";
        await ImportAsync($"energy/smard/{Name}.csv", 35_616, (35_616 * 8) - 6, 6);

        var hydro = await ReadAsync($"{Name}/Wasserkraft");
        Assert.Equal(("2023-12-31 23:00:00", 3.0), hydro[0]);
        Assert.Equal(("2025-01-05 22:45:00", 1.0), hydro[^1]);
        Assert.Contains(("2024-10-27 00:15:00", 2.25), hydro);
        Assert.Contains(("2024-10-27 01:15:00", 2.5), hydro);
        Assert.Equal(["2024-03-31 00:45:00", "2024-03-31 01:00:00"], hydro.Select(h => h.Item1).Where(t => t is "2024-03-31 00:45:00" or "2024-03-31 01:00:00"));
        Assert.Equal(82.5, (await ReadAsync($"{Name}/Residuallast"))[^1].Item2);
        Assert.True(Catalog.TryGet($"{Name}/Photovoltaik", out var sun));
        Assert.Equal("MW.h", sun.Unit);
    }

    [DataFact("energy/smard/costs_2024-hour-price.csv")]
    public async Task Prices_are_found_again_in_both_autumn_hours()
    {
        await ImportAsync("energy/smard/costs_2024-hour-price.csv", 8_808, 8_808, 0);

        var prices = await ReadAsync("costs_2024-hour-price/price");
        Assert.Equal(8_808, prices.Length);
        Assert.Equal(("2023-12-31 23:00:00", 0.01), prices[0]);
        Assert.Equal(("2025-01-01 22:00:00", 0.701), prices[^1]);
        Assert.Contains(("2024-06-14 22:00:00", 6.068), prices);
        Assert.Contains(("2024-10-27 00:00:00", 8.223), prices);
        Assert.Contains(("2024-10-27 01:00:00", 8.043), prices);
    }

    SignalCatalog Catalog => host.Services.GetRequiredService<SignalCatalog>();

    async Task ImportAsync(string file, long rows, long samples, long missing)
    {
        await using var body = File.OpenRead(SharedData.Path(file));
        using var sent = await host.Local.PostAsync($"api/connect/imports?name={Path.GetFileName(file)}", new StreamContent(body));
        var id = (await sent.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>();
        using var run = await host.Local.PostAsync($"api/connect/imports/{id}/run", null);
        Assert.True(run.IsSuccessStatusCode, await run.Content.ReadAsStringAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        JsonNode import;
        while ((import = (await host.Local.GetFromJsonAsync<JsonNode>($"api/connect/imports/{id}", limit.Token))!)["state"]!.GetValue<string>() == "running")
            await Task.Delay(50, limit.Token);
        Assert.Equal(
            ("done", rows, samples, missing, 0L),
            (import["state"]!.GetValue<string>(), import["rows"]!.GetValue<long>(), import["samples"]!.GetValue<long>(),
                import["missingCells"]!.GetValue<long>(), import["badRows"]!.GetValue<long>()));
    }

    async Task<(string, double)[]> ReadAsync(string path)
    {
        Assert.True(Catalog.TryGet(path, out var signal), path);
        await host.Services.GetRequiredService<SampleStore>().FlushAsync(default);
        var series = await host.Services.GetRequiredService<SampleQueries>().RawAsync(
            signal.Id, new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100)), 100_000, default);
        return [.. series.Instants.Select((t, i) => (Reading.Utc(t), series.Values[i]))];
    }
}
