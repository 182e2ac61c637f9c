namespace Werkstrom.Mqtt.Packets;

/// <summary>The message that a server publishes when a client is lost.</summary>
public sealed record MqttWill
{
    /// <summary>Its topic, without wildcards.</summary>
    public required string Topic { get; init; }

    /// <summary>Its payload.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Its quality of service.</summary>
    public MqttQos Qos { get; init; }

    /// <summary>Whether it is kept for later subscribers.</summary>
    public bool Retain { get; init; }

    /// <summary>Delay, expiry, content type, …; null when there are none.</summary>
    public MqttProperties? Properties { get; init; }
}
