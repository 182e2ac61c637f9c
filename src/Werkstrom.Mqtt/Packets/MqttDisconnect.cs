namespace Werkstrom.Mqtt.Packets;

/// <summary>A DISCONNECT, or (MQTT 5) an AUTH.</summary>
/// <param name="Reason">Why; always 0 in MQTT 3.1.1.</param>
/// <param name="Properties">Properties of MQTT 5; null when there are none.</param>
public sealed record MqttDisconnect(MqttReason Reason = MqttReason.Success, MqttProperties? Properties = null);
