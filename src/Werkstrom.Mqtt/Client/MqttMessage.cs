using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>A message to publish.</summary>
/// <param name="Topic">A topic without wildcards, 1 to 65,535 bytes of UTF-8.</param>
/// <param name="Payload">The payload. It is not copied: it must not change until the message is done.</param>
/// <param name="Qos">How often it arrives.</param>
/// <param name="Retain">Whether the server keeps it for later subscribers.</param>
public readonly record struct MqttMessage(
    string Topic, ReadOnlyMemory<byte> Payload, MqttQos Qos = MqttQos.AtLeastOnce, bool Retain = false)
{
    /// <summary>
    /// Properties of MQTT 5, made by <see cref="MqttWriter.Properties"/>; left out in MQTT 3.1.1. Without a topic alias, which
    /// the client gives by itself.
    /// </summary>
    public ReadOnlyMemory<byte> RawProperties { get; init; }

    /// <summary>Bytes that the message counts for in the queue.</summary>
    internal int Size => Topic.Length + Payload.Length + RawProperties.Length;
}
