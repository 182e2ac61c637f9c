namespace Werkstrom.Mqtt.Packets;

/// <summary>The reason codes of MQTT 5 (table 2-6); from 0x80 on they are failures.</summary>
public enum MqttReason : byte
{
    /// <summary>Success; normal disconnection; granted QoS 0.</summary>
    Success = 0x00,

    /// <summary>Granted QoS 1.</summary>
    GrantedQos1 = 0x01,

    /// <summary>Granted QoS 2.</summary>
    GrantedQos2 = 0x02,

    /// <summary>Disconnect, and publish the will.</summary>
    DisconnectWithWill = 0x04,

    /// <summary>Accepted, but nobody wants the message.</summary>
    NoMatchingSubscribers = 0x10,

    /// <summary>There was no such subscription.</summary>
    NoSubscriptionExisted = 0x11,

    /// <summary>Go on with another step of authentication.</summary>
    ContinueAuthentication = 0x18,

    /// <summary>Authenticate again.</summary>
    ReAuthenticate = 0x19,

    /// <summary>No reason is told.</summary>
    UnspecifiedError = 0x80,

    /// <summary>The bytes are no packet.</summary>
    MalformedPacket = 0x81,

    /// <summary>A packet that is not allowed here or now.</summary>
    ProtocolError = 0x82,

    /// <summary>Valid, but not accepted by this server.</summary>
    ImplementationSpecificError = 0x83,

    /// <summary>This version of the protocol is not spoken.</summary>
    UnsupportedProtocolVersion = 0x84,

    /// <summary>The client identifier is not allowed.</summary>
    ClientIdentifierNotValid = 0x85,

    /// <summary>User name or password is wrong.</summary>
    BadUserNameOrPassword = 0x86,

    /// <summary>The client may not do this.</summary>
    NotAuthorized = 0x87,

    /// <summary>The server is not available.</summary>
    ServerUnavailable = 0x88,

    /// <summary>The server is busy.</summary>
    ServerBusy = 0x89,

    /// <summary>The client is banned.</summary>
    Banned = 0x8A,

    /// <summary>The server shuts down.</summary>
    ServerShuttingDown = 0x8B,

    /// <summary>This method of authentication is not known.</summary>
    BadAuthenticationMethod = 0x8C,

    /// <summary>Nothing was heard for 1.5 times the keep-alive.</summary>
    KeepAliveTimeout = 0x8D,

    /// <summary>Another connection came with the same client identifier.</summary>
    SessionTakenOver = 0x8E,

    /// <summary>The filter is well formed, but not accepted.</summary>
    TopicFilterInvalid = 0x8F,

    /// <summary>The topic is well formed, but not accepted.</summary>
    TopicNameInvalid = 0x90,

    /// <summary>The packet identifier is in use.</summary>
    PacketIdentifierInUse = 0x91,

    /// <summary>There is no such packet identifier.</summary>
    PacketIdentifierNotFound = 0x92,

    /// <summary>More messages were under way than the receive maximum allows.</summary>
    ReceiveMaximumExceeded = 0x93,

    /// <summary>The topic alias is 0, too high, or not set.</summary>
    TopicAliasInvalid = 0x94,

    /// <summary>The packet is larger than the maximum packet size.</summary>
    PacketTooLarge = 0x95,

    /// <summary>Too many messages a second.</summary>
    MessageRateTooHigh = 0x96,

    /// <summary>A limit of the server is reached.</summary>
    QuotaExceeded = 0x97,

    /// <summary>Closed by an administrator.</summary>
    AdministrativeAction = 0x98,

    /// <summary>The payload is not what its format indicator says.</summary>
    PayloadFormatInvalid = 0x99,

    /// <summary>Retained messages are not supported.</summary>
    RetainNotSupported = 0x9A,

    /// <summary>The QoS is not supported.</summary>
    QosNotSupported = 0x9B,

    /// <summary>Use another server for now.</summary>
    UseAnotherServer = 0x9C,

    /// <summary>Use another server from now on.</summary>
    ServerMoved = 0x9D,

    /// <summary>Shared subscriptions are not supported.</summary>
    SharedSubscriptionsNotSupported = 0x9E,

    /// <summary>Too many connections a second.</summary>
    ConnectionRateExceeded = 0x9F,

    /// <summary>The longest time of a connection is over.</summary>
    MaximumConnectTime = 0xA0,

    /// <summary>Subscription identifiers are not supported.</summary>
    SubscriptionIdentifiersNotSupported = 0xA1,

    /// <summary>Subscriptions with wildcards are not supported.</summary>
    WildcardSubscriptionsNotSupported = 0xA2,
}
