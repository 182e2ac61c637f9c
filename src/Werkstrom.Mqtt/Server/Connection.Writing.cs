using System.IO.Pipelines;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Mqtt.Server;

/// <summary>Sends what the session has for the client.</summary>
sealed partial class Connection
{
    const int MostMessages = 64;
    const int TryLater = 2;

    [ThreadStatic]
    static Sending[]? _room;

    Dictionary<string, ushort>? _aliasesOut;
    int _aliasesOutMost;
    int _waitsForJournal;

    // called by the writer, one run at a time; gives the bytes written
    int TakeMessages(PipeWriter output)
    {
        if (Session is not { } session)
            return 0;
        var room = _room ??= new Sending[MostMessages];
        var count = session.Take(this, room, _server.Now(), out var waitsForJournal);
        var bytes = 0;
        for (var i = 0; i < count; i++)
        {
            if (room[i].Message is { } message)
                bytes += Write(output, message, room[i]);
            else
                bytes += WritePubRel(output, room[i].Id);
        }

        Array.Clear(room, 0, count);
        if (waitsForJournal && count < room.Length && Interlocked.Exchange(ref _waitsForJournal, 1) == 0)
            _ = WakeWhenDurableAsync();
        // messages that were too large wrote nothing: there may still be more
        return count > 0 ? Math.Max(bytes, 1) : 0;
    }

    async Task WakeWhenDurableAsync()
    {
        try
        {
            await _server.Journal!.DurableAsync();
            Volatile.Write(ref _waitsForJournal, 0);
            _writer.Schedule();
        }
        catch (IOException)
        {
            Volatile.Write(ref _waitsForJournal, TryLater);
        }
    }

    int WritePubRel(PipeWriter output, ushort id)
    {
        MqttWriter.Ack(output, _version, MqttPacketType.PubRel, new MqttAck(id));
        return 4;
    }

    int Write(PipeWriter output, Message message, in Sending sending)
    {
        var alias = AliasOf(message.Topic, out var isNew);
        var parts = new PublishWriter
        {
            Topic = alias == 0 || isNew ? message.Utf8 : default,
            Payload = message.Payload,
            Properties = message.Properties,
            SubscriptionIds = sending.Ids,
            Expiry = message.Expiry is null ? null : message.ExpiryLeft(_server.Now()),
            Alias = alias,
            Id = sending.Id,
            Qos = sending.Qos,
            Retain = sending.Retain,
            Dup = sending.Dup,
        };
        if (_mostOut < int.MaxValue && parts.Measure(_version) > _mostOut)
        {
            SkipTooLarge(message, sending, isNew);
            return 0;
        }

        Client.CountSent(1);
        return parts.Write(output, _version);
    }

    // the client could not take it: as if it had been sent and answered [MQTT-3.1.2-24, -25]
    void SkipTooLarge(Message message, in Sending sending, bool isNew)
    {
        if (isNew)
            _aliasesOut!.Remove(message.Topic);
        if (sending.Qos != MqttQos.AtMostOnce)
        {
            var type = sending.Qos == MqttQos.AtLeastOnce ? MqttPacketType.PubAck : MqttPacketType.PubComp;
            Session!.Answer(type, new MqttAck(sending.Id));
        }

        Session!.CountDropped();
        Client.CountDropped();
        _server.Observer?.Dropped(Client.ClientId, message.Topic, MqttDropReason.TooLarge);
    }

    // the first topics of a connection get the aliases
    ushort AliasOf(string topic, out bool isNew)
    {
        isNew = false;
        if (_aliasesOutMost == 0)
            return 0;
        _aliasesOut ??= new(StringComparer.Ordinal);
        if (_aliasesOut.TryGetValue(topic, out var known))
            return known;
        if (_aliasesOut.Count >= _aliasesOutMost)
            return 0;
        isNew = true;
        return _aliasesOut[topic] = (ushort)(_aliasesOut.Count + 1);
    }
}
