namespace Werkstrom.Mqtt.Server;

/// <summary>What one client may use. An authority may give each client its own.</summary>
public sealed record MqttLimits
{
    /// <summary>Messages a second that are read from the client; above it, reading waits. 0: no limit, the default.</summary>
    public int MessagesPerSecond { get; init; }

    /// <summary>Messages of QoS 1 and 2 that the client may have under way to the server, 1 to 65,535; default 1,000.</summary>
    public ushort ReceiveMaximum { get; init; } = 1000;

    /// <summary>Largest packet in bytes that the client may send, up to 268,435,460; default 1 MiB.</summary>
    public int MaximumPacketSize { get; init; } = 1 << 20;

    /// <summary>Messages of QoS 1 and 2 that may be under way to the client, if it does not ask for less, 1 to 65,535; default 1,000.</summary>
    public ushort InFlight { get; init; } = 1000;

    /// <summary>Messages that may wait for the client; default 100,000.</summary>
    public int QueuedMessages { get; init; } = 100_000;

    /// <summary>Bytes of messages that may wait or be under way for the client; default 32 MiB.</summary>
    public long QueuedBytes { get; init; } = 32L << 20;

    /// <summary>Subscriptions of the client; default 1,000.</summary>
    public int Subscriptions { get; init; } = 1000;
}
