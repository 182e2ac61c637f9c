using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Tests.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Client;

/// <summary>What waits for a connection: its bounds, and the file that keeps it.</summary>
public sealed class QueueTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("ws-mqtt-").FullName;

    string QueueFile => Path.Combine(_folder, "queue");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Above_its_bound_of_messages_the_queue_refuses()
    {
        await using var client = new MqttClient(new Way(1).Options("c", queued: 3));
        client.Post([One("1"), One("2")]);

        Assert.Throws<MqttQueueFullException>(() => client.Post([One("3"), One("4")])); // all or none
        client.Post([One("3")]);
        var error = await Assert.ThrowsAsync<MqttQueueFullException>(async () => await client.PublishAsync(One("4"), default));

        Assert.Equal((3, 0L, MqttReason.QuotaExceeded), (client.Queued, client.Dropped, error.Reason));
    }

    [Fact]
    public async Task Above_its_bound_of_bytes_the_queue_refuses()
    {
        await using var client = new MqttClient(new Way(1).Options("c", queuedBytes: 100));
        client.Post([One(new string('x', 59)), One(new string('y', 38))]); // each with one byte of topic

        Assert.Throws<MqttQueueFullException>(() => client.Post([One("zz")]));
        client.Post([new MqttMessage("a", default)]);

        Assert.Equal((3, 100L), (client.Queued, client.QueuedBytes));
    }

    [Fact]
    public async Task Or_drops_the_oldest_counts_them_and_tells_who_sent_them()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = new MqttClient(new Way(broker.Port).Options("c", queued: 3, whenFull: MqttQueuePolicy.DropOldest));
        await using var receiver = new MqttClient(new Way(broker.Port).Options("r"));
        await receiver.ConnectAsync(default);
        await receiver.SubscribeAsync("a", MqttQos.AtLeastOnce, default);
        await using var collector = new Collector(receiver);

        var sent = Enumerable.Range(1, 5).Select(i => client.PublishAsync(One($"{i}"), default).AsTask()).ToArray();
        var errors = await Task.WhenAll(sent[..2].Select(t => Assert.ThrowsAsync<MqttQueueFullException>(() => t)));
        Assert.Equal((3, 2L, 2), (client.Queued, client.Dropped, errors.Length));
        await client.ConnectAsync(default);
        await Task.WhenAll(sent[2..]);

        Assert.Equal(["3", "4", "5"], await collector.WaitAsync(3));
    }

    [Fact]
    public async Task A_message_larger_than_the_queue_drops_nothing()
    {
        await using var client = new MqttClient(new Way(1).Options("c", queuedBytes: 10, whenFull: MqttQueuePolicy.DropOldest));
        client.Post([One("1"), One("2")]);

        Assert.Throws<MqttQueueFullException>(() => client.Post([One(new string('x', 11))]));

        Assert.Equal((2, 0L), (client.Queued, client.Dropped));
    }

    [Fact]
    public async Task Who_waits_when_the_client_ends_is_told()
    {
        var client = new MqttClient(new Way(1).Options("c"));
        client.Start();
        var waits = client.PublishAsync(One("1"), default).AsTask();
        var subscribes = client.SubscribeAsync("a", MqttQos.AtLeastOnce, default);

        await client.DisposeAsync();

        await Assert.ThrowsAsync<MqttConnectionException>(() => waits);
        await Assert.ThrowsAsync<MqttConnectionException>(() => subscribes);
        Assert.Throws<MqttConnectionException>(() => client.Post([One("2")]));
    }

    [Fact]
    public async Task The_file_keeps_what_was_not_sent()
    {
        await using (var first = new MqttClient(new Way(1).Options("c", file: QueueFile)))
            first.Post([One("1"), new MqttMessage("a", default, MqttQos.AtMostOnce), One("2")]);
        await AppendAsync([7, 0, 0, 0, 1, 2]); // half a record: a kill while it was written

        await using var broker = await TestBroker.StartAsync();
        await using var second = new MqttClient(new Way(broker.Port).Options("c", file: QueueFile));
        Assert.Equal(2, second.Queued); // QoS 0 is not kept
        await second.ConnectAsync(default);
        await second.SubscribeAsync("a", MqttQos.AtLeastOnce, default);
        second.Post([One("3")]);
        await second.WhenEmptyAsync(default).WaitAsync(Waiting.Limit);
        await second.DisposeAsync();

        await using var third = new MqttClient(new Way(1).Options("c", file: QueueFile));
        Assert.Equal(0, third.Queued);
    }

    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task Killed_at_any_moment_the_client_goes_on_from_its_file_and_QoS_2_stays_exactly_once(MqttVersion version)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var receiver = new MqttClient(new Way(broker.Port).Options("receiver"));
        await receiver.ConnectAsync(default);
        await receiver.SubscribeAsync("a", MqttQos.ExactlyOnce, default);
        await using var collector = new Collector(receiver);
        const int Messages = 2000;
        var way = new Way(broker.Port);
        var client = new MqttClient(way.Options("sender", version, file: QueueFile));
        client.Start();
        client.Post(Enumerable.Range(0, Messages).Select(i => Text.Of("a", $"{i}", MqttQos.ExactlyOnce)).ToArray());

        for (var kill = 1; kill <= 5; kill++)
        {
            await collector.WaitAsync(Messages * kill / 7);
            // nothing goes out any more; the file is as a kill at this moment leaves it, and what the client does to its own counts no more
            way.Port = 1;
            await Waiting.UntilAsync(() =>
            {
                way.Cut();
                return !client.IsConnected;
            });
            var left = QueueFile + kill;
            File.Copy(QueueFile + (kill == 1 ? "" : $"{kill - 1}"), left);
            await client.DisposeAsync();
            way = new Way(broker.Port);
            client = new MqttClient(way.Options("sender", version, file: left));
            client.Start();
        }

        await client.WhenEmptyAsync(default).WaitAsync(Waiting.Limit);
        Assert.Equal(Enumerable.Range(0, Messages).Select(i => $"{i}"), await collector.WaitAsync(Messages));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task The_file_does_not_grow_without_end()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = new MqttClient(new Way(broker.Port).Options("c", file: QueueFile));
        await client.ConnectAsync(default);
        var messages = Enumerable.Range(0, 100).Select(_ => One(new string('x', 1000))).ToArray();

        for (var i = 0; i < 40; i++)
            await client.PublishAsync(messages, default); // 4 MB in all

        Assert.InRange(new FileInfo(QueueFile).Length, 1, 3 << 20);
    }

    static MqttMessage One(string payload) => Text.Of("a", payload, MqttQos.AtLeastOnce);

    async Task AppendAsync(byte[] bytes)
    {
        await using var file = new FileStream(QueueFile, FileMode.Append);
        await file.WriteAsync(bytes);
    }
}
