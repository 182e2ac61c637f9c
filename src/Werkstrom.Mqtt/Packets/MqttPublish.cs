namespace Werkstrom.Mqtt.Packets;

/// <summary>A PUBLISH. Its memory belongs to the buffer that it was read from.</summary>
public readonly record struct MqttPublish
{
    /// <summary>The topic in UTF-8; empty only in MQTT 5 with <see cref="TopicAlias"/>.</summary>
    public ReadOnlyMemory<byte> Topic { get; init; }

    /// <summary>The payload.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>
    /// The properties as they stand on the wire, without their length; empty in MQTT 3.1.1. Give them here when a packet is
    /// written, too: <see cref="MqttWriter.Properties"/> makes them.
    /// </summary>
    public ReadOnlyMemory<byte> RawProperties { get; init; }

    /// <summary>Packet identifier; 0 with QoS 0.</summary>
    public ushort Id { get; init; }

    /// <summary>Quality of service.</summary>
    public MqttQos Qos { get; init; }

    /// <summary>Whether the server keeps the message for later subscribers, or: whether it was kept.</summary>
    public bool Retain { get; init; }

    /// <summary>Whether it was sent before.</summary>
    public bool Dup { get; init; }

    /// <summary>Topic alias of a packet that was read; 0 when there is none.</summary>
    public ushort TopicAlias { get; init; }

    /// <summary>Seconds that a message that was read lives; null when it does not end.</summary>
    public uint? ExpiryInterval { get; init; }

    /// <summary>Whether a packet that was read carries a subscription identifier, which only a server may send.</summary>
    public bool HasSubscriptionIdentifier { get; init; }

    /// <summary>The properties, read anew at each call.</summary>
    public MqttProperties Properties => MqttProperties.Read(RawProperties, (int)MqttPacketType.Publish, out _) ?? new MqttProperties();
}
