using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Tests.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Client;

/// <summary>Connections break, the server goes away and comes back: what was published arrives, and with QoS 2 once.</summary>
public sealed class LossTests
{
    const int Messages = 1500;

    static readonly string[] Expected = [.. Enumerable.Range(0, Messages).Select(i => $"{i}")];

    [Theory]
    [InlineData(MqttVersion.V5, MqttQos.AtLeastOnce)]
    [InlineData(MqttVersion.V5, MqttQos.ExactlyOnce)]
    [InlineData(MqttVersion.V311, MqttQos.AtLeastOnce)]
    [InlineData(MqttVersion.V311, MqttQos.ExactlyOnce)]
    public async Task Connections_of_both_sides_break_again_and_again(MqttVersion version, MqttQos qos)
    {
        await using var broker = await TestBroker.StartAsync();
        var (there, back) = (new Way(broker.Port), new Way(broker.Port));
        await using var sender = new MqttClient(there.Options("sender", version));
        await using var receiver = new MqttClient(back.Options("receiver", version, received: 50));
        await receiver.ConnectAsync(default);
        await receiver.SubscribeAsync("a", qos, default);
        await using var collector = new Collector(receiver);
        await sender.ConnectAsync(default);

        var published = PublishAllAsync(sender, qos);
        for (var cut = 1; cut <= 10; cut++)
        {
            await collector.WaitAsync(Messages * cut / 12);
            (cut % 2 == 0 ? there : back).Cut();
        }

        await published.WaitAsync(Waiting.Limit);
        var received = await collector.WaitAsync(Messages);
        AssertArrived(received, qos);
        Assert.True(there.Opened > 1 && back.Opened > 1);
    }

