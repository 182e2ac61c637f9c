using System.Text;
using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Tests.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Client;

/// <summary>The client with the server of the library: what it offers, one by one.</summary>
public sealed class BasicTests
{
    static readonly string[] Told = ["one", "two", "three"];

    public static TheoryData<MqttVersion, MqttQos, string> Ways => new()
    {
        { MqttVersion.V311, MqttQos.AtMostOnce, "mqtt" },
        { MqttVersion.V311, MqttQos.AtLeastOnce, "ws" },
        { MqttVersion.V311, MqttQos.ExactlyOnce, "mqtt" },
        { MqttVersion.V5, MqttQos.AtMostOnce, "ws" },
        { MqttVersion.V5, MqttQos.AtLeastOnce, "mqtt" },
        { MqttVersion.V5, MqttQos.ExactlyOnce, "ws" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_is_published_is_received_in_order(MqttVersion version, MqttQos qos, string scheme)
    {
        await using var broker = await TestBroker.StartAsync();
        var server = new Uri(scheme == "ws" ? $"ws://127.0.0.1:{broker.WebPort}/mqtt" : $"mqtt://127.0.0.1:{broker.Port}");
        await using var sender = new MqttClient(new() { Server = server, Version = version });
        await using var receiver = new MqttClient(new() { Server = server, Version = version });
        await sender.ConnectAsync(default);
        await receiver.ConnectAsync(default);
        await receiver.SubscribeAsync("plant/#", qos, default);
        await using var collector = new Collector(receiver);

        await sender.PublishAsync(Told.Select(t => Text.Of("plant/a", t, qos)).ToArray(), default);
        var answer = await sender.PublishAsync(Text.Of("plant/b", "four", qos), default);

        Assert.Equal([.. Told, "four"], await collector.WaitAsync(4));
        Assert.Equal(MqttReason.Success, answer);
        Assert.Equal((0, 0L), (sender.Queued, sender.QueuedBytes));
    }

    [Fact]
    public async Task Nobody_wants_it_is_told() // MQTT 5, table 3-4: 0x10
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = new MqttClient(new Way(broker.Port).Options("c"));
        await client.ConnectAsync(default);

        Assert.Equal(MqttReason.NoMatchingSubscribers, await client.PublishAsync(Text.Of("a", "x", MqttQos.AtLeastOnce), default));
    }

    [Fact]
    public async Task Properties_and_identifiers_of_subscriptions_arrive()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = new MqttClient(new Way(broker.Port).Options("c"));
        await client.ConnectAsync(default);
        await client.SubscribeAsync([new("a/+", MqttQos.AtLeastOnce)], 77, default);
        var properties = new MqttProperties { ContentType = "text/plain", ResponseTopic = "b" };
        properties.AddUserProperty("unit", "kWh");

        await client.PublishAsync(
            new MqttMessage("a/b", Encoding.UTF8.GetBytes("x")) { RawProperties = MqttWriter.Properties(properties) }, default);
        var received = await FirstAsync(client);

        Assert.Equal(("text/plain", "b", 77u), (received.Properties.ContentType, received.Properties.ResponseTopic, received.Properties.SubscriptionIdentifiers.Single()));
        Assert.Equal(KeyValuePair.Create("unit", "kWh"), received.Properties.UserProperties.Single());
    }

    [Theory]
    [InlineData(MqttVersion.V311, MqttReason.NotAuthorized)] // return code 5
    [InlineData(MqttVersion.V5, MqttReason.Banned)] // 0x8A
    public async Task A_refusal_names_its_reason(MqttVersion version, MqttReason expected)
    {
        await using var broker = await TestBroker.StartAsync(authority: new TestAuthority { Admit = _ => new(MqttReason.Banned) });
        await using var client = new MqttClient(new Way(broker.Port).Options("c", version));

        var error = await Assert.ThrowsAsync<MqttRefusedException>(() => client.ConnectAsync(default));

        Assert.Equal(expected, error.Reason);
        Assert.False(client.IsConnected);
    }

    [Fact]
    public async Task Who_cannot_be_reached_is_told_as_such()
    {
        await using var client = new MqttClient(new() { Server = new Uri("mqtt://127.0.0.1:1") });

        var error = await Assert.ThrowsAsync<MqttConnectionException>(() => client.ConnectAsync(default));

        Assert.Equal(MqttReason.ServerUnavailable, error.Reason);
    }

