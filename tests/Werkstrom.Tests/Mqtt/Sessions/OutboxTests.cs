using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Tests.Mqtt.Sessions;

public sealed class OutboxTests
{
    readonly Outbox _outbox = new();

    [Fact(DisplayName = "[MQTT-2.2.1-4] 200,000 messages: no identifier is 0, and none is used twice at a time")]
    public void Identifiers()
    {
        _outbox.Begin(quota: 100);
        var underWay = new Queue<ushort>();
        for (var i = 0; i < 200_000; i++)
        {
            Add(MqttQos.AtLeastOnce);
            var id = Take().Id;
            Assert.False(id == 0 || underWay.Contains(id));
            underWay.Enqueue(id);
            if (underWay.Count == 100)
                Assert.True(_outbox.Complete(underWay.Dequeue(), MqttQos.AtLeastOnce) > 0);
        }

        Assert.Equal(99, _outbox.UnderWay);
    }

    [Fact(DisplayName = "a message that is never answered stops the session when its identifier would be used again, not before")]
    public void Never_answered()
    {
        _outbox.Begin(quota: 10);
        Add(MqttQos.AtLeastOnce);
        var never = Take().Id;
        for (var i = 1; i < 65_535; i++)
        {
            Add(MqttQos.AtLeastOnce);
            _outbox.Complete(Take().Id, MqttQos.AtLeastOnce);
        }

        Add(MqttQos.AtLeastOnce);
        Assert.False(_outbox.TryTake(0, long.MaxValue, out _, out _));
        _outbox.Complete(never, MqttQos.AtLeastOnce);

        Assert.Equal(never, Take().Id);
    }

    [Fact(DisplayName = "answers of the wrong kind, or twice, change nothing")]
    public void Wrong_answers()
    {
        _outbox.Begin(quota: 2);
        Add(MqttQos.AtLeastOnce);
        Add(MqttQos.ExactlyOnce);
        var (one, two) = (Take().Id, Take().Id);

        Assert.Equal((0, 0, 0, 0), (_outbox.Release(one), _outbox.Complete(two, MqttQos.AtLeastOnce), _outbox.Complete(one, MqttQos.ExactlyOnce), _outbox.Release(999)));
        Assert.Equal((2, 2, 1, 0), (_outbox.Release(two), _outbox.Release(two), _outbox.Complete(one, MqttQos.AtLeastOnce), _outbox.Complete(one, MqttQos.AtLeastOnce)));
        Assert.Equal(1, _outbox.UnderWay);
    }

    [Fact(DisplayName = "a message of QoS 2 waits until the journal is durable; those behind it wait, too")]
    public void Waits_for_the_journal()
    {
        _outbox.Begin(quota: 10);
        Add(MqttQos.ExactlyOnce, position: 500);
        Add(MqttQos.AtMostOnce);

        Assert.False(_outbox.TryTake(0, 499, out _, out _));
        Assert.True(_outbox.WaitsForJournal(499));
        Assert.True(_outbox.TryTake(0, 500, out var sending, out _));
        Assert.Equal(MqttQos.ExactlyOnce, sending.Qos);
    }

    [Fact(DisplayName = "bytes are counted in and out")]
    public void Bytes()
    {
        _outbox.Begin(quota: 10);
        for (var i = 0; i < 3; i++)
            Add(i == 0 ? MqttQos.AtMostOnce : MqttQos.AtLeastOnce);
        var size = _outbox.Bytes / 3;
        Take();
        var id = Take().Id;
        Assert.Equal(2 * size, _outbox.Bytes);
        _outbox.Complete(id, MqttQos.AtLeastOnce);
        _outbox.TryDropOldest(out _);

        Assert.Equal((0, 0), (_outbox.Bytes, _outbox.Waiting));
    }

    void Add(MqttQos qos, long position = 0)
    {
        var number = qos == MqttQos.AtMostOnce ? 0 : _outbox.NextNumber++;
        _outbox.Add(new Outgoing { Message = Message.From("a", "x"u8, qos, false, null, 0), Qos = qos, Number = number, Position = position, Ids = [] });
    }

    Sending Take()
    {
        Assert.True(_outbox.TryTake(0, long.MaxValue, out var sending, out _));
        return sending;
    }
}
