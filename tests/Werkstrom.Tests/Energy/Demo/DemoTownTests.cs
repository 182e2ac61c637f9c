using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Series;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Energy.Demo;

/// <summary>The town of the demo is made by the ways that people use, and ends in bills that wait for a person.</summary>
public sealed class DemoTownTests : IAsyncLifetime
{
    readonly Host _host = new() { Configuration = { ["energy:demo"] = "true", ["energy:demoPoints"] = "24" } };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Index_tariffs_contracts_meters_and_last_years_bills_are_there()
    {
        await UntilAsync(async () => (await _host.Local.GetFromJsonAsync<JsonElement>("api/energy/contracts")).GetProperty("count").GetInt32() == 24);
        // step by step, so that each has its own time on a slow machine: the supplier with his energy mix, the index of the past, the bills
        await UntilAsync(async () => (await _host.Local.GetFromJsonAsync<JsonElement>("api/energy/bills/mix")).GetArrayLength() == 1);
        var (series, today) = (_host.Services.GetRequiredService<SeriesBook>(), DateOnly.FromDateTime(DateTime.UtcNow));
        for (DateOnly month = new(today.Year - 1, 2, 1); month < today.AddDays(-1); month = month.AddMonths(1)) // the index of a year and more takes long: month by month
            await UntilAsync(async () => await series.SpanAsync("index/muehlstadt", default) is { } span && span.To >= month.AddDays(-1));
        await UntilAsync(async () => (await _host.Local.GetFromJsonAsync<JsonElement>("api/energy/index")).GetArrayLength() == 1);
        var run = await UntilAsync(RunAsync, r => r.ValueKind == JsonValueKind.Object && r.GetProperty("state").GetString() == "ready");
        var shown = await _host.Local.GetFromJsonAsync<JsonElement>($"api/energy/bills/runs/{run.GetProperty("id")}");
        var sums = shown.GetProperty("sums");
        Assert.Equal(["unchecked-mix"], shown.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code").GetString())); // nothing that would block its release
        var contracts = await _host.Local.GetFromJsonAsync<JsonElement>("api/energy/contracts");

        Assert.Equal((24, 24), (run.GetProperty("done").GetInt32(), contracts.GetProperty("count").GetInt32()));
        Assert.Equal((24, 0), (sums.GetProperty("count").GetInt32(), sums.GetProperty("blocked").GetInt32()));
        Assert.InRange(sums.GetProperty("gross").GetInt64() * 1_000.0 / sums.GetProperty("wh").GetInt64(), 25, 50); // ct/kWh, as bills here are
        Assert.Equal("demo", run.GetProperty("maker").GetString());
    }

    // January is billed and released before, so that customers have a bill to look at; the rest of the year waits for a person
    async Task<JsonElement> RunAsync()
    {
        var runs = await _host.Local.GetFromJsonAsync<JsonElement>("api/energy/bills/runs");
        return runs.GetArrayLength() == 2 ? runs[0] : default;
    }
}
