using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Werkstrom.Acceptance.Mqtt;
using Xunit.Abstractions;

namespace Werkstrom.Acceptance.Faults;

/// <summary>
/// The promise over MQTT with QoS 1 and 2 at once, by Debian's paho, which goes on with its sessions after each kill: what was
/// acknowledged is there and with the subscriber; what was sent with QoS 2 is there once, both as sample and for the subscriber.
/// </summary>
public sealed class MqttExactlyOnceTests(ITestOutputHelper output)
{
    const int Kills = 5;
    const int Enough = 150;

    readonly ConcurrentQueue<(string What, int Qos, double Number)> _told = new();

    [Fact]
    public async Task Given_kills_under_QoS_1_and_2_When_the_clients_go_on_Then_nothing_is_lost_and_QoS_2_is_there_once()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using MqttProgram program = new();
        await program.InitializeAsync();
        using var client = Start(program);
        for (var kill = 0; kill < Kills; kill++)
        {
            var until = _told.Count + Enough + random.Next(Enough);
            await WaitAsync(client, () => _told.Count >= until);
            await Task.Delay(random.Next(100));
            await program.Program.KillAsync();
            await program.StartAsync();
        }

        client.StandardInput.Close();
        await client.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        await CheckAsync(program);
    }

    async Task CheckAsync(MqttProgram program)
    {
        var told = _told.ToLookup(line => (line.What, line.Qos), line => line.Number);
        foreach (var qos in (int[])[1, 2])
        {
            var acknowledged = told[("ack", qos)].Order().ToArray();
            var samples = (await program.ReadAsync($"load/qos{qos}")).ToLookup(value => value);
            var got = told[("got", qos)].ToLookup(value => value);
            output.WriteLine($"QoS {qos}: {acknowledged.Length} acknowledged over {Kills} kills, {samples.Sum(v => v.Count())} samples, {got.Sum(v => v.Count())} received");
            Assert.True(acknowledged.Length > Kills * 30, "Too little was acknowledged to prove anything.");
            Assert.DoesNotContain(acknowledged, n => !samples.Contains(n));
            Assert.DoesNotContain(acknowledged, n => !got.Contains(n));
            if (qos != 2)
                continue;
            Assert.Equal("", string.Join(" ", samples.Where(value => value.Count() != 1).Select(value => $"{value.Key}×{value.Count()}")));
            Assert.Equal("", string.Join(" ", got.Where(value => value.Count() != 1).Select(value => $"{value.Key}×{value.Count()}")));
        }
    }

    static async Task WaitAsync(Process client, Func<bool> holds)
    {
        for (var began = Stopwatch.StartNew(); !holds(); await Task.Delay(5))
            Assert.True(!client.HasExited && began.Elapsed < TimeSpan.FromSeconds(90), "The client does not get on.");
    }

    Process Start(MqttProgram program)
    {
        var client = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["load.py", program.Port, program.Token, "load"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = MqttProgram.Clients("mqtt"),
        })!;
        client.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Split(' ') is [var what, var qos, var number])
                _told.Enqueue((what, int.Parse(qos, CultureInfo.InvariantCulture), double.Parse(number, CultureInfo.InvariantCulture)));
        };
        client.BeginOutputReadLine();
        return client;
    }
}
