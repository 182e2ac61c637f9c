using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Server;

/// <summary>How the server behaves.</summary>
public sealed class MqttServerOptions
{
    /// <summary>Folder of sessions and retained messages; null: they live in memory only, the default.</summary>
    public string? Folder { get; set; }

    /// <summary>What a client may use, unless the authority gives it other limits.</summary>
    public MqttLimits Limits { get; set; } = new();

    /// <summary>Connections at a time; further ones are refused with "busy". Default 20,000.</summary>
    public int MaximumConnections { get; set; } = 20_000;

    /// <summary>How long a connection may take until its CONNECT is whole; default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Longest keep-alive in seconds; a client that asks for more, or for none, is told this one (MQTT 5) or held to it (3.1.1).
    /// 0: as the client asks, the default.
    /// </summary>
    public ushort MaximumKeepAlive { get; set; }

    /// <summary>Longest time that a session outlives its connection, in seconds; default 7 days.</summary>
    public uint MaximumSessionExpiry { get; set; } = 7 * 24 * 3600;

    /// <summary>Topic aliases that a client may use; default 64.</summary>
    public ushort TopicAliasMaximum { get; set; } = 64;

    /// <summary>Topic aliases that the server uses at most, if the client takes as many; default 64.</summary>
    public ushort OutboundTopicAliasMaximum { get; set; } = 64;

    /// <summary>Retained messages; a further one is refused. Default 100,000.</summary>
    public int RetainedMessages { get; set; } = 100_000;

    /// <summary>Bytes of retained messages; default 256 MiB.</summary>
    public long RetainedBytes { get; set; } = 256L << 20;

    /// <summary>Batches of one connection that may be with the intake at a time; reading waits above it. Default 8.</summary>
    public int BatchesAtATime { get; set; } = 8;

    /// <summary>Topics that are remembered for a connection; default 4,096.</summary>
    public int TopicsPerConnection { get; set; } = 4096;

    /// <summary>
    /// What a SUBACK says for a topic that the client may not have: <see cref="MqttReason.UnspecifiedError"/> (0x80, the default, which
    /// every client of both versions knows) or <see cref="MqttReason.NotAuthorized"/> (0x87, MQTT 5 only; 3.1.1 always gets 0x80).
    /// </summary>
    public MqttReason DeniedSubscription { get; set; } = MqttReason.UnspecifiedError;

    /// <summary>What a client that asks for response information gets; null: nothing, the default.</summary>
    public string? ResponseInformation { get; set; }

    /// <summary>The log is replaced by a snapshot when it is larger, in bytes; default 64 MiB.</summary>
    public long CompactAfter { get; set; } = 64L << 20;
}
