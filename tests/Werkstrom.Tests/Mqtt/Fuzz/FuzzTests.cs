using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Xunit.Abstractions;

namespace Werkstrom.Tests.Mqtt.Fuzz;

/// <summary>Memory of the whole process is judged: other tests must not use any meanwhile.</summary>
[CollectionDefinition(nameof(FuzzTests), DisableParallelization = true)]
public sealed class FuzzAlone;

/// <summary>No malformed packet has an outcome that the standard does not allow. The seed is new each time and is printed.</summary>
[Collection(nameof(FuzzTests))]
public sealed class FuzzTests(ITestOutputHelper output)
{
    const int Packets = 200_000;
    const int OverSockets = 4000;
    const long MostGrowth = 16 << 20;

    [Fact]
    public async Task Two_hundred_thousand_malformed_packets()
    {
        var seed = Seed();

        var found = await new FuzzRun(seed, workers: 2).RunAsync(Packets, default);

        output.WriteLine($"{found} {string.Join('\n', found.Violations)}");
        Assert.Empty(found.Violations);
        Assert.Equal((Packets, false), (found.Packets, found.Disturbed));
        Assert.InRange(found.Growth, long.MinValue, MostGrowth);
        Assert.True(found.Told > Packets / 10 && found.WentOn > Packets / 50, $"The run proves little: {found}");
    }

    [Fact]
    public async Task Thousands_over_sockets()
    {
        var seed = Seed();
        var errors = new FuzzTarget.ErrorCount();
        await using var server = new MqttServer(FuzzTarget.Options(), new FuzzTarget.Everybody(), log: errors);
        server.Start();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(server);
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseConnectionHandler<MqttConnectionHandler>()));
        await using var app = builder.Build();
        await app.StartAsync();
        var port = new Uri(app.Urls.First()).Port;
        var packets = new MalformedPackets(seed);
        var wrong = new List<string>();

        for (var i = 0; i < OverSockets; i++)
        {
            var malformed = packets.Make(i % packets.Classes);
            if (Verdict.Of(malformed, await SendAsync(port, malformed), out _) is { } what)
                wrong.Add($"{malformed.Kind} ({malformed.Version}, packet {i}): {what} {Convert.ToHexString(malformed.Bytes)}");
        }

        output.WriteLine(string.Join('\n', wrong));
        Assert.Empty(wrong);
        Assert.Equal((0, null), (errors.Count, errors.First));
    }

    [Theory]
    [InlineData("", "The good CONNECT was not answered.")]
    [InlineData("2003000000 D000", "The connection went on.")]
    [InlineData("2003000000 E00187", "DISCONNECT 0x87.")]
    [InlineData("2003000000 E00181 D000", "A server of 3.1.1 sent DISCONNECT, or something came behind it.")]
    [InlineData("2003000000 C000", "A server sent PingReq.")]
    [InlineData("2003000000 3F", "The server sent what is no packet: ")]
    [InlineData("E00181", "A Disconnect came before the CONNACK.")]
    [InlineData("2003000000 E00181", null)]
    [InlineData("2003000000", null)]
    public void The_judge_sees_what_is_not_allowed(string answer, string? expected)
    {
        var malformed = new MalformedCase("x", MqttVersion.V5, true, [], true, [MqttReason.MalformedPacket]);

        Assert.Equal(expected, Verdict.Of(malformed, Convert.FromHexString(answer.Replace(" ", "", StringComparison.Ordinal)), out _));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "DISCONNECT 0x8E.")]
    public void Only_a_connect_may_be_taken_over(bool connected, string? expected)
    {
        var malformed = new MalformedCase("x", MqttVersion.V5, connected, [], false, [MqttReason.MalformedPacket]);

        Assert.Equal(expected, Verdict.Of(malformed, Convert.FromHexString("2003000000E0018E"), out _));
    }

    [Fact]
    public void The_same_seed_makes_the_same_packets_and_every_class_is_there()
    {
        var (one, two) = (new MalformedPackets(4711), new MalformedPackets(4711));

        var kinds = Enumerable.Range(0, one.Classes).Select(i => (One: one.Make(i), Two: two.Make(i))).ToArray();

        Assert.All(kinds, k => Assert.Equal(k.One.Bytes, k.Two.Bytes));
        Assert.Equal(one.Classes, kinds.Select(k => k.One.Kind).Distinct().Count());
    }

    // to see a run again: WERKSTROM_FUZZ_SEED
    int Seed()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("WERKSTROM_FUZZ_SEED"), out var given) ? given : Random.Shared.Next(1_000_000_000);
        output.WriteLine($"seed {seed}");
        Console.WriteLine($"MQTT malformed packets: seed {seed}");
        return seed;
    }

    static async Task<byte[]> SendAsync(int port, MalformedCase malformed)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, limit.Token);
        var connect = malformed.Connected ? PacketBytes.ConnectPacket(malformed.Version == MqttVersion.V5, "f"u8.ToArray(), []) : [];
        var answer = new List<byte>();
        var buffer = new byte[4096];
        try
        {
            int read;
            if (malformed.Connected)
            {
                await socket.SendAsync(connect, limit.Token);
                read = await socket.ReceiveAsync(buffer, limit.Token); // its answer is safe from the reset that may follow
                answer.AddRange(buffer.AsSpan(0, read));
            }

            await socket.SendAsync((byte[])[.. malformed.Bytes, 0xC0, 0], limit.Token);
            socket.Shutdown(SocketShutdown.Send);
            while ((read = await socket.ReceiveAsync(buffer, limit.Token)) > 0)
                answer.AddRange(buffer.AsSpan(0, read));
        }
        catch (SocketException)
        {
            // reset: the server closed while bytes that it did not want to read were there
        }

        return [.. answer];
    }
}
