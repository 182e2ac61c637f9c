namespace Werkstrom.Mqtt.Packets;

/// <summary>A PUBACK, PUBREC, PUBREL or PUBCOMP.</summary>
/// <param name="Id">Packet identifier, never 0.</param>
/// <param name="Reason">0 in MQTT 3.1.1.</param>
/// <param name="Properties">Reason string and user properties; null when there are none.</param>
public readonly record struct MqttAck(ushort Id, MqttReason Reason = MqttReason.Success, MqttProperties? Properties = null);
