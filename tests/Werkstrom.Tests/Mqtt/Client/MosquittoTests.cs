using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Tests.Mqtt.Client;

/// <summary>The client with a broker that is not ours: Debian's mosquitto.</summary>
public sealed class MosquittoTests
{
    static readonly string[] Expected = [.. Enumerable.Range(0, 1000).Select(i => $"{i}")];

    [Theory]
    [InlineData(MqttVersion.V311, MqttQos.AtMostOnce)]
    [InlineData(MqttVersion.V311, MqttQos.AtLeastOnce)]
    [InlineData(MqttVersion.V311, MqttQos.ExactlyOnce)]
    [InlineData(MqttVersion.V5, MqttQos.AtMostOnce)]
    [InlineData(MqttVersion.V5, MqttQos.AtLeastOnce)]
    [InlineData(MqttVersion.V5, MqttQos.ExactlyOnce)]
    public async Task Everything_arrives_once_and_in_order(MqttVersion version, MqttQos qos)
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = new MqttClient(new Way(broker.Port).Options("sender", version));
        await using var receiver = new MqttClient(new Way(broker.Port).Options("receiver", version));
        await receiver.ConnectAsync(default);
        await receiver.SubscribeAsync([new("a/+", qos)], version == MqttVersion.V5 ? 3u : null, default);
        await using var collector = new Collector(receiver);
        await sender.ConnectAsync(default);

        await sender.PublishAsync(Messages(qos), default).WaitAsync(Waiting.Limit);

        Assert.Equal(Expected, await collector.WaitAsync(Expected.Length));
    }

    [Theory]
    [InlineData(MqttQos.AtLeastOnce)]
    [InlineData(MqttQos.ExactlyOnce)]
    public async Task A_receive_maximum_of_one_is_kept(MqttQos qos)
    {
        await using var broker = await Mosquitto.StartAsync("max_inflight_messages 1");
        var way = new Way(broker.Port);
        await using var client = new MqttClient(way.Options("c"));
        await client.ConnectAsync(default);

        await client.PublishAsync(Messages(qos), default).WaitAsync(Waiting.Limit);

        Assert.Equal(1, way.Opened); // mosquitto ends the connection of who sends more
    }

    [Theory]
    [InlineData(MqttVersion.V311, MqttQos.AtLeastOnce)]
    [InlineData(MqttVersion.V5, MqttQos.AtLeastOnce)]
    [InlineData(MqttVersion.V5, MqttQos.ExactlyOnce)]
    public async Task Connections_break_and_nothing_is_lost(MqttVersion version, MqttQos qos)
    {
        await using var broker = await Mosquitto.StartAsync();
        var (there, back) = (new Way(broker.Port), new Way(broker.Port));
        await using var sender = new MqttClient(there.Options("sender", version));
        await using var receiver = new MqttClient(back.Options("receiver", version, received: 20));
        await receiver.ConnectAsync(default);
        await receiver.SubscribeAsync("a/b", qos, default);
        await using var collector = new Collector(receiver);
        sender.Start();

        var published = sender.PublishAsync(Messages(qos), default);
        for (var cut = 1; cut <= 6; cut++)
        {
            await collector.WaitAsync(Expected.Length * cut / 8);
            (cut % 2 == 0 ? there : back).Cut();
        }

        await published.WaitAsync(Waiting.Limit);
        var received = await collector.WaitAsync(Expected.Length);
        Assert.Equal(Expected.Order(), received.Distinct().Order());
        if (qos == MqttQos.ExactlyOnce)
            Assert.Equal(Expected.Length, received.Count);
    }

    [Theory]
    [InlineData(false, MqttQos.AtLeastOnce)]
    [InlineData(false, MqttQos.ExactlyOnce)]
    [InlineData(true, MqttQos.AtLeastOnce)]
    public async Task The_broker_ends_and_comes_back(bool kill, MqttQos qos)
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = new MqttClient(new Way(broker.Port).Options("sender"));
        await using var receiver = new MqttClient(new Way(broker.Port).Options("receiver"));
        await receiver.ConnectAsync(default);
        await receiver.SubscribeAsync("a/b", qos, default);
        await using var collector = new Collector(receiver);
        sender.Start();
        await sender.PublishAsync(Messages(qos).AsMemory(0, 500), default).WaitAsync(Waiting.Limit);
        await collector.WaitAsync(500);

        await broker.RestartAsync(kill);
        await Waiting.UntilAsync(() => receiver.IsConnected);
        await receiver.SubscribeAsync("c", qos, default); // after a kill mosquitto has forgotten the session: all is subscribed anew
        await sender.PublishAsync(Messages(qos).AsMemory(500), default).WaitAsync(Waiting.Limit);

        var received = await collector.WaitAsync(Expected.Length);
        Assert.Equal(Expected, qos == MqttQos.ExactlyOnce ? received : received.Distinct());
    }

    static MqttMessage[] Messages(MqttQos qos) => [.. Expected.Select(p => Text.Of("a/b", p, qos))];
}