    [Theory]
    [InlineData(MqttVersion.V5, MqttQos.AtLeastOnce)]
    [InlineData(MqttVersion.V5, MqttQos.ExactlyOnce)]
    [InlineData(MqttVersion.V311, MqttQos.ExactlyOnce)]
    public async Task The_server_goes_and_comes_back_with_its_sessions(MqttVersion version, MqttQos qos)
    {
        var folder = Directory.CreateTempSubdirectory("ws-mqtt-").FullName;
        var broker = await TestBroker.StartAsync(o => o.Folder = folder);
        var (there, back) = (new Way(broker.Port), new Way(broker.Port));
        await using var sender = new MqttClient(there.Options("sender", version));
        await using var receiver = new MqttClient(back.Options("receiver", version));
        sender.Start();
        await receiver.ConnectAsync(default);
        await receiver.SubscribeAsync("a", qos, default);
        await using var collector = new Collector(receiver);

        var published = PublishAllAsync(sender, qos);
        for (var restart = 1; restart <= 3; restart++)
        {
            await collector.WaitAsync(Messages * restart / 5);
            await broker.DisposeAsync();
            broker = await TestBroker.StartAsync(o => o.Folder = folder);
            there.Port = back.Port = broker.Port;
        }

        await published.WaitAsync(Waiting.Limit);
        AssertArrived(await collector.WaitAsync(Messages), qos);
        await broker.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_server_that_forgot_everything_is_told_anew()
    {
        var news = new List<MqttLinkNews>();
        var broker = await TestBroker.StartAsync();
        var way = new Way(broker.Port);
        await using var client = new MqttClient(way.Options("c", changed: n =>
        {
            lock (news)
                news.Add(n);
        }));
        await client.ConnectAsync(default);
        await client.SubscribeAsync("a", MqttQos.ExactlyOnce, default);
        await using var collector = new Collector(client);
        await client.PublishAsync(Text.Of("a", "before", MqttQos.ExactlyOnce), default);
        await collector.WaitAsync(1);

        await broker.DisposeAsync();
        await Waiting.UntilAsync(() => !client.IsConnected);
        var published = client.PublishAsync(Text.Of("a", "meanwhile", MqttQos.AtLeastOnce), default);
        broker = await TestBroker.StartAsync();
        way.Port = broker.Port;

        await published.AsTask().WaitAsync(Waiting.Limit);
        await Waiting.UntilAsync(() => broker.Server.Clients.Any());
        await client.SubscribeAsync("b", MqttQos.AtLeastOnce, default); // answered after the subscriptions that were made again
        await client.PublishAsync(Text.Of("a", "after", MqttQos.ExactlyOnce), default);
        var received = await collector.WaitAsync(2);
        Assert.Equal(("before", "after"), (received[0], received[^1]));
        lock (news)
            Assert.Contains(news, n => n is { IsConnected: false, Error.Reason: MqttReason.ServerShuttingDown });
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_displaced_waits_long_and_does_not_fight()
    {
        await using var broker = await TestBroker.StartAsync();
        var way = new Way(broker.Port);
        MqttReason? why = null;
        var first = new MqttClient(new()
        {
            Server = new Uri("mqtt://127.0.0.1"),
            Open = way.OpenAsync,
            ClientId = "same",
            LongestPause = TimeSpan.FromHours(1),
            Changed = n => why = n.Error?.Reason,
        });
        await first.ConnectAsync(default);
        await using var second = new MqttClient(new Way(broker.Port).Options("same"));
        await second.ConnectAsync(default);

        await Waiting.UntilAsync(() => why is not null);

        Assert.Equal((MqttReason.SessionTakenOver, 1), (why, way.Opened));
        await first.DisposeAsync();
    }

    [Fact]
    public async Task What_was_not_handled_comes_again()
    {
        await using var broker = await TestBroker.StartAsync();
        var first = new MqttClient(new Way(broker.Port).Options("c"));
        await first.ConnectAsync(default);
        await first.SubscribeAsync("a", MqttQos.AtLeastOnce, default);
        await first.PublishAsync(Text.Of("a", "handled", MqttQos.AtLeastOnce), default);
        await first.PublishAsync(Text.Of("a", "not handled", MqttQos.AtLeastOnce), default);
        var seen = 0;
        await foreach (var message in first.ReceiveAsync(default))
        {
            if (++seen == 2)
                break; // asking for the second has accepted the first
        }

        await first.DisposeAsync();
        await using var second = new MqttClient(new Way(broker.Port).Options("c"));
        await second.ConnectAsync(default);
        var again = await BasicTests.FirstAsync(second);

        Assert.Equal(("not handled", true), (System.Text.Encoding.UTF8.GetString(again.Payload.Span), again.Dup));
    }

    [Fact]
    public async Task A_slow_receiver_stops_reading_and_still_gets_everything()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var receiver = new MqttClient(new Way(broker.Port).Options("receiver", received: 5));
        await using var sender = new MqttClient(new Way(broker.Port).Options("sender"));
        await receiver.ConnectAsync(default);
        await receiver.SubscribeAsync("a", MqttQos.ExactlyOnce, default);
        await sender.ConnectAsync(default);
        await PublishAllAsync(sender, MqttQos.ExactlyOnce).WaitAsync(Waiting.Limit);

        // nobody has asked: the server waits after the receive maximum
        await Waiting.UntilAsync(() => broker.Server.Clients.Single(c => c.ClientId == "receiver").Sent == 5);
        await using var collector = new Collector(receiver);

        AssertArrived(await collector.WaitAsync(Messages), MqttQos.ExactlyOnce);
    }

    [Fact]
    public async Task A_handler_may_wait_for_what_it_publishes_while_more_comes()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = new MqttClient(new Way(broker.Port).Options("c", received: 2));
        await client.ConnectAsync(default);
        await client.SubscribeAsync("in", MqttQos.AtMostOnce, default);
        client.Post(Enumerable.Range(0, 100).Select(i => Text.Of("in", $"{i}", MqttQos.AtMostOnce)).ToArray());
        using var limit = new CancellationTokenSource(Waiting.Limit);
        var seen = 0;

        await foreach (var message in client.ReceiveAsync(limit.Token))
        {
            await client.PublishAsync(Text.Of("out", "x", MqttQos.ExactlyOnce), limit.Token);
            if (++seen + client.DroppedReceived == 100)
                break;
        }

        Assert.InRange(seen, 2, 100);
    }

    // half at once, half one after another
    static async Task PublishAllAsync(MqttClient client, MqttQos qos)
    {
        var messages = Expected.Select(p => Text.Of("a", p, qos)).ToArray();
        await client.PublishAsync(messages.AsMemory(0, Messages / 2), default);
        foreach (var chunk in messages[(Messages / 2)..].Chunk(7))
            await Task.WhenAll(chunk.Select(m => client.PublishAsync(m, default).AsTask()));
    }

    static void AssertArrived(IReadOnlyList<string> received, MqttQos qos)
    {
        Assert.Equal(Expected.Order(), received.Distinct().Order());
        if (qos == MqttQos.ExactlyOnce)
            Assert.Equal(Expected, received); // once, and in order
    }
}
