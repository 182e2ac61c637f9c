namespace Werkstrom.Mqtt.Packets;

/// <summary>Section 3.3 of both standards.</summary>
static class PublishDecoder
{
    public static MqttPublish Read(byte first, ref Cursor cursor, MqttVersion version)
    {
        var qos = (MqttQos)(first >> 1 & 3);
        var dup = (first & 8) != 0;
        cursor.FailIf(qos > MqttQos.ExactlyOnce, MqttFault.Malformed("A PUBLISH has QoS 3.")); // [MQTT-3.3.1-4]
        cursor.FailIf(dup && qos == MqttQos.AtMostOnce, MqttFault.Malformed("A PUBLISH of QoS 0 is marked as sent again.")); // [MQTT-3.3.1-2]
        var topic = cursor.Utf8();
        cursor.FailIf(topic.Span.ContainsAny((byte)'+', (byte)'#'), new(MqttReason.TopicNameInvalid, "A topic has a wildcard."));
        var id = qos == MqttQos.AtMostOnce ? (ushort)0 : AckDecoder.ReadId(ref cursor);
        var raw = version == MqttVersion.V5 ? cursor.Take((int)cursor.VarInt()) : default;
        var scanned = Scan(raw, ref cursor);
        cursor.FailIf(
            topic.IsEmpty && scanned.Alias == 0,
            version == MqttVersion.V5 ? MqttFault.Protocol("A PUBLISH has neither topic nor alias.") : MqttFault.Malformed("A topic is empty."));
        return new MqttPublish
        {
            Topic = topic,
            Payload = cursor.Rest(),
            RawProperties = raw,
            Id = id,
            Qos = qos,
            Retain = (first & 1) != 0,
            Dup = dup,
            TopicAlias = scanned.Alias,
            ExpiryInterval = scanned.Expiry,
            HasSubscriptionIdentifier = scanned.HasIdentifier,
        };
    }

    static (ushort Alias, uint? Expiry, bool HasIdentifier) Scan(ReadOnlyMemory<byte> raw, ref Cursor cursor)
    {
        if (raw.IsEmpty)
            return default;
        (ushort Alias, uint? Expiry, bool HasIdentifier) found = default;
        var scanner = new PropertyScanner(raw, (int)MqttPacketType.Publish);
        while (scanner.Next())
        {
            if (scanner.Id == MqttPropertyId.TopicAlias)
                found.Alias = (ushort)scanner.Number;
            else if (scanner.Id == MqttPropertyId.MessageExpiryInterval)
                found.Expiry = scanner.Number;
            else
                found.HasIdentifier |= scanner.Id == MqttPropertyId.SubscriptionIdentifier;
        }

        if (!scanner.Fault.IsNone)
            cursor.Fail(scanner.Fault);
        return found;
    }
}
