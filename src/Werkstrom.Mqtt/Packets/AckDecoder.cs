namespace Werkstrom.Mqtt.Packets;

/// <summary>The packets that are little more than a reason: sections 3.2, 3.4 to 3.7, 3.14 and 3.15.</summary>
static class AckDecoder
{
    /// <summary>A packet identifier, which is never 0 [MQTT-2.2.1-3].</summary>
    public static ushort ReadId(ref Cursor cursor)
    {
        var id = cursor.Short();
        cursor.FailIf(id == 0, MqttFault.Malformed("A packet identifier is 0."));
        return id;
    }

    /// <summary>A property list with its length; null when it is empty or the protocol has none.</summary>
    public static MqttProperties? ReadProperties(ref Cursor cursor, MqttVersion version, int place)
    {
        if (version != MqttVersion.V5)
            return null;
        var raw = cursor.Take((int)cursor.VarInt());
        var properties = MqttProperties.Read(raw, place, out var fault);
        if (!fault.IsNone)
            cursor.Fail(fault);
        return properties;
    }

    public static MqttAck Read(MqttPacketType type, ref Cursor cursor, MqttVersion version)
    {
        var id = ReadId(ref cursor);
        if (version != MqttVersion.V5 || cursor.Left == 0)
            return new MqttAck(id);
        var reason = ReadReason(type, ref cursor);
        return new MqttAck(id, reason, cursor.Left == 0 ? null : ReadProperties(ref cursor, version, (int)type));
    }

    public static MqttConnAck ReadConnAck(ref Cursor cursor, MqttVersion version)
    {
        var flags = cursor.Byte();
        cursor.FailIf(flags > 1, MqttFault.Malformed("A CONNACK has reserved flags.")); // [MQTT-3.2.2-1]
        var code = cursor.Byte();
        cursor.FailIf(version != MqttVersion.V5 && code > 5, MqttFault.Malformed("A CONNACK has an unknown return code."));
        return new MqttConnAck(flags == 1, code, ReadProperties(ref cursor, version, (int)MqttPacketType.ConnAck));
    }

    public static MqttDisconnect ReadDisconnect(MqttPacketType type, ref Cursor cursor, MqttVersion version)
    {
        if (version != MqttVersion.V5 || cursor.Left == 0)
            return new MqttDisconnect();
        var reason = ReadReason(type, ref cursor);
        var properties = cursor.Left == 0 ? null : ReadProperties(ref cursor, version, (int)type);
        cursor.FailIf(
            type == MqttPacketType.Auth && (properties?.AuthenticationMethod is null) && !cursor.Failed,
            MqttFault.Protocol("An AUTH names no method."));
        return new MqttDisconnect(reason, properties);
    }

    public static MqttReason ReadReason(MqttPacketType type, ref Cursor cursor)
    {
        var reason = (MqttReason)cursor.Byte();
        cursor.FailIf(!IsReasonOf(type, reason), MqttFault.Malformed("The reason code is not one that this packet may have."));
        return reason;
    }

    static bool IsReasonOf(MqttPacketType type, MqttReason reason) => type switch
    {
        MqttPacketType.PubAck or MqttPacketType.PubRec => (byte)reason is 0x00 or 0x10 or 0x80 or 0x83 or 0x87 or 0x90 or 0x91 or 0x97 or 0x99,
        MqttPacketType.PubRel or MqttPacketType.PubComp => (byte)reason is 0x00 or 0x92,
        MqttPacketType.SubAck => (byte)reason is <= 0x02 or 0x80 or 0x83 or 0x87 or 0x8F or 0x91 or 0x97 or 0x9E or 0xA1 or 0xA2,
        MqttPacketType.UnsubAck => (byte)reason is 0x00 or 0x11 or 0x80 or 0x83 or 0x87 or 0x8F or 0x91,
        MqttPacketType.Auth => (byte)reason is 0x00 or 0x18 or 0x19,
        _ => (byte)reason is 0x00 or 0x04 or (>= 0x80 and <= 0x83) or 0x87 or 0x89 or 0x8B or (>= 0x8D and <= 0x90)
            or (>= 0x93 and <= 0xA2),
    };
}
