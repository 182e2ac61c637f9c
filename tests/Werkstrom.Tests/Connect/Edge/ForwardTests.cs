using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Serving;

namespace Werkstrom.Tests.Connect.Edge;

/// <summary>A side-car on its own, as beside a machine: Werkstrom goes away, the side-car is killed, and no value is lost or doubled.</summary>
public sealed class ForwardTests : IAsyncLifetime
{
    readonly Host _host = new();
    readonly string _folder = Directory.CreateTempSubdirectory("ws-forward-").FullName;
    readonly int _port = MqttPort.Spare();
    readonly List<DateTimeOffset> _times = [];
    Machine _machine = null!;
    Process? _sideCar;

    public async Task InitializeAsync()
    {
        _host.Configuration["mqtt:port"] = _port.ToString(CultureInfo.InvariantCulture);
        await _host.InitializeAsync();
        _machine = await Machine.OpcuaAsync(_folder);
    }

    public async Task DisposeAsync()
    {
        await KillAsync();
        await _machine.DisposeAsync();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Values_wait_on_disk_while_Werkstrom_is_away_and_survive_a_kill_of_the_side_car()
    {
        await ConfigureAsync();
        await StartAsync();
        await _host.SamplesAsync("forward/n", 1);
        await SetAsync(1, 10);
        await _host.SamplesAsync("forward/n", 11);

        await _host.StopAsync();
        await SetAsync(11, 30);
        await Waiting.UntilAsync(async () => (await QueuedAsync()).Contains("{\\\"value\\\":30,", StringComparison.Ordinal), () => "the last value is not in the queue");
        await KillAsync();
        await StartAsync();
        await Waiting.UntilAsync(async () => (await QueuedAsync()).Split("online\\\"").Length > 2, () => "the side-car did not come back");
        await SetAsync(31, 40);
        await Waiting.UntilAsync(async () => (await QueuedAsync()).Contains("{\\\"value\\\":40,", StringComparison.Ordinal), () => "the last value is not in the queue");
        await _host.InitializeAsync();

        var samples = await _host.SamplesAsync("forward/n", 41);
        Assert.Equal(Enumerable.Range(0, 41).Select(n => (double)n), samples.Values);
        Assert.Equal(_times.Select(t => t.ToUnixTimeMilliseconds() * 1000), samples.Instants[1..]);
        await Waiting.UntilAsync(async () => !(await QueuedAsync()).Contains("\\\"value\\\":20,", StringComparison.Ordinal), () => "what was sent is still on disk");
    }

    async Task ConfigureAsync()
    {
        var asset = await _host.Services.GetRequiredService<AssetCatalog>().CreateAsync(null, "forward", "", null, default);
        var key = (await _host.Services.GetRequiredService<Tokens>().CreateAsync(new("side-car", Scopes.Write, AssetId: asset.Value!.Id), default)).Key;
        var config = new
        {
            name = "forward",
            link = new { url = $"mqtt://127.0.0.1:{_port}", clientId = "forward", user = "any", password = key },
            queue = new { folder = Path.Combine(_folder, "queue") },
            statusTopic = "forward/status",
            points = new[] { new { id = 1, address = "nsu=urn:werkstrom:test-server;s=Counter", topic = "forward/n", unit = "" } },
            opcua = new { url = _machine.Url, security = "none", pki = Path.Combine(_folder, "own"), publishingInterval = 100, samplingInterval = 0 },
        };
        await File.WriteAllTextAsync(Path.Combine(_folder, "config.json"), JsonSerializer.Serialize(config));
    }

    async Task SetAsync(int from, int to)
    {
        for (var n = from; n <= to; n++)
        {
            _times.Add(DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), (_times.Count > 0 ? _times[^1].ToUnixTimeMilliseconds() : 0) + 1)));
            await _machine.SetAsync("Counter", n, _times[^1]);
        }
    }

    Task StartAsync()
    {
        _sideCar = Process.Start(new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "edge", "opcua.cjs"), "run", "--config", Path.Combine(_folder, "config.json")]));
        return Task.CompletedTask;
    }

    async Task KillAsync()
    {
        if (_sideCar is null)
            return;
        _sideCar.Kill();
        await _sideCar.WaitForExitAsync();
        _sideCar.Dispose();
        _sideCar = null;
    }

    async Task<string> QueuedAsync()
    {
        List<string> texts = [];
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "queue"), "*.q").Order(StringComparer.Ordinal))
        {
            try
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(stream);
                texts.Add(await reader.ReadToEndAsync());
            }
            catch (FileNotFoundException)
            {
                // sent meanwhile
            }
        }

        return string.Concat(texts);
    }
}
