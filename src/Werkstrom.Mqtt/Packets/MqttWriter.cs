using System.Buffers;
using System.Text;

namespace Werkstrom.Mqtt.Packets;

/// <summary>
/// Writes packets. Properties are written only in MQTT 5. That the fields are allowed (identifier not 0, no text above 65,535
/// bytes, …) is for the caller to know.
/// </summary>
public static class MqttWriter
{
    /// <summary>The properties of a PUBLISH as they stand on the wire, for <see cref="MqttPublish.RawProperties"/>.</summary>
    public static byte[] Properties(MqttProperties properties)
    {
        var bytes = new byte[PropertyWriter.Measure(properties)];
        var wire = new Wire(bytes);
        PropertyWriter.Write(ref wire, properties);
        return bytes;
    }

    /// <summary>Writes a PUBLISH.</summary>
    /// <returns>Bytes of the packet.</returns>
    public static int Publish(IBufferWriter<byte> output, MqttVersion version, in MqttPublish publish) =>
        new PublishWriter
        {
            Topic = publish.Topic.Span,
            Payload = publish.Payload.Span,
            Properties = publish.RawProperties.Span,
            Id = publish.Id,
            Qos = publish.Qos,
            Retain = publish.Retain,
            Dup = publish.Dup,
        }.Write(output, version);

    /// <summary>Writes a PUBACK, PUBREC, PUBREL or PUBCOMP.</summary>
    public static void Ack(IBufferWriter<byte> output, MqttVersion version, MqttPacketType type, in MqttAck ack)
    {
        var properties = version == MqttVersion.V5 && ack.Properties is { IsEmpty: false } p ? p : null;
        var hasReason = version == MqttVersion.V5 && (properties is not null || ack.Reason != MqttReason.Success);
        var body = 2 + (hasReason ? 1 : 0) + (properties is null ? 0 : PropertyWriter.MeasureAll(properties));
        var wire = Begin(output, (byte)(((int)type << 4) | (type == MqttPacketType.PubRel ? 2 : 0)), body);
        wire.Short(ack.Id);
        if (hasReason)
            wire.Byte((byte)ack.Reason);
        if (properties is not null)
            PropertyWriter.WriteAll(ref wire, properties);
        output.Advance(wire.At);
    }

    /// <summary>Writes a CONNECT in the version that it names.</summary>
    public static void Connect(IBufferWriter<byte> output, MqttConnect connect)
    {
        var isV5 = connect.Version == MqttVersion.V5;
        var (clientId, userName, topic) = (Utf8(connect.ClientId), Utf8(connect.UserName), Utf8(connect.Will?.Topic));
        var body = 10 + 2 + clientId.Length + (isV5 ? PropertyWriter.MeasureAll(connect.Properties) : 0)
            + (connect.UserName is null ? 0 : 2 + userName.Length) + (connect.Password is { } p ? 2 + p.Length : 0);
        if (connect.Will is { } w)
            body += 4 + topic.Length + w.Payload.Length + (isV5 ? PropertyWriter.MeasureAll(w.Properties) : 0);
        var wire = Begin(output, 0x10, body);
        wire.Field("MQTT"u8);
        wire.Byte((byte)connect.Version);
        wire.Byte(FlagsOf(connect));
        wire.Short(connect.KeepAlive);
        if (isV5)
            PropertyWriter.WriteAll(ref wire, connect.Properties);
        wire.Field(clientId);
        if (connect.Will is { } will)
            WriteWill(ref wire, will, topic, isV5);
        if (connect.UserName is not null)
            wire.Field(userName);
        if (connect.Password is { } password)
            wire.Field(password.Span);
        output.Advance(wire.At);
    }

    /// <summary>Writes a CONNACK.</summary>
    public static void ConnAck(IBufferWriter<byte> output, MqttVersion version, MqttConnAck ack)
    {
        var isV5 = version == MqttVersion.V5;
        var wire = Begin(output, 0x20, 2 + (isV5 ? PropertyWriter.MeasureAll(ack.Properties) : 0));
        wire.Byte(ack.SessionPresent ? (byte)1 : (byte)0);
        wire.Byte(ack.Code);
        if (isV5)
            PropertyWriter.WriteAll(ref wire, ack.Properties);
        output.Advance(wire.At);
    }

