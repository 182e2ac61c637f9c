namespace Werkstrom.Mqtt.Packets;

/// <summary>What a control packet is: the upper four bits of its first byte.</summary>
public enum MqttPacketType : byte
{
    /// <summary>Forbidden on the wire.</summary>
    None = 0,

    /// <summary>A client opens a connection.</summary>
    Connect = 1,

    /// <summary>The server's answer to CONNECT.</summary>
    ConnAck = 2,

    /// <summary>A message.</summary>
    Publish = 3,

    /// <summary>Answer to a PUBLISH of QoS 1.</summary>
    PubAck = 4,

    /// <summary>First answer to a PUBLISH of QoS 2.</summary>
    PubRec = 5,

    /// <summary>Answer to PUBREC.</summary>
    PubRel = 6,

    /// <summary>Answer to PUBREL; QoS 2 is complete.</summary>
    PubComp = 7,

    /// <summary>A client wants messages.</summary>
    Subscribe = 8,

    /// <summary>Answer to SUBSCRIBE.</summary>
    SubAck = 9,

    /// <summary>A client wants no more messages of some filters.</summary>
    Unsubscribe = 10,

    /// <summary>Answer to UNSUBSCRIBE.</summary>
    UnsubAck = 11,

    /// <summary>Are you there?</summary>
    PingReq = 12,

    /// <summary>Yes.</summary>
    PingResp = 13,

    /// <summary>The last packet of a connection.</summary>
    Disconnect = 14,

    /// <summary>A step of enhanced authentication; MQTT 5 only.</summary>
    Auth = 15,
}
