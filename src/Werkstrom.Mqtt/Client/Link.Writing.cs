using System.IO.Pipelines;
using System.Text;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>Sends.</summary>
sealed partial class Link
{
    const int MostTopics = 4096;
    const int MostMessages = 128;

    readonly Dictionary<string, KnownTopic> _known = new(StringComparer.Ordinal);
    readonly Outgoing[] _room = new Outgoing[MostMessages];
    int _aliases;

    /// <summary>Sends a SUBSCRIBE or UNSUBSCRIBE.</summary>
    public void Send(Request request)
    {
        if (!_outbox.TryTakeId(request, out var id))
        {
            request.Fail(new MqttConnectionException(MqttReason.QuotaExceeded, "All packet identifiers are in use."));
            return;
        }

        request.Id = id;
        _writer.Control((request, _version), static (o, s) => s.request.Write(o, s._version));
        WakeReading();
        _writer.Schedule();
    }

    /// <summary>Answers a message that was received; false when the connection is gone.</summary>
    public bool TryAnswer(MqttPacketType type, ushort id, MqttReason reason = MqttReason.Success)
    {
        if (Volatile.Read(ref _isEnded))
            return false;
        _writer.Control((_version, type, new MqttAck(id, reason)), static (o, s) => MqttWriter.Ack(o, s._version, s.type, s.Item3));
        _writer.Schedule();
        return true;
    }

    // called by the writer, one run at a time; gives the bytes written
    int TakeMessages(PipeWriter output)
    {
        _said = _clock.GetTimestamp();
        if (!_isOpen || Volatile.Read(ref _isEnded))
            return 0;
        var count = _outbox.Take(_room);
        var bytes = 0;
        for (var i = 0; i < count; i++)
            bytes += Write(output, _room[i]);
        if (count > 0)
            WakeReading();
        Array.Clear(_room, 0, count);
        // messages that were refused wrote nothing: there may still be more
        return count > 0 ? Math.Max(bytes, 1) : 0;
    }

    int Write(PipeWriter output, Outgoing outgoing)
    {
        if (outgoing.State == OutgoingState.Released)
        {
            MqttWriter.Ack(output, _version, MqttPacketType.PubRel, new MqttAck(outgoing.Id));
            return 4;
        }

        ref readonly var message = ref outgoing.Message;
        var topic = TopicOf(message.Topic);
        var parts = new PublishWriter
        {
            Topic = topic.IsSent ? default : topic.Utf8,
            Payload = message.Payload.Span,
            Properties = message.RawProperties.Span,
            Alias = topic.Alias,
            Id = outgoing.Id,
            Qos = message.Qos,
            Retain = message.Retain,
            Dup = outgoing.Dup,
        };
        if (topic is { Alias: > 0, IsSent: false } && parts.Measure(_version) > Terms.LargestPacket)
            parts = parts with { Alias = 0 }; // the alias can wait for a smaller message
        if (Terms.Refusal(message, parts.Measure(_version)) is { } refusal)
        {
            _outbox.Refuse(outgoing, refusal);
            return 0;
        }

        topic.IsSent |= parts.Alias != 0;
        var bytes = parts.Write(output, _version);
        if (message.Qos == MqttQos.AtMostOnce)
            _outbox.HandedOver(outgoing);
        return bytes;
    }

    // the first topics of a connection get the aliases
    KnownTopic TopicOf(string name)
    {
        if (_known.TryGetValue(name, out var known))
            return known;
        known = new KnownTopic(Encoding.UTF8.GetBytes(name));
        if (_known.Count >= MostTopics)
            return known;
        if (_aliases < Terms.Aliases)
            known.Alias = (ushort)++_aliases;
        return _known[name] = known;
    }

    sealed class KnownTopic(byte[] utf8)
    {
        public byte[] Utf8 { get; } = utf8;

        public ushort Alias { get; set; }

        /// <summary>Whether the server knows what the alias stands for.</summary>
        public bool IsSent { get; set; }
    }
}
