namespace Werkstrom.Mqtt.Packets;

/// <summary>The server's answer to CONNECT.</summary>
/// <param name="SessionPresent">Whether the server goes on with a session that it had.</param>
/// <param name="Code">The byte on the wire: a return code of 0 to 5 in MQTT 3.1.1, a <see cref="MqttReason"/> in MQTT 5.</param>
/// <param name="Properties">Properties of MQTT 5; null when there are none.</param>
public sealed record MqttConnAck(bool SessionPresent, byte Code, MqttProperties? Properties = null);
