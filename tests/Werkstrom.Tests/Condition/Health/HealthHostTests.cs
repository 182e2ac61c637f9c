using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Condition.Health;

public sealed class HealthHostTests : IAsyncLifetime
{
    const int Days = 5;
    readonly Host _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Stored_minutes_become_an_index_with_its_past_that_outlives_a_restart()
    {
        var asset = await WriteAsync("temperature", "bath", "vibration", "speed");
        var health = await WaitAsync(asset, h => h.GetProperty("index").ValueKind == JsonValueKind.Number);
        Assert.InRange(health.GetProperty("index").GetDouble(), 50, 100);
        Assert.Equal(JsonValueKind.Null, health.GetProperty("why").ValueKind);

        var signal = health.GetProperty("signalId").GetInt32();
        Assert.True(_host.Services.GetRequiredService<SignalCatalog>().TryGet("works/mill/health", out var made) && made is { Unit: "%" } && made.Id == signal);
        var past = await _host.Services.GetRequiredService<SampleQueries>().RawAsync(
            signal, new(DateTimeOffset.UtcNow.AddDays(-Days), DateTimeOffset.UtcNow.AddMinutes(1)), 100_000, default);
        Assert.InRange(past.Count, (Days - 3) * 1440 - 10, ((Days - 3) * 1440) + 10); // the first three days say nothing
        var state = _host.Services.GetRequiredService<IAssetState>();
        Assert.InRange(state.Of(asset).Health!.Value, 0.5, 1);
        Assert.Equal(state.Of(asset).Health, state.Of(Parent(asset)).Health);

        var page = await _host.Local.GetAsync($"/cases/health/{asset}");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("ws-chart", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _host.Local.GetAsync("/cases/health")).StatusCode);

        await _host.RestartAsync();
        var again = await WaitAsync(asset, h => h.GetProperty("index").ValueKind == JsonValueKind.Number);
        Assert.Equal(signal, again.GetProperty("signalId").GetInt32());
    }

    [Fact]
    public async Task Why_nothing_can_be_said_and_what_is_wrong_is_answered()
    {
        var asset = await WriteAsync("temperature", "bath");
        await WaitAsync(asset, h => h.GetProperty("index").ValueKind == JsonValueKind.Number);

        Assert.Equal(HttpStatusCode.NotFound, (await _host.Local.GetAsync("/api/condition/health/999")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Local.GetAsync("/cases/health/999")).StatusCode);
        var wrong = await _host.Local.PutAsJsonAsync($"/api/condition/health/{asset}/sensitivity", new { sensitivity = 11 });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("sensitivity (11) must be from 0 to 10", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await _host.Local.PutAsJsonAsync($"/api/condition/health/{asset}/sensitivity", new { sensitivity = 8 })).StatusCode);
        Assert.Equal(8, (await _host.Local.GetFromJsonAsync<JsonElement>($"/api/condition/health/{asset}")).GetProperty("sensitivity").GetDouble());
    }

    int Parent(int asset) => _host.Services.GetRequiredService<AssetCatalog>().TryGet(asset, out var found) ? found.ParentId!.Value : 0;

    async Task<int> WriteAsync(params string[] names)
    {
        var signals = await _host.Services.GetRequiredService<SignalCatalog>().EnsureAsync([.. names.Select(n => new WantedSignal("works/mill/" + n))], default);
        SampleBatch batch = new();
        var from = DateTimeOffset.FromUnixTimeSeconds((DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 60 * 60) - (Days * 86_400));
        for (var i = 0; i < Days * 1440; i++)
        {
            var row = Runs.Well(i);
            for (var s = 0; s < names.Length; s++)
                batch.Add(signals[s].Signal!.Id, Micros.Of(from.AddMinutes(i)), row[s]);
        }

        await _host.Services.GetRequiredService<ISampleSink>().WriteAsync(batch, default);
        return signals[0].Signal!.AssetId;
    }

    async Task<JsonElement> WaitAsync(int asset, Func<JsonElement, bool> holds)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(3); await Task.Delay(500))
        {
            var all = await _host.Local.GetFromJsonAsync<JsonElement>("/api/condition/health");
            foreach (var one in all.GetProperty("assets").EnumerateArray())
            {
                if (one.GetProperty("assetId").GetInt32() == asset && holds(one))
                    return one;
            }
        }

        throw new TimeoutException("Three minutes have passed.");
    }
}
