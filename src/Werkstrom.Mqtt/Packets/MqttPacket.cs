namespace Werkstrom.Mqtt.Packets;

/// <summary>A packet that was read. Which member holds it follows from <see cref="Type"/>.</summary>
public readonly struct MqttPacket
{
    readonly object? _body;

    internal MqttPacket(MqttPacketType type, object? body = null) => (Type, _body) = (type, body);

    internal MqttPacket(in MqttPublish publish) => (Type, Publish) = (MqttPacketType.Publish, publish);

    internal MqttPacket(MqttPacketType type, in MqttAck ack) => (Type, Ack) = (type, ack);

    /// <summary>What the packet is.</summary>
    public MqttPacketType Type { get; }

    /// <summary>The message of a PUBLISH.</summary>
    public MqttPublish Publish { get; }

    /// <summary>The fields of a PUBACK, PUBREC, PUBREL or PUBCOMP.</summary>
    public MqttAck Ack { get; }

    /// <summary>The CONNECT; only when that is the type, as with the members below.</summary>
    /// <exception cref="InvalidOperationException">The packet is of another type.</exception>
    public MqttConnect Connect => As<MqttConnect>();

    /// <summary>The CONNACK.</summary>
    /// <exception cref="InvalidOperationException">The packet is of another type.</exception>
    public MqttConnAck ConnAck => As<MqttConnAck>();

    /// <summary>The SUBSCRIBE.</summary>
    /// <exception cref="InvalidOperationException">The packet is of another type.</exception>
    public MqttSubscribe Subscribe => As<MqttSubscribe>();

    /// <summary>The SUBACK or UNSUBACK.</summary>
    /// <exception cref="InvalidOperationException">The packet is of another type.</exception>
    public MqttSubAck SubAck => As<MqttSubAck>();

    /// <summary>The UNSUBSCRIBE.</summary>
    /// <exception cref="InvalidOperationException">The packet is of another type.</exception>
    public MqttUnsubscribe Unsubscribe => As<MqttUnsubscribe>();

    /// <summary>The DISCONNECT or AUTH.</summary>
    /// <exception cref="InvalidOperationException">The packet is of another type.</exception>
    public MqttDisconnect Disconnect => As<MqttDisconnect>();

    T As<T>()
        where T : class => _body as T ?? throw new InvalidOperationException($"The packet is a {Type}.");
}
