using System.Buffers;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Mqtt.Server;

/// <summary>What one connection sent in one go.</summary>
public sealed class MqttBatch
{
    readonly List<Answer> _answers = [];
    Entry[] _items = [];
    byte[]? _memory;

    internal MqttBatch(MqttClientInfo client) => Client = client;

    /// <summary>Who sent it.</summary>
    public MqttClientInfo Client { get; }

    /// <summary>How many messages there are.</summary>
    public int Count { get; private set; }

    /// <summary>A message, in the order of sending.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public MqttArrival this[int index]
    {
        get
        {
            ref var item = ref At(index);
            return new(item.Topic, item.Publish.Payload, item.Publish.Qos, item.Publish.Retain, item.Instant, item.Publish.RawProperties);
        }
    }

    /// <summary>Packets that are to be sent when the batch is durable, in order.</summary>
    internal List<Answer> Answers => _answers;

    internal bool HasQos0 { get; private set; }

    internal bool HasRetained { get; private set; }

    /// <summary>Whether the session of the publisher is kept and changed.</summary>
    internal bool NeedsJournal { get; set; }

    /// <summary>What becomes of a message: success (taken), 0x10 (nobody wants it), or from 0x80 on a refusal.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <param name="reason">0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x97 or 0x99.</param>
    public void Answer(int index, MqttReason reason) => At(index).Reason = reason;

    internal ref Entry At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
        return ref _items[index];
    }

    internal Memory<byte> Rent(int size) => (_memory = ArrayPool<byte>.Shared.Rent(size)).AsMemory(0, size);

    internal void Add(in MqttPublish publish, MqttTopic topic, long instant)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Math.Max(16, Count * 2));
        _items[Count] = new Entry { Publish = publish, Topic = topic, Instant = instant, Reason = MqttReason.NoMatchingSubscribers };
        HasRetained |= publish.Retain;
        if (publish.Qos == MqttQos.AtMostOnce)
            HasQos0 = true;
        else
            _answers.Add(new(publish.Qos == MqttQos.AtLeastOnce ? MqttPacketType.PubAck : MqttPacketType.PubRec, publish.Id, default, Count));
        Count++;
    }

    internal void Add(MqttPacketType type, ushort id, MqttReason reason) => _answers.Add(new(type, id, reason, -1));

    internal void RefuseAll(MqttReason reason)
    {
        for (var i = 0; i < Count; i++)
            _items[i].Reason = reason;
    }

    /// <summary>Makes the batch fit for the next use.</summary>
    internal void Reset()
    {
        Array.Clear(_items, 0, Count);
        if (_items.Length > 4096)
            _items = [];
        _answers.Clear();
        if (_memory is not null)
            ArrayPool<byte>.Shared.Return(_memory);
        (_memory, Count, HasQos0, HasRetained, NeedsJournal) = (null, 0, false, false, false);
    }

    internal struct Entry
    {
        public MqttPublish Publish;
        public MqttTopic Topic;
        public long Instant;
        public MqttReason Reason;
    }
}

/// <summary>A PUBACK, PUBREC, PUBREL or PUBCOMP to be sent; <paramref name="Item"/> is the message that it answers, or -1.</summary>
readonly record struct Answer(MqttPacketType Type, ushort Id, MqttReason Reason, int Item);
