using System.Buffers;

namespace Werkstrom.Mqtt.Packets;

/// <summary>
/// A PUBLISH from its parts, so that one message can be sent to many with the little that differs: identifier, alias, time left,
/// subscription identifiers.
/// </summary>
readonly ref struct PublishWriter
{
    public ReadOnlySpan<byte> Topic { get; init; }

    public ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Properties that are passed on as they came.</summary>
    public ReadOnlySpan<byte> Properties { get; init; }

    public ReadOnlySpan<uint> SubscriptionIds { get; init; }

    public uint? Expiry { get; init; }

    public ushort Alias { get; init; }

    public ushort Id { get; init; }

    public MqttQos Qos { get; init; }

    public bool Retain { get; init; }

    public bool Dup { get; init; }

    /// <summary>Bytes of the whole packet.</summary>
    public int Measure(MqttVersion version)
    {
        var body = Body(version, out _);
        return 1 + Wire.SizeOf((uint)body) + body;
    }

    /// <summary>Writes the packet and says how many bytes it took.</summary>
    public int Write(IBufferWriter<byte> output, MqttVersion version)
    {
        var body = Body(version, out var properties);
        var size = 1 + Wire.SizeOf((uint)body) + body;
        var head = size - Payload.Length;
        var wire = new Wire(output.GetSpan(head));
        wire.Byte((byte)(0x30 | (Dup ? 8 : 0) | ((int)Qos << 1) | (Retain ? 1 : 0)));
        wire.VarInt((uint)body);
        wire.Field(Topic);
        if (Qos != MqttQos.AtMostOnce)
            wire.Short(Id);
        if (version == MqttVersion.V5)
            WriteProperties(ref wire, properties);
        output.Advance(head);
        output.Write(Payload);
        return size;
    }

    int Body(MqttVersion version, out int properties)
    {
        properties = 0;
        var body = 2 + Topic.Length + (Qos == MqttQos.AtMostOnce ? 0 : 2) + Payload.Length;
        if (version != MqttVersion.V5)
            return body;
        properties = Properties.Length + (Expiry is null ? 0 : 5) + (Alias == 0 ? 0 : 3);
        foreach (var id in SubscriptionIds)
            properties += 1 + Wire.SizeOf(id);
        return body + Wire.SizeOf((uint)properties) + properties;
    }

    void WriteProperties(ref Wire wire, int size)
    {
        wire.VarInt((uint)size);
        if (Expiry is { } seconds)
        {
            wire.Byte((byte)MqttPropertyId.MessageExpiryInterval);
            wire.Int(seconds);
        }

        if (Alias != 0)
        {
            wire.Byte((byte)MqttPropertyId.TopicAlias);
            wire.Short(Alias);
        }

        foreach (var id in SubscriptionIds)
        {
            wire.Byte((byte)MqttPropertyId.SubscriptionIdentifier);
            wire.VarInt(id);
        }

        wire.Raw(Properties);
    }
}
