using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Werkstrom.Acceptance.Mqtt;
using Xunit.Abstractions;

namespace Werkstrom.Acceptance.Faults;

/// <summary>The promise over MQTT, with Debian's mosquitto_pub: what was acknowledged with PUBACK is there once, whenever the program is killed.</summary>
public sealed partial class MqttKillTests(ITestOutputHelper output)
{
    const int Kills = 5;
    const int Enough = 200;

    [Fact]
    public async Task Given_a_kill_under_QoS_1_When_started_again_Then_every_acknowledged_sample_is_there_once()
    {
        await using MqttProgram program = new();
        await program.InitializeAsync();
        var all = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var acknowledged = await PublishAndKillAsync(program, $"works/kill{kill}/n");
            await program.StartAsync();
            var there = (await program.ReadAsync($"works/kill{kill}/n")).ToLookup(value => value);
            Assert.DoesNotContain(acknowledged, value => there[value].Count() != 1);
            Assert.All(there, value => Assert.Single(value));
            all += acknowledged.Count;
        }

        output.WriteLine($"{all} messages acknowledged over {Kills} kills");
        Assert.True(all > Kills * Enough, "Too little was acknowledged to prove anything.");
    }

    [Fact]
    public async Task Given_a_kill_under_payloads_that_cannot_be_stored_When_started_again_Then_every_acknowledged_one_is_kept()
    {
        await using MqttProgram program = new();
        await program.InitializeAsync();
        using var first = await program.Program.ClientAsync("engineer");
        var token = first.DefaultRequestHeaders.Authorization!;
        var all = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var acknowledged = await PublishAndKillAsync(program, "works/odd/n", $"odd {kill}.");
            await program.StartAsync();
            using var reader = new HttpClient { BaseAddress = program.Program.Address, DefaultRequestHeaders = { Authorization = token } };
            var kept = await KeptAsync(reader);
            Assert.DoesNotContain(acknowledged, value => !kept.Contains(string.Create(CultureInfo.InvariantCulture, $"odd {kill}.{value}")));
            all += acknowledged.Count;
        }

        output.WriteLine($"{all} messages acknowledged over {Kills} kills");
        Assert.True(all > Kills * Enough, "Too little was acknowledged to prove anything.");
    }

    /// <summary>Publishes 1, 2, 3, … to a topic, kills the program when some hundreds are acknowledged, and tells which were.</summary>
    static async Task<IReadOnlyCollection<double>> PublishAndKillAsync(MqttProgram program, string topic, string before = "")
    {
        ConcurrentQueue<double> acknowledged = new();
        using var client = Process.Start(new ProcessStartInfo(
            "stdbuf", ["-oL", "mosquitto_pub", "-d", "-h", "127.0.0.1", "-p", program.Port, "-u", "any", "-P", program.Token, "-q", "1", "-l", "-t", topic])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null && PubAck().Match(line.Data) is { Success: true } match)
                acknowledged.Enqueue(double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)); // the n-th line has the identifier n
            if (acknowledged.Count > Enough)
                enough.TrySetResult();
        };
        client.BeginOutputReadLine();
        client.BeginErrorReadLine();
        var feeding = FeedAsync(client.StandardInput, before, enough.Task);
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await program.Program.KillAsync();
        client.Kill();
        await client.WaitForExitAsync(); // also until all that it said is read
        await feeding;
        return acknowledged;
    }

    static async Task FeedAsync(StreamWriter into, string before, Task enough)
    {
        try
        {
            for (var n = 1; n < 60_000; n++) // identifiers begin again beyond 65,535
            {
                await into.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{before}{n}"));
                if (n % 50 == 0)
                    await into.FlushAsync();
            }
        }
        catch (IOException)
        {
            await enough; // the client was killed
        }
    }

    /// <summary>All refused payloads.</summary>
    static async Task<HashSet<string>> KeptAsync(HttpClient client)
    {
        HashSet<string> kept = [];
        var before = long.MaxValue;
        while (await client.GetFromJsonAsync<JsonElement>($"/api/connect/dead-letters?limit=1000&before={before}") is var page && page.GetArrayLength() > 0)
        {
            kept.UnionWith(page.EnumerateArray().Select(letter => letter.GetProperty("raw").GetString()!));
            before = page.EnumerateArray().Min(letter => letter.GetProperty("id").GetInt64());
        }

        return kept;
    }

    [GeneratedRegex(@"received PUBACK \(Mid: (\d+)")]
    private static partial Regex PubAck();
}