    [Fact]
    public async Task Denials_name_their_reason_and_the_rest_goes_on()
    {
        await using var broker = await TestBroker.StartAsync(
            o => o.DeniedSubscription = MqttReason.NotAuthorized, new TestAuthority { Denied = ["secret"] });
        await using var client = new MqttClient(new Way(broker.Port).Options("c"));
        await client.ConnectAsync(default);

        var publish = await Assert.ThrowsAsync<MqttPublishException>(
            async () => await client.PublishAsync(Text.Of("secret", "x", MqttQos.ExactlyOnce), default));
        var subscribe = await Assert.ThrowsAsync<MqttSubscribeException>(
            () => client.SubscribeAsync([new("open", MqttQos.AtLeastOnce), new("secret", MqttQos.AtLeastOnce)], null, default));
        await client.PublishAsync(Text.Of("open", "y", MqttQos.AtLeastOnce), default);

        Assert.Equal((MqttReason.NotAuthorized, MqttReason.NotAuthorized, "secret"), (publish.Reason, subscribe.Reason, subscribe.Filter));
        Assert.Equal("y", Encoding.UTF8.GetString((await FirstAsync(client)).Payload.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/+")]
    [InlineData("#")]
    [InlineData("a\0b")]
    public async Task A_topic_that_no_server_may_take_is_refused_at_once(string topic)
    {
        await using var client = new MqttClient(new Way(1).Options("c"));

        Assert.Throws<ArgumentException>(() => client.Post([new MqttMessage(topic, default)]));
        Assert.Throws<ArgumentException>(() => client.Post([new MqttMessage("half a pair: \uD83D", default)])); // an attribute cannot hold it
        Assert.Equal(0, client.Queued);
    }

    [Theory(DisplayName = "[MQTT-3.3.4-9] no more is under way than the receive maximum allows")]
    [InlineData(MqttQos.AtLeastOnce)]
    [InlineData(MqttQos.ExactlyOnce)]
    public async Task Receive_maximum_of_one(MqttQos qos)
    {
        await using var broker = await TestBroker.StartAsync(o => o.Limits = new MqttLimits { ReceiveMaximum = 1 });
        await using var client = new MqttClient(new Way(broker.Port).Options("c"));
        await client.ConnectAsync(default);

        await client.PublishAsync(Enumerable.Range(0, 200).Select(i => Text.Of("a", $"{i}", qos)).ToArray(), default);

        Assert.Equal(["connected c"], broker.Watcher.Lines); // the server says 0x93 to who sends more, and ends the connection
        Assert.Equal(200, broker.Server.Clients.Single().Received);
    }

    [Fact(DisplayName = "[MQTT-3.2.2-15] a packet that is too large for the server is not sent")]
    public async Task Maximum_packet_size()
    {
        await using var broker = await TestBroker.StartAsync(o => o.Limits = new MqttLimits { MaximumPacketSize = 100 });
        await using var client = new MqttClient(new Way(broker.Port).Options("c"));
        await client.ConnectAsync(default);

        // 2 bytes of header, 3 of topic, 2 of identifier, 1 of properties: 92 bytes of payload make 100
        var error = await Assert.ThrowsAsync<MqttPublishException>(
            async () => await client.PublishAsync(Text.Of("a", new string('x', 93), MqttQos.AtLeastOnce), default));
        await client.PublishAsync(Text.Of("a", new string('x', 92), MqttQos.AtLeastOnce), default);

        Assert.Equal(MqttReason.PacketTooLarge, error.Reason);
        Assert.Equal(["connected c"], broker.Watcher.Lines);
    }

    [Fact]
    public async Task The_first_topics_get_aliases_both_ways()
    {
        await using var broker = await TestBroker.StartAsync(o => (o.TopicAliasMaximum, o.OutboundTopicAliasMaximum) = (2, 2));
        var way = new Way(broker.Port);
        await using var sender = new MqttClient(way.Options("sender"));
        await using var receiver = new MqttClient(new Way(broker.Port).Options("receiver"));
        await sender.ConnectAsync(default);
        await receiver.ConnectAsync(default);
        await receiver.SubscribeAsync("#", MqttQos.AtLeastOnce, default);
        string[] topics = ["first", "second", "third"];

        for (var round = 0; round < 3; round++)
            await sender.PublishAsync(topics.Select(t => Text.Of(t, $"{t}{round}".ToUpperInvariant(), MqttQos.AtLeastOnce)).ToArray(), default);
        var received = new List<string>();
        await foreach (var message in receiver.ReceiveAsync(default).WithCancellation(new CancellationTokenSource(Waiting.Limit).Token))
        {
            received.Add($"{message.Topic} {Encoding.UTF8.GetString(message.Payload.Span)}");
            if (received.Count == 9)
                break;
        }

        Assert.Equal([1, 1, 3], topics.Select(t => way.Sent.Split(t).Length - 1));
        Assert.Equal("first FIRST0,second SECOND0,third THIRD0,first FIRST1,second SECOND1,third THIRD1,first FIRST2,second SECOND2,third THIRD2", string.Join(',', received));
    }

    [Fact]
    public async Task The_will_is_published_when_the_client_is_lost_or_says_so_and_not_when_it_leaves()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var watcher = new MqttClient(new Way(broker.Port).Options("watcher"));
        await watcher.ConnectAsync(default);
        await watcher.SubscribeAsync("gone/+", MqttQos.AtLeastOnce, default);
        await using var collector = new Collector(watcher);
        async Task<(MqttClient, Way)> ComeAsync(string id)
        {
            var way = new Way(broker.Port);
            var client = new MqttClient(way.Options(id, expiry: 0, will: new() { Topic = $"gone/{id}", Payload = Encoding.UTF8.GetBytes(id) }));
            await client.ConnectAsync(default);
            return (client, way);
        }

        var (polite, _) = await ComeAsync("polite");
        await polite.DisposeAsync();
        var (telling, _) = await ComeAsync("telling");
        await telling.DisconnectAsync(withWill: true, default);
        await collector.WaitAsync(1);
        var (lost, way) = await ComeAsync("lost");
        way.Cut();

        Assert.Equal(["telling", "lost"], await collector.WaitAsync(2));
        await lost.DisposeAsync();
    }

    internal static async Task<MqttReceived> FirstAsync(MqttClient client)
    {
        using var limit = new CancellationTokenSource(Waiting.Limit);
        await foreach (var message in client.ReceiveAsync(limit.Token))
        {
            message.Accept();
            return message;
        }

        throw new InvalidOperationException("The client ended.");
    }
}
