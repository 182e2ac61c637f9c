namespace Werkstrom.Mqtt.Packets;

/// <summary>The properties of MQTT 5 (table 2-4).</summary>
public enum MqttPropertyId : byte
{
    /// <summary>0: bytes, 1: UTF-8 text.</summary>
    PayloadFormatIndicator = 0x01,

    /// <summary>Seconds that a message lives.</summary>
    MessageExpiryInterval = 0x02,

    /// <summary>What the payload is, often a MIME type.</summary>
    ContentType = 0x03,

    /// <summary>Where the answer to a request goes.</summary>
    ResponseTopic = 0x08,

    /// <summary>Which request an answer belongs to.</summary>
    CorrelationData = 0x09,

    /// <summary>Number of a subscription, 1 to 268,435,455.</summary>
    SubscriptionIdentifier = 0x0B,

    /// <summary>Seconds that a session outlives its connection; 0xFFFFFFFF: for ever.</summary>
    SessionExpiryInterval = 0x11,

    /// <summary>The identifier that the server made for a client that gave none.</summary>
    AssignedClientIdentifier = 0x12,

    /// <summary>The keep-alive, in seconds, that the server demands.</summary>
    ServerKeepAlive = 0x13,

    /// <summary>Name of the method of enhanced authentication.</summary>
    AuthenticationMethod = 0x15,

    /// <summary>A step of enhanced authentication.</summary>
    AuthenticationData = 0x16,

    /// <summary>0: no reason strings and user properties, please.</summary>
    RequestProblemInformation = 0x17,

    /// <summary>Seconds that the will waits.</summary>
    WillDelayInterval = 0x18,

    /// <summary>1: response information, please.</summary>
    RequestResponseInformation = 0x19,

    /// <summary>The base of response topics.</summary>
    ResponseInformation = 0x1A,

    /// <summary>Another server to use.</summary>
    ServerReference = 0x1C,

    /// <summary>What happened, for a human.</summary>
    ReasonString = 0x1F,

    /// <summary>How many messages of QoS 1 and 2 may be under way.</summary>
    ReceiveMaximum = 0x21,

    /// <summary>The highest topic alias that is accepted.</summary>
    TopicAliasMaximum = 0x22,

    /// <summary>A number in the place of the topic.</summary>
    TopicAlias = 0x23,

    /// <summary>The highest QoS that the server takes.</summary>
    MaximumQos = 0x24,

    /// <summary>Whether the server keeps retained messages.</summary>
    RetainAvailable = 0x25,

    /// <summary>A name and a value that the application gives a meaning.</summary>
    UserProperty = 0x26,

    /// <summary>The largest packet, in bytes, that is accepted.</summary>
    MaximumPacketSize = 0x27,

    /// <summary>Whether filters may have wildcards.</summary>
    WildcardSubscriptionAvailable = 0x28,

    /// <summary>Whether subscriptions may have identifiers.</summary>
    SubscriptionIdentifierAvailable = 0x29,

    /// <summary>Whether subscriptions may be shared.</summary>
    SharedSubscriptionAvailable = 0x2A,
}
