using Werkstrom.Mqtt.Server;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Mqtt.Server;

/// <summary>Sections 3.1.2.4, 3.1.2.11.2, 3.14.2.2.2, 4.1 and 4.4.</summary>
public sealed class SessionTests
{
    const string Hour = "11 00 00 0E 10";

    [Fact(DisplayName = "[MQTT-4.4.0-1, -2, 4.6.0-1] what was under way is sent again with DUP, in order and with the same identifiers; then what waits")]
    public async Task Sent_again()
    {
        await using var broker = await TestBroker.StartAsync();
        using var writer = await broker.ConnectAsync("writer");
        var reader = await broker.ConnectAsync("reader", Hour);
        await reader.SendAsync("82 07 00 01 00 00 01 'a' 02");
        await reader.ExpectAsync("90 04 00 01 00 02");
        await writer.SendAsync("32 07 00 01 'a' 00 01 00 '1' 34 07 00 01 'a' 00 02 00 '2' 34 07 00 01 'a' 00 03 00 '3' 32 07 00 01 'a' 00 04 00 '4'");
        await writer.ExpectAsync("40 02 00 01 50 02 00 02 50 02 00 03 40 02 00 04");
        await reader.ExpectAsync("32 07 00 01 'a' 00 02 00 '1' 34 07 00 01 'a' 00 03 00 '2' 34 07 00 01 'a' 00 04 00 '3' 32 07 00 01 'a' 00 05 00 '4'");
        await reader.SendAsync("40 02 00 05 50 02 00 03");
        await reader.ExpectAsync("62 02 00 03");
        reader.Crash();
        await GoneAsync(broker, "reader");
        await writer.SendAsync("30 05 00 01 'a' 00 'q' 32 07 00 01 'a' 00 05 00 '5'");
        await writer.ExpectAsync("40 02 00 05");

        using var again = await broker.OpenAsync();
        await again.ConnectAsync("reader", Hour, clean: false, keepAlive: 0, present: true);

        await again.ExpectAsync("3A 07 00 01 'a' 00 02 00 '1' 62 02 00 03 3C 07 00 01 'a' 00 04 00 '3' 32 07 00 01 'a' 00 06 00 '5'");
        await again.SendAsync("40 02 00 02 70 02 00 03 50 02 00 04 40 02 00 06");
        await again.ExpectAsync("62 02 00 04");
        await again.SendAsync("70 02 00 04");
        await again.ExpectQuietAsync();
    }

    [Fact(DisplayName = "3.1.1 [MQTT-3.1.2-4, -5, 3.2.2-2] a session without clean session is kept, with one it is not")]
    public async Task Clean_session()
    {
        await using var broker = await TestBroker.StartAsync();
        using (var first = await broker.ConnectOldAsync(clean: false))
        {
            await first.SendAsync("82 06 00 01 00 01 'a' 01 E0 00");
            await first.ExpectAsync("90 03 00 01 01");
            await first.ExpectEndAsync();
        }

        using (var second = await broker.ConnectOldAsync(clean: false, present: true))
        {
            await second.SendAsync("32 06 00 01 'a' 00 09 'x'");
            Assert.Equal(["3206000161000278", "40020009"], new[] { await second.ReceivePacketAsync(), await second.ReceivePacketAsync() }.Select(Convert.ToHexString).Order());
        }

        using (await broker.ConnectOldAsync())
            Assert.Equal(1, broker.Server.SessionCount);
        await GoneAsync(broker, "c", times: 3);
        using var last = await broker.ConnectOldAsync(clean: false);
        await last.SendAsync("32 06 00 01 'a' 00 09 'x'");
        await last.ExpectAsync("40 02 00 09");
        await last.ExpectQuietAsync();
    }

    [Fact(DisplayName = "[MQTT-3.1.2-23] a session ends when its time is over")]
    public async Task Expires()
    {
        await using var broker = await TestBroker.StartAsync();
        using (var first = await broker.ConnectAsync(properties: "11 00 00 00 0A"))
        {
            await first.SendAsync("E0 00");
            await first.ExpectEndAsync();
        }

        await GoneAsync(broker, "c");
        broker.Clock.Advance(9);
        Assert.Equal(1, broker.Server.SessionCount);
        broker.Clock.Advance(1);

        Assert.Equal(0, broker.Server.SessionCount);
        using var second = await broker.ConnectAsync(clean: false);
    }

    [Fact(DisplayName = "a session that is asked to live longer than allowed gets the longest time, and the client is told")]
    public async Task Longest_expiry()
    {
        await using var broker = await TestBroker.StartAsync(o => o.MaximumSessionExpiry = 60);
        using var client = await broker.OpenAsync();

        await client.SendAsync("10 * 00 04 'MQTT' 05 02 00 00 05 11 FF FF FF FF 00 01 'c'");

        await client.ExpectAsync("20 13 00 00 10 11 00 00 00 3C 21 03 E8 27 00 10 00 00 22 00 40");
    }

