using System.Net.Security;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Client;

/// <summary>What happens with a message that finds the queue full.</summary>
public enum MqttQueuePolicy
{
    /// <summary>It is refused; the sender is told with <see cref="MqttQueueFullException"/>.</summary>
    Refuse,

    /// <summary>The oldest messages that were not sent yet make room; they are counted, and their senders are told.</summary>
    DropOldest,
}

/// <summary>How a client behaves.</summary>
public sealed class MqttClientOptions
{
    /// <summary>
    /// Where the server is: <c>mqtt://host[:1883]</c>, <c>mqtts://host[:8883]</c>, <c>ws://host[:80]/mqtt</c> or <c>wss://host[:443]/mqtt</c>.
    /// </summary>
    public required Uri Server { get; init; }

    /// <summary>Opens the connection in place of <see cref="Server"/>'s, for instance through a proxy; null: as the address says.</summary>
    public Func<CancellationToken, ValueTask<Stream>>? Open { get; init; }

    /// <summary>The protocol; default MQTT 5.</summary>
    public MqttVersion Version { get; init; } = MqttVersion.V5;

    /// <summary>Who the client is. Empty: the server makes an identifier (MQTT 5), or the client a random one (3.1.1).</summary>
    public string ClientId { get; init; } = "";

    /// <summary>
    /// Begin without what an earlier session left; default true. It holds for the first connection; later ones go on with the session
    /// where <see cref="SessionExpiry"/> is not 0. MQTT 3.1.1 knows only sessions that are kept or not: there it does nothing when
    /// <see cref="SessionExpiry"/> is not 0.
    /// </summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>
    /// Seconds that the server keeps the session when the connection is lost; default 3,600. 0: not at all; 0xFFFFFFFF: for ever. In MQTT
    /// 3.1.1 any other value than 0 means for ever.
    /// </summary>
    public uint SessionExpiry { get; init; } = 3600;

    /// <summary>Seconds between packets at most, unless the server demands otherwise; default 60. 0: no limit.</summary>
    public ushort KeepAlive { get; init; } = 60;

    /// <summary>User name; null when there is none.</summary>
    public string? UserName { get; init; }

    /// <summary>Password; null when there is none.</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>What the server publishes when the client is lost; null: nothing.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>TLS of <c>mqtts</c> and <c>wss</c>: client certificates, how the server's is checked. Null: as the system does.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>How long it may take until the server has answered the CONNECT; default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first pause before a new connection; each further one is twice as long. A random half is taken off. Default 500 ms.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause before a new connection; default 1 min.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Messages that may be waiting or unacknowledged; default 10,000.</summary>
    public int QueuedMessages { get; init; } = 10_000;

    /// <summary>Bytes of messages that may be waiting or unacknowledged; default 64 MiB.</summary>
    public long QueuedBytes { get; init; } = 64L << 20;

    /// <summary>What happens above these; default: the message is refused.</summary>
    public MqttQueuePolicy WhenFull { get; init; }

    /// <summary>
    /// A file that keeps the queue (QoS 1 and 2) over the end of the process, also over a kill; null: in memory only, the default. A second
    /// one of this name and <c>.received</c> keeps which received messages of QoS 2 were handled, so that they do not come again. What a
    /// power failure leaves of the last seconds is for the operating system. Give a <see cref="ClientId"/> and
    /// <see cref="CleanStart"/> false, so that QoS 2 stays exactly once.
    /// </summary>
    public string? QueueFile { get; init; }

    /// <summary>
    /// Messages of QoS 1 and 2 that may be under way to the server, if it allows as many, 1 to 65,535. Null, the default: 1,000 in MQTT 5; 20
    /// in MQTT 3.1.1, where a server cannot say what it allows, and mosquitto ends the connection above 20 of QoS 2.
    /// </summary>
    public ushort? InFlight { get; init; }

    /// <summary>Topic aliases that are used, if the server allows as many; default 64. The first topics of a connection get them.</summary>
    public ushort TopicAliases { get; init; } = 64;

    /// <summary>Topic aliases that the server may use; default 64.</summary>
    public ushort TopicAliasMaximum { get; init; } = 64;

    /// <summary>
    /// Messages that were received and wait for <see cref="MqttClient.ReceiveAsync"/>; above it the connection is not read. Also the receive
    /// maximum that the server is told. 1 to 65,535; default 1,000.
    /// </summary>
    public ushort ReceivedMessages { get; init; } = 1000;

    /// <summary>The largest packet in bytes that is accepted; default 1 MiB.</summary>
    public int MaximumPacketSize { get; init; } = 1 << 20;

    /// <summary>Is told when the connection is made, fails or is lost; null: nobody. Must return at once.</summary>
    public Action<MqttLinkNews>? Changed { get; init; }
}

/// <summary>The connection was made, failed or was lost.</summary>
/// <param name="IsConnected">Whether there is a connection now.</param>
/// <param name="SessionPresent">Whether the server goes on with the session; false when there is no connection.</param>
/// <param name="Error">Why there is none; null when there is one, or when it was ended on purpose.</param>
public sealed record MqttLinkNews(bool IsConnected, bool SessionPresent, MqttClientException? Error);
