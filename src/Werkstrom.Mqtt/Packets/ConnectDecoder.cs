namespace Werkstrom.Mqtt.Packets;

/// <summary>Section 3.1 of both standards.</summary>
static class ConnectDecoder
{
    const int Clean = 2, HasWill = 4, WillRetain = 0x20, HasPassword = 0x40, HasUserName = 0x80;

    public static MqttConnect? Read(ref Cursor cursor)
    {
        var name = cursor.Utf8();
        var level = cursor.Byte();
        if (cursor.Failed || !IsSpoken(name.Span, level, ref cursor))
            return null;
        var version = (MqttVersion)level;
        var flags = cursor.Byte();
        CheckFlags(flags, version, ref cursor);
        var keepAlive = cursor.Short();
        var properties = AckDecoder.ReadProperties(ref cursor, version, (int)MqttPacketType.Connect);
        cursor.FailIf(
            properties is { AuthenticationData: not null, AuthenticationMethod: null },
            MqttFault.Protocol("Authentication data has no method."));
        var clientId = cursor.Text();
        var will = (flags & HasWill) != 0 ? ReadWill(flags, version, ref cursor) : null;
        return new MqttConnect
        {
            Version = version,
            ClientId = clientId,
            CleanStart = (flags & Clean) != 0,
            KeepAlive = keepAlive,
            Will = will,
            UserName = (flags & HasUserName) != 0 ? cursor.Text() : null,
            Password = (flags & HasPassword) != 0 ? cursor.Binary() : (ReadOnlyMemory<byte>?)null,
            Properties = properties,
        };
    }

    // MQTT 3.1 ("MQIsdp", level 3) and levels to come are told that they are not spoken [MQTT-3.1.2-2]; another name is no MQTT
    static bool IsSpoken(ReadOnlySpan<byte> name, byte level, ref Cursor cursor)
    {
        var known = name.SequenceEqual("MQTT"u8) && level is (byte)MqttVersion.V311 or (byte)MqttVersion.V5;
        if (!known && (name.SequenceEqual("MQTT"u8) || (name.SequenceEqual("MQIsdp"u8) && level == 3)))
            cursor.Fail(new MqttFault(MqttReason.UnsupportedProtocolVersion, "Only MQTT 3.1.1 and 5 are spoken here."));
        else if (!known)
            cursor.Fail(MqttFault.Malformed("The protocol name is not MQTT."));
        return known;
    }

    static void CheckFlags(byte flags, MqttVersion version, ref Cursor cursor)
    {
        cursor.FailIf((flags & 1) != 0, MqttFault.Malformed("A CONNECT has its reserved flag set.")); // [MQTT-3.1.2-3]
        cursor.FailIf((flags >> 3 & 3) == 3, MqttFault.Malformed("A will has QoS 3.")); // [MQTT-3.1.2-12]
        cursor.FailIf(
            (flags & HasWill) == 0 && (flags & 0x38) != 0, MqttFault.Malformed("A CONNECT has flags of a will and no will.")); // [MQTT-3.1.2-11]
        cursor.FailIf(
            version == MqttVersion.V311 && (flags & (HasPassword | HasUserName)) == HasPassword,
            MqttFault.Malformed("A CONNECT has a password and no user name.")); // 3.1.1: [MQTT-3.1.2-22]
    }

    static MqttWill ReadWill(byte flags, MqttVersion version, ref Cursor cursor)
    {
        var properties = AckDecoder.ReadProperties(ref cursor, version, PropertyRules.Will);
        var topic = cursor.Text();
        cursor.FailIf(
            topic.Length == 0 || topic.AsSpan().ContainsAny('+', '#'),
            new MqttFault(MqttReason.TopicNameInvalid, "The topic of the will is empty or has a wildcard."));
        return new MqttWill
        {
            Topic = topic,
            Payload = cursor.Binary(),
            Qos = (MqttQos)(flags >> 3 & 3),
            Retain = (flags & WillRetain) != 0,
            Properties = properties,
        };
    }
}
