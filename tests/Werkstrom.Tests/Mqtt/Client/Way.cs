using System.Net;
using System.Net.Sockets;
using System.Text;
using Werkstrom.Mqtt.Client;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Tests.Mqtt.Client;

#pragma warning disable CA1001 // the connection belongs to the client
/// <summary>The way of a client to a broker: it can be cut, led to another port, and what was sent can be looked at.</summary>
sealed class Way(int port)
{
    readonly Lock _gate = new();
    readonly StringBuilder _sent = new();
    NetworkStream? _last;

    public int Port { get; set; } = port;

    /// <summary>Connections that were opened.</summary>
    public int Opened { get; private set; }

    /// <summary>What went to the broker, as Latin-1 text.</summary>
    public string Sent
    {
        get
        {
            lock (_gate)
                return _sent.ToString();
        }
    }

    public async ValueTask<Stream> OpenAsync(CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port, stop);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        lock (_gate)
        {
            Opened++;
            _last = new Watched(socket, this);
            return _last;
        }
    }

    /// <summary>Breaks the connection, as a pulled cable does: the client hears nothing of it but the end.</summary>
    public void Cut()
    {
        lock (_gate)
            _last?.Dispose();
    }

    /// <summary>A client on this way that comes back at once.</summary>
    public MqttClientOptions Options(
        string id, MqttVersion version = MqttVersion.V5, uint expiry = 3600, bool clean = false, int queued = 10_000, long queuedBytes = 64 << 20,
        MqttQueuePolicy whenFull = MqttQueuePolicy.Refuse, string? file = null, ushort received = 1000, MqttWill? will = null, ushort keepAlive = 60, ushort? inFlight = null,
        Action<MqttLinkNews>? changed = null) => new()
        {
            Server = new Uri("mqtt://127.0.0.1"),
            Open = OpenAsync,
            ClientId = id,
            Version = version,
            SessionExpiry = expiry,
            CleanStart = clean,
            FirstPause = TimeSpan.FromMilliseconds(5),
            LongestPause = TimeSpan.FromMilliseconds(100),
            QueuedMessages = queued,
            QueuedBytes = queuedBytes,
            WhenFull = whenFull,
            QueueFile = file,
            ReceivedMessages = received,
            Will = will,
            KeepAlive = keepAlive,
            InFlight = inFlight,
            Changed = changed,
        };

    void Note(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
            _sent.Append(Encoding.Latin1.GetString(bytes));
    }

    sealed class Watched(Socket socket, Way way) : NetworkStream(socket, ownsSocket: true)
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            way.Note(buffer.Span);
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
