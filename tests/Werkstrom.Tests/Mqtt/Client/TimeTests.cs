using System.Net;
using System.Net.Sockets;
using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Tests.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Client;

/// <summary>Keep-alive and pauses, by a clock that only the test moves.</summary>
public sealed class TimeTests
{
    [Fact(DisplayName = "[MQTT-3.1.2-20, 3.1.4] a silent server is asked after half the keep-alive and left after one and a quarter")]
    public async Task Half_open_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var way = new Way(((IPEndPoint)listener.LocalEndpoint).Port);
        var clock = new TestClock();
        MqttReason? why = null;
        await using var client = new MqttClient(way.Options("c", keepAlive: 40, changed: n => why = n.Error?.Reason), clock);
        var connecting = client.ConnectAsync(default);
        using var server = await listener.AcceptSocketAsync();
        await server.SendAsync(new byte[] { 0x20, 3, 0, 0, 0 }); // CONNACK, and then no word
        await connecting;
        await Waiting.UntilAsync(() => client.IsConnected);

        clock.Advance(19);
        Assert.DoesNotContain("\xC0\0", way.Sent[20..], StringComparison.Ordinal);
        clock.Advance(1);
        await Waiting.UntilAsync(() => way.Sent.EndsWith("\xC0\0", StringComparison.Ordinal)); // PINGREQ
        Assert.Null(why);
        clock.Advance(41);

        await Waiting.UntilAsync(() => why is not null);
        Assert.Equal(MqttReason.KeepAliveTimeout, why);
    }

    [Fact]
    public async Task The_server_s_keep_alive_holds() // [MQTT-3.2.2-21]
    {
        await using var broker = await TestBroker.StartAsync(o => o.MaximumKeepAlive = 8);
        var way = new Way(broker.Port);
        var clock = new TestClock();
        await using var client = new MqttClient(way.Options("c", keepAlive: 600), clock);
        await client.ConnectAsync(default);
        await Waiting.UntilAsync(() => client.IsConnected);

        clock.Advance(3.5);
        Assert.False(way.Sent.EndsWith("\xC0\0", StringComparison.Ordinal));
        clock.Advance(0.5); // half of 8 s

        await Waiting.UntilAsync(() => way.Sent.EndsWith("\xC0\0", StringComparison.Ordinal));
        Assert.Equal(1, way.Opened);
    }

    [Fact]
    public void Pauses_double_to_the_longest_and_differ_by_chance()
    {
        var pauses = new Pauses(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), new Random(4711));

        double[] most = [1, 2, 4, 8, 10, 10, 10];
        var seen = most.Select(_ => pauses.Next().TotalSeconds).ToArray();

        Assert.All(seen.Zip(most), p => Assert.InRange(p.First, p.Second / 2, p.Second));
        Assert.Equal(seen.Length, seen.Distinct().Count());
    }

    [Fact]
    public void A_connection_that_lasts_ends_the_doubling_a_short_one_does_not()
    {
        var pauses = new Pauses(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), new Random(4711));
        for (var i = 0; i < 3; i++)
            pauses.Next();

        pauses.Lasted(TimeSpan.FromSeconds(7));
        Assert.InRange(pauses.Next().TotalSeconds, 4, 8); // the fourth
        pauses.Lasted(TimeSpan.FromSeconds(10));
        Assert.InRange(pauses.Next().TotalSeconds, 0.5, 1);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_given_up()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var clock = new TestClock();
        await using var client = new MqttClient(new Way(((IPEndPoint)listener.LocalEndpoint).Port).Options("c"), clock);
        var connecting = client.ConnectAsync(default);
        using var server = await listener.AcceptSocketAsync();

        clock.Advance(11);

        var error = await Assert.ThrowsAsync<MqttConnectionException>(() => connecting);
        Assert.Equal(MqttReason.ServerUnavailable, error.Reason);
    }
}
