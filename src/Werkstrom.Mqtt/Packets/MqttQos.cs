namespace Werkstrom.Mqtt.Packets;

/// <summary>How often a message arrives.</summary>
public enum MqttQos : byte
{
    /// <summary>QoS 0: at most once, nothing is answered.</summary>
    AtMostOnce = 0,

    /// <summary>QoS 1: at least once.</summary>
    AtLeastOnce = 1,

    /// <summary>QoS 2: exactly once.</summary>
    ExactlyOnce = 2,
}