    [Fact(DisplayName = "3.14.2.2.2: DISCONNECT may change the expiry, but not from 0")]
    public async Task Expiry_in_disconnect()
    {
        await using var broker = await TestBroker.StartAsync();
        using var kept = await broker.ConnectAsync("kept", Hour);
        using var clean = await broker.ConnectAsync("clean", "17 00");

        await kept.SendAsync("E0 07 00 05 11 00 00 00 00");
        await kept.ExpectEndAsync();
        await clean.SendAsync("E0 07 00 05 11 00 00 00 09");

        await clean.ExpectAsync("E0 01 82");
        await clean.ExpectEndAsync();
        await GoneAsync(broker, "kept");
        await GoneAsync(broker, "clean");
        Assert.Equal(0, broker.Server.SessionCount);
    }

    [Fact(DisplayName = "a client that reads slowly: QoS 0 is dropped and counted, of QoS 1 the oldest; others are not slowed")]
    public async Task Full_queue()
    {
        await using var broker = await TestBroker.StartAsync(o => o.Limits = new MqttLimits { QueuedMessages = 2 });
        using (var first = await broker.ConnectAsync("reader", Hour))
        {
            await first.SendAsync("82 07 00 01 00 00 01 'a' 01 E0 00");
            await first.ExpectAsync("90 04 00 01 00 01");
            await first.ExpectEndAsync();
        }

        await GoneAsync(broker, "reader");
        using var writer = await broker.ConnectAsync("writer");
        await writer.SendAsync("32 07 00 01 'a' 00 01 00 '1' 32 07 00 01 'a' 00 02 00 '2' 32 07 00 01 'a' 00 03 00 '3'");
        await writer.ExpectAsync("40 02 00 01 40 02 00 02 40 02 00 03");
        using var again = await broker.OpenAsync();
        await again.ConnectAsync("reader", Hour, clean: false, keepAlive: 0, present: true);

        await again.ExpectAsync("32 07 00 01 'a' 00 03 00 '2' 32 07 00 01 'a' 00 04 00 '3'");
        Assert.Equal(["dropped reader a QueueFull"], broker.Watcher.Lines.Where(l => l.StartsWith("dropped", StringComparison.Ordinal)));
    }

    [Fact(DisplayName = "a client that does not read at all: bounded, counted, and the publisher goes on")]
    public async Task Reader_that_hangs()
    {
        await using var broker = await TestBroker.StartAsync(o => o.Limits = new MqttLimits { QueuedBytes = 200_000 });
        using var reader = await broker.ConnectAsync("reader");
        await reader.SendAsync("82 07 00 01 00 00 01 'a' 00");
        await reader.ExpectAsync("90 04 00 01 00 00");
        using var writer = await broker.ConnectAsync("writer");
        byte[] message = [0x30, 0x84, 0x80, 0x01, 0, 1, (byte)'a', 0, .. new byte[16_384]]; // 16 KiB and 4 bytes: 3 of the topic, 1 of the properties

        for (var i = 0; i < 2000; i++)
            await writer.SendAsync(message);
        await writer.ExpectQuietAsync();

        var client = broker.Server.Clients.Single(c => c.ClientId == "reader");
        Assert.True(client.Dropped > 0);
        Assert.Contains("dropped reader a SlowReader", broker.Watcher.Lines);
    }

    [Fact(DisplayName = "a client above its rate is slowed and named; another is not")]
    public async Task Flood()
    {
        await using var broker = await TestBroker.StartAsync(o => o.Limits = new MqttLimits { MessagesPerSecond = 4 });
        using var flood = await broker.ConnectAsync("flood");
        using var other = await broker.ConnectAsync("other");
        await other.SendAsync("82 07 00 01 00 00 01 'a' 00");
        await other.ExpectAsync("90 04 00 01 00 00");

        await flood.SendAsync(string.Concat(Enumerable.Range(0, 6).Select(i => $"30 05 00 01 'a' 00 '{i}' ")));
        for (var i = 0; i < 4; i++)
            await other.ExpectAsync($"30 05 00 01 'a' 00 '{i}'");
        await other.ExpectQuietAsync();
        await UntilAsync(() => broker.Watcher.Lines.Contains("flooding flood True"));
        broker.Clock.Advance(1);

        await other.ExpectAsync("30 05 00 01 'a' 00 '4'");
        broker.Clock.Advance(1);
        await other.ExpectAsync("30 05 00 01 'a' 00 '5'");
    }

    /// <summary>Waits until the server has seen the end of a client's connection.</summary>
    static Task GoneAsync(TestBroker broker, string id, int times = 1) =>
        UntilAsync(() => broker.Watcher.Lines.Count(l => l.StartsWith($"disconnected {id} ", StringComparison.Ordinal)) >= times);
}
