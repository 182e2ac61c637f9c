namespace Werkstrom.Mqtt.Packets;

/// <summary>The protocol level that a CONNECT names.</summary>
public enum MqttVersion : byte
{
    /// <summary>Not known yet: only a CONNECT can be read.</summary>
    Unknown = 0,

    /// <summary>MQTT 3.1.1 (OASIS 2014, ISO/IEC 20922).</summary>
    V311 = 4,

    /// <summary>MQTT 5.0 (OASIS 2019).</summary>
    V5 = 5,
}
