namespace Werkstrom.Mqtt.Packets;

/// <summary>Why bytes are not a packet that the standard allows.</summary>
/// <param name="Reason">What MQTT 5 says to the sender: malformed packet, protocol error, packet too large, …</param>
/// <param name="Text">One English sentence, fit for a reason string and a log.</param>
public readonly record struct MqttFault(MqttReason Reason, string? Text)
{
    /// <summary>Nothing is wrong.</summary>
    public bool IsNone => Text is null;

    internal static MqttFault Malformed(string text) => new(MqttReason.MalformedPacket, text);

    internal static MqttFault Protocol(string text) => new(MqttReason.ProtocolError, text);
}