    /// <summary>Writes a SUBSCRIBE.</summary>
    public static void Subscribe(IBufferWriter<byte> output, MqttVersion version, MqttSubscribe subscribe)
    {
        var filters = subscribe.Subscriptions.Select(s => Utf8(s.Filter)).ToArray();
        var isV5 = version == MqttVersion.V5;
        var wire = Begin(
            output, 0x82, 2 + (isV5 ? PropertyWriter.MeasureAll(subscribe.Properties) : 0) + filters.Sum(f => f.Length + 3));
        wire.Short(subscribe.Id);
        if (isV5)
            PropertyWriter.WriteAll(ref wire, subscribe.Properties);
        for (var i = 0; i < filters.Length; i++)
        {
            var s = subscribe.Subscriptions[i];
            wire.Field(filters[i]);
            wire.Byte((byte)((int)s.Qos | (isV5 ? OptionsOf(s) : 0)));
        }

        output.Advance(wire.At);
    }

    /// <summary>Writes an UNSUBSCRIBE.</summary>
    public static void Unsubscribe(IBufferWriter<byte> output, MqttVersion version, MqttUnsubscribe unsubscribe)
    {
        var filters = unsubscribe.Filters.Select(Utf8).ToArray();
        var isV5 = version == MqttVersion.V5;
        var wire = Begin(
            output, 0xA2, 2 + (isV5 ? PropertyWriter.MeasureAll(unsubscribe.Properties) : 0) + filters.Sum(f => f.Length + 2));
        wire.Short(unsubscribe.Id);
        if (isV5)
            PropertyWriter.WriteAll(ref wire, unsubscribe.Properties);
        foreach (var filter in filters)
            wire.Field(filter);
        output.Advance(wire.At);
    }

    /// <summary>Writes a SUBACK or an UNSUBACK.</summary>
    public static void SubAck(IBufferWriter<byte> output, MqttVersion version, MqttPacketType type, MqttSubAck ack)
    {
        var isV5 = version == MqttVersion.V5;
        var reasons = isV5 || type == MqttPacketType.SubAck ? ack.Reasons : [];
        var wire = Begin(
            output, (byte)((int)type << 4), 2 + (isV5 ? PropertyWriter.MeasureAll(ack.Properties) : 0) + reasons.Count);
        wire.Short(ack.Id);
        if (isV5)
            PropertyWriter.WriteAll(ref wire, ack.Properties);
        foreach (var reason in reasons)
            wire.Byte((byte)reason);
        output.Advance(wire.At);
    }

    /// <summary>Writes a PINGREQ or a PINGRESP.</summary>
    public static void Ping(IBufferWriter<byte> output, MqttPacketType type) => output.Advance(Begin(output, (byte)((int)type << 4), 0).At);

    /// <summary>Writes a DISCONNECT or an AUTH.</summary>
    public static void Disconnect(IBufferWriter<byte> output, MqttVersion version, MqttPacketType type, MqttDisconnect disconnect)
    {
        var properties = disconnect.Properties is { IsEmpty: false } p ? p : null;
        var hasReason = version == MqttVersion.V5 && (properties is not null || disconnect.Reason != MqttReason.Success);
        var body = hasReason ? 1 + (properties is null ? 0 : PropertyWriter.MeasureAll(properties)) : 0;
        var wire = Begin(output, (byte)((int)type << 4), body);
        if (hasReason)
            wire.Byte((byte)disconnect.Reason);
        if (hasReason && properties is not null)
            PropertyWriter.WriteAll(ref wire, properties);
        output.Advance(wire.At);
    }

    static Wire Begin(IBufferWriter<byte> output, byte first, int body)
    {
        var wire = new Wire(output.GetSpan(MqttReader.LongestHeader + body));
        wire.Byte(first);
        wire.VarInt((uint)body);
        return wire;
    }

    static void WriteWill(ref Wire wire, MqttWill will, byte[] topic, bool isV5)
    {
        if (isV5)
            PropertyWriter.WriteAll(ref wire, will.Properties);
        wire.Field(topic);
        wire.Field(will.Payload.Span);
    }

    static byte FlagsOf(MqttConnect connect)
    {
        var flags = (connect.CleanStart ? 2 : 0) | (connect.Password is null ? 0 : 0x40) | (connect.UserName is null ? 0 : 0x80);
        if (connect.Will is { } will)
            flags |= 4 | ((int)will.Qos << 3) | (will.Retain ? 0x20 : 0);
        return (byte)flags;
    }

    static int OptionsOf(in MqttSubscription s) =>
        (s.NoLocal ? 4 : 0) | (s.RetainAsPublished ? 8 : 0) | ((int)s.RetainHandling << 4);

    static byte[] Utf8(string? text) => text is null ? [] : Encoding.UTF8.GetBytes(text);
}
