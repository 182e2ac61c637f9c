namespace Werkstrom.Mqtt.Packets;

/// <summary>Sections 3.8 to 3.11 of both standards.</summary>
static class SubscribeDecoder
{
    public static MqttSubscribe Read(ref Cursor cursor, MqttVersion version)
    {
        var id = AckDecoder.ReadId(ref cursor);
        var properties = AckDecoder.ReadProperties(ref cursor, version, (int)MqttPacketType.Subscribe);
        var subscriptions = new List<MqttSubscription>();
        while (cursor.Left > 0)
            subscriptions.Add(ReadOne(ref cursor, version));
        cursor.FailIf(subscriptions.Count == 0, MqttFault.Protocol("A SUBSCRIBE has no filter.")); // [MQTT-3.8.3-2]
        return new MqttSubscribe(id, subscriptions, properties);
    }

    public static MqttUnsubscribe ReadUnsubscribe(ref Cursor cursor, MqttVersion version)
    {
        var id = AckDecoder.ReadId(ref cursor);
        var properties = AckDecoder.ReadProperties(ref cursor, version, (int)MqttPacketType.Unsubscribe);
        var filters = new List<string>();
        while (cursor.Left > 0)
            filters.Add(ReadFilter(ref cursor));
        cursor.FailIf(filters.Count == 0, MqttFault.Protocol("An UNSUBSCRIBE has no filter.")); // [MQTT-3.10.3-2]
        return new MqttUnsubscribe(id, filters, properties);
    }

    public static MqttSubAck ReadAck(MqttPacketType type, ref Cursor cursor, MqttVersion version)
    {
        var id = AckDecoder.ReadId(ref cursor);
        var properties = AckDecoder.ReadProperties(ref cursor, version, (int)type);
        var reasons = new List<MqttReason>();
        if (version == MqttVersion.V5 || type == MqttPacketType.SubAck)
        {
            while (cursor.Left > 0)
                reasons.Add(AckDecoder.ReadReason(type, ref cursor));
            cursor.FailIf(reasons.Count == 0, MqttFault.Protocol("The answer has no reason code."));
        }

        return new MqttSubAck(id, reasons, properties);
    }

    static MqttSubscription ReadOne(ref Cursor cursor, MqttVersion version)
    {
        var filter = ReadFilter(ref cursor);
        var options = cursor.Byte();
        var reserved = version == MqttVersion.V5 ? 0xC0 : 0xFC;
        cursor.FailIf((options & reserved) != 0, MqttFault.Malformed("A subscription has reserved bits.")); // [MQTT-3.8.3-5]
        cursor.FailIf((options & 3) == 3, MqttFault.Protocol("A subscription asks for QoS 3."));
        cursor.FailIf((options & 0x30) == 0x30, MqttFault.Protocol("A subscription asks for retain handling 3."));
        return new MqttSubscription(
            filter, (MqttQos)(options & 3), (options & 4) != 0, (options & 8) != 0, (MqttRetainHandling)(options >> 4 & 3));
    }

    static string ReadFilter(ref Cursor cursor)
    {
        var filter = cursor.Text();
        cursor.FailIf(filter.Length == 0, MqttFault.Malformed("A filter is empty.")); // [MQTT-4.7.3-1]
        return filter;
    }
}
