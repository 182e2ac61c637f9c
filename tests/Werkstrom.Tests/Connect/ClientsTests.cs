using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Connect;

/// <summary>The clients that people have (npm: influx, @influxdata/influxdb-client) against the real host.</summary>
public sealed class ClientsTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task The_client_of_influx_2_writes_gzip_and_reads_what_was_refused()
    {
        var said = await RunAsync("v2", "zwei");

        Assert.Equal(1, said.GetProperty("ok").GetInt32());
        var error = Assert.Single(said.GetProperty("errors").EnumerateArray());
        Assert.Equal((400, "invalid", 3), (error.GetProperty("status").GetInt32(), error.GetProperty("code").GetString(), error.GetProperty("lines").GetInt32()));
        Assert.StartsWith("partial write: 1 of 3 lines refused, 2 samples stored; line 2: ", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        await CheckAsync("zwei");
        Assert.Equal((double[])[2, 7, 12], (await ReadAsync("zwei/Süd%2C Tor 1/p2/n"))[..3]);
        Assert.Equal((double[])[1, 2], await ReadAsync("zwei/q/t"));
    }

    [Fact]
    public async Task The_client_of_influx_1_pings_makes_its_database_and_writes()
    {
        var said = await RunAsync("v1", "eins");

        Assert.True(said.GetProperty("online").GetBoolean());
        Assert.Equal("1.8.10", said.GetProperty("version").GetString());
        Assert.Equal("werkstrom", said.GetProperty("databases")[0].GetString());
        Assert.Contains("lies in the future", Assert.Single(said.GetProperty("errors").EnumerateArray()).GetProperty("message").GetString(), StringComparison.Ordinal);
        await CheckAsync("eins");
        Assert.Equal((double[])[1], await ReadAsync("eins/q/t"));
    }

    /// <summary>500 points in turn on five machines: the third has 2.5, 7.5, 12.5, …</summary>
    async Task CheckAsync(string name)
    {
        var values = await ReadAsync($"{name}/Süd%2C Tor 1/p2/t");
        Assert.Equal(100, values.Length);
        Assert.Equal((double[])[2.5, 7.5, 12.5], values[..3]);
        Assert.Equal((double[])[1, 0, 1], (await ReadAsync($"{name}/Süd%2C Tor 1/p2/an"))[..3]);
        Assert.True(Catalog.TryGet($"{name}/Süd%2C Tor 1/p2/zustand", out var state));
        Assert.Equal(["läuft \"gut\"", "steht"], Catalog.States(state.Id).Values.Order(StringComparer.Ordinal));
    }

    SignalCatalog Catalog => host.Services.GetRequiredService<SignalCatalog>();

    async Task<double[]> ReadAsync(string path)
    {
        Assert.True(Catalog.TryGet(path, out var signal), path);
        await host.Services.GetRequiredService<SampleStore>().FlushAsync(default);
        var all = new TimeRange(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return (await host.Services.GetRequiredService<SampleQueries>().RawAsync(signal.Id, all, 10_000, default)).Values;
    }

    async Task<JsonElement> RunAsync(string version, string name)
    {
        var key = (await host.Services.GetRequiredService<Tokens>().CreateAsync(new(name, Scopes.Write), default)).Key;
        ProcessStartInfo start = new("node", ["write.mjs", version, host.Address.ToString().TrimEnd('/'), key, name])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "clients"),
        };
        using var process = Process.Start(start)!;
        var (text, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(process.ExitCode == 0, await error);
        return JsonSerializer.Deserialize<JsonElement>(await text);
    }

    static string Here([CallerFilePath] string file = "") => file;
}
