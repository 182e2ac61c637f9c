using System.Diagnostics;
using System.Text.Json;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Connect.Edge;

/// <summary>A real OPC UA server (npm node-opcua), read by the side-car that the host runs.</summary>
public sealed class OpcuaTests : IAsyncLifetime
{
    static readonly string[] Everything = ["*"];

    const string Ours = "nsu=urn:werkstrom:test-server;s=";

    readonly Host _host = new();
    readonly string _folder = Directory.CreateTempSubdirectory("ws-opcua-").FullName;
    Machine _machine = null!;

    // whole milliseconds, so that an instant is the same on the whole way
    static DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    public async Task InitializeAsync()
    {
        _host.Configuration["edge:samplingInterval"] = "0"; // every change
        await _host.InitializeAsync();
        _machine = await Machine.OpcuaAsync(_folder);
    }

    public async Task DisposeAsync()
    {
        await _machine.DisposeAsync();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Values_come_with_source_time_quality_and_unit_and_go_on_after_a_restart_of_the_server()
    {
        var nodes = await _host.AddAsync(new { kind = "opcua", url = _machine.Url, name = "Presse", asset = "Werk/Press3" }, "Presse");
        CheckNodes(nodes);
        var added = await _host.PostAsync("/Presse/points", new { nodes = Everything });
        Assert.Equal((6, "Press3/Drive/A/Serial: type ByteString"), (added.GetProperty("count").GetInt32(), added.GetProperty("refused")[0].GetString()));
        await _host.PostAsync("/Presse/start");

        await CheckFirstValuesAsync();
        await CheckQualityAsync();
        await CheckRestartAsync();

        await _host.PostAsync("/Presse/stop");
        Assert.Equal("stopped", (await _host.GetAsync("/Presse")).GetProperty("server").GetProperty("state").GetProperty("phase").GetString());
    }

    static void CheckNodes(JsonElement nodes)
    {
        Assert.True(nodes.GetProperty("fault").ValueKind == JsonValueKind.Null, nodes.ToString());
        var temperature = Assert.Single(nodes.GetProperty("nodes").EnumerateArray(), n => n.GetProperty("path").GetString() == "Press3/Temperature");
        Assert.Equal(
            (Ours + "Temperature", "Temperatur", "Double", "°C", "Cel"),
            (Text("address"), Text("title"), Text("dataType"), Text("unit"), Text("ucum")));
        Assert.Equal([-20d, 180], temperature.GetProperty("range").EnumerateArray().Select(r => r.GetDouble()));

        string? Text(string name) => temperature.GetProperty(name).GetString();
    }

    // the first name of the browse path is the asset's own and does not stand twice in the path
    async Task CheckFirstValuesAsync()
    {
        await _host.SamplesAsync("Werk/Press3/Temperature", 1);
        Assert.Equal("Cel", _host.Signal("Werk/Press3/Temperature").Unit);
        Assert.Equal((double[])[1], (await _host.SamplesAsync("Werk/Press3/Running", 1)).Values);
        Assert.Equal((double[])[71.3], (await _host.SamplesAsync("Werk/Press3/Drive-A/Currents/1", 1)).Values);
        Assert.Equal(["Running"], _host.Texts("Werk/Press3/State", await _host.SamplesAsync("Werk/Press3/State", 1)));
        Assert.Equal(["A-17"], _host.Texts("Werk/Press3/Order", await _host.SamplesAsync("Werk/Press3/Order", 1)));
        await _host.UntilAsync("/Presse", shown => shown.GetProperty("points").EnumerateArray().Any(
            point => point.GetProperty("value") is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().Select(one => one.GetDouble()).SequenceEqual([1.5, 71.3, 3])));
    }

    async Task CheckQualityAsync()
    {
        var start = Now;
        await _machine.SetAsync("Temperature", 71.5, start);
        await _machine.SetAsync("Temperature", 71.5, start.AddMilliseconds(10), "BadSensorFailure");
        await _machine.SetAsync("Temperature", 72.25, start.AddMilliseconds(20), "UncertainLastUsableValue");
        await _machine.SetAsync("Temperature", 73, start.AddMilliseconds(30));

        var samples = await _host.SamplesAsync("Werk/Press3/Temperature", 5);

        long[] instants = [.. Enumerable.Range(0, 4).Select(i => start.AddMilliseconds(10 * i).ToUnixTimeMilliseconds() * 1000)];
        Assert.Equal(instants, samples.Instants[1..]);
        Assert.Equal((double[])[71.5, 71.5, 72.25, 73], samples.Values[1..]);
        Assert.Equal((byte[])[192, 0, 64, 192], samples.Qualities[1..]);
    }

    async Task CheckRestartAsync()
    {
        await _machine.SetAsync("Counter", 41, Now);
        await _host.SamplesAsync("Werk/Press3/Counter", 2);
        await _machine.DoAsync(new { stop = true });
        await _host.UntilAsync("/Presse", detail => !IsOnline(detail));
        await _machine.DoAsync(new { start = true });
        await _host.UntilAsync("/Presse", IsOnline);
        await _machine.SetAsync("Counter", 42, Now);

        var samples = await _host.SamplesAsync("Werk/Press3/Counter", 3);

        Assert.Equal((double[])[0, 41, 42], samples.Values); // the server says 41 again, with its source time: it is stored once
        Assert.Equal(["offline", "online", "offline", "online"], Changes(_host.Texts("Werk/Press3/Presse/status", (await _host.ReadAsync("Werk/Press3/Presse/status"))!)));
    }

    // what came again is said again, too
    static IEnumerable<string> Changes(IEnumerable<string> texts) => texts.Aggregate(new List<string>(), (changes, text) => changes is [.., var last] && last == text ? changes : [.. changes, text]);

    static bool IsOnline(JsonElement detail) => detail.GetProperty("server").GetProperty("state").GetProperty("isOnline").GetBoolean();
}
