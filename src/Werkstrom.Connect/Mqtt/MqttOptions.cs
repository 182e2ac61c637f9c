using System.ComponentModel.DataAnnotations;
using System.Net;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Connect.Mqtt;

/// <summary>Configuration section <c>mqtt</c>: where MQTT is spoken, and what clients may use.</summary>
public sealed class MqttOptions
{
    internal const string NoCertificates = "none", Allowed = "allowed", Required = "required";

    /// <summary>Port of 127.0.0.1 and ::1 for clients on this machine, without TLS. 0: none, the default here; <c>serve</c> says 1883.</summary>
    [Range(0, 65_535)]
    public int Port { get; init; }

    /// <summary>Port on all addresses, with TLS and the certificate of the pages. 0: none, the default; the usual one is 8883.</summary>
    [Range(0, 65_535)]
    public int TlsPort { get; init; }

    /// <summary>
    /// Whether the port with TLS asks for a certificate of the client: <c>allowed</c> (the default: who has none sends a token),
    /// <c>required</c> or <c>none</c>.
    /// </summary>
    [AllowedValues(NoCertificates, Allowed, Required)]
    public string ClientCertificates { get; init; } = Allowed;

    /// <summary>
    /// File of PEM with the authority that issues certificates to devices. Then a key may be bound to a common name. Empty: only to single
    /// certificates, by their fingerprint; the default.
    /// </summary>
    public string ClientAuthority { get; init; } = "";

    /// <summary>
    /// What a client on this machine may do that sends no password: <c>read</c>, <c>write</c> or both with a comma. Empty: nothing, the
    /// default. Meant for tests.
    /// </summary>
    public string OpenScopes { get; init; } = "";

    /// <summary>Filters that nobody may subscribe to, separated by spaces; what they match exactly or more narrowly is denied too. Default none.</summary>
    public string DeniedSubscriptions { get; init; } = "";

    /// <summary>Longest keep-alive, seconds; a client that asks for more is held to it. 0: as it asks, the default.</summary>
    [Range(0, 65_535)]
    public int MaximumKeepAlive { get; init; }

    /// <summary>Messages of QoS 1 and 2 that a client may have under way to the server. Default 1,000.</summary>
    [Range(1, 65_535)]
    public int ReceiveMaximum { get; init; } = 1_000;

    /// <summary>Largest packet that a client may send, bytes. Default 1 MiB.</summary>
    [Range(256, 268_435_460)]
    public int MaximumPacketSize { get; init; } = 1 << 20;

    /// <summary>
    /// Messages a second that are read from one client; above, it waits and is named as flooding. 0: no limit. Default 50,000: more than
    /// gateways send, less than would take the machine.
    /// </summary>
    [Range(0, 10_000_000)]
    public int MessagesPerSecond { get; init; } = 50_000;

    /// <summary>Messages that may wait for one client. Default 100,000.</summary>
    [Range(1, 10_000_000)]
    public int QueuedMessages { get; init; } = 100_000;

    /// <summary>Bytes of messages that may wait or be under way for one client. Default 32 MiB.</summary>
    [Range(1_024, 17_179_869_184)]
    public long QueuedBytes { get; init; } = 32L << 20;

    /// <summary>Messages of QoS 1 and 2 that may be under way to one client, if it does not ask for less. Default 1,000.</summary>
    [Range(1, 65_535)]
    public int InFlight { get; init; } = 1_000;

    /// <summary>Subscriptions of one client. Default 1,000.</summary>
    [Range(0, 1_000_000)]
    public int Subscriptions { get; init; } = 1_000;

    /// <summary>Whether topics of Sparkplug B (<c>spBv1.0/…</c>) are read as such. Default true.</summary>
    public bool Sparkplug { get; init; } = true;

    /// <summary>
    /// Identifier under which Werkstrom tells Sparkplug edge nodes that it is there, <c>spBv1.0/STATE/ID</c>: what they call their primary
    /// host application. No <c>/</c>, <c>+</c>, <c>#</c>. Empty: it does not tell, the default.
    /// </summary>
    [RegularExpression("[^/+#]*", ErrorMessage = "mqtt:sparkplugHost is one level of a topic: no '/', '+' or '#'.")]
    public string SparkplugHost { get; init; } = "";

    /// <summary>First level of the topics by which devices announce themselves as Home Assistant has it; empty: they are not read. Default <c>homeassistant</c>.</summary>
    [RegularExpression("[^+#]*", ErrorMessage = "mqtt:homeAssistant is the start of a topic: no '+' or '#'.")]
    public string HomeAssistant { get; init; } = "homeassistant";

    /// <summary>Path of the asset below which devices stand that announce themselves so; empty: at the root. Default <c>homeassistant</c>.</summary>
    public string HomeAssistantBelow { get; init; } = "homeassistant";

    /// <summary>
    /// Last levels of topics, separated by spaces, whose payloads <c>online</c> and <c>offline</c> say whether the asset above is online.
    /// Empty: none. Default <c>status LWT availability</c>.
    /// </summary>
    public string OnlineTopics { get; init; } = "status LWT availability";

    /// <summary>Connections at a time. Default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MaximumConnections { get; init; } = 20_000;

    /// <summary>Whether an address is that of the port without TLS.</summary>
    internal bool IsPlain(EndPoint endpoint) => Port > 0 && endpoint is IPEndPoint address && address.Port == Port && IPAddress.IsLoopback(address.Address);

    internal MqttLimits Limits() => new()
    {
        MessagesPerSecond = MessagesPerSecond,
        ReceiveMaximum = (ushort)ReceiveMaximum,
        InFlight = (ushort)InFlight,
        MaximumPacketSize = MaximumPacketSize,
        QueuedMessages = QueuedMessages,
        QueuedBytes = QueuedBytes,
        Subscriptions = Subscriptions,
    };
}
