using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Mqtt.Server;

/// <summary>One client on the wire, from CONNECT to the end. What outlives it is in its <see cref="Session"/>.</summary>
sealed partial class Connection
{
    static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);

    static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    readonly MqttServer _server;
    readonly MqttTransport _transport;
    readonly PacketWriter _writer;
    readonly CancellationTokenSource _stop;
    readonly Lock _closing = new();
    MqttVersion _version;
    MqttLimits _limits;
    (MqttReason Reason, string Text)? _end;
    long _heard;
    long _silence;
    bool _left;
    bool _told;
    bool _isGreeted;

    public Connection(MqttServer server, MqttTransport transport, CancellationToken stop)
    {
        (_server, _transport, _limits) = (server, transport, server.Options.Limits);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _writer = new PacketWriter(transport.Output, TakeMessages, _ => transport.Abort());
        _heard = server.Clock.GetTimestamp();
        Candidate = new MqttCandidate { ClientId = "", Version = MqttVersion.Unknown, Transport = transport.Name, Remote = transport.Remote };
    }

    public MqttCandidate Candidate { get; private set; }

    /// <summary>Who it is, once the CONNECT is accepted.</summary>
    public MqttClientInfo Client { get; private set; } = null!;

    /// <summary>Its session, once the CONNECT is accepted.</summary>
    public Session? Session { get; private set; }

    /// <summary>Lives as long as the client or the server wants.</summary>
    public async Task RunAsync()
    {
        try
        {
            if (await ConnectAsync())
                await ReadAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or Microsoft.AspNetCore.Connections.ConnectionAbortedException)
        {
            End(MqttReason.UnspecifiedError, "The connection was lost.", tell: false);
        }
        catch (Exception e)
        {
            _server.Log.ConnectionFailed(e);
            End(MqttReason.UnspecifiedError, "The server failed.");
        }

        await LeaveAsync();
    }

    /// <summary>Something is to be sent.</summary>
    public void Schedule() => _writer.Schedule();

    /// <summary>Ends the connection. The first reason holds; with MQTT 5 the client is told.</summary>
    public void End(MqttReason reason, string text, bool tell = true)
    {
        lock (_closing)
        {
            if (_end is not null)
                return;
            _end = (reason, text);
        }

        if (tell && Volatile.Read(ref _isGreeted) && _version == MqttVersion.V5) // no DISCONNECT before the CONNACK [MQTT-3.14.0-1]
        {
            var properties = TellsProblems ? new MqttProperties { ReasonString = text } : null;
            _told = true;
            _writer.Last((_version, new MqttDisconnect(reason, properties)), static (o, s) =>
                MqttWriter.Disconnect(o, s._version, MqttPacketType.Disconnect, s.Item2));
        }

        _heard = _server.Clock.GetTimestamp();
        _transport.Input.CancelPendingRead();
        lock (_closing)
        {
            if (!_left)
                _stop.CancelAfter(TimeSpan.Zero);
        }
    }

    /// <summary>Looks, now and then, whether the client is still there.</summary>
    public void Check(long timestamp)
    {
        if (Interlocked.CompareExchange(ref _waitsForJournal, 0, TryLater) == TryLater)
            _writer.Schedule();
        var silent = _server.Clock.GetElapsedTime(Volatile.Read(ref _heard), timestamp);
        if (silent > Idle)
            Volatile.Write(ref _spare, null); // a client that is quiet needs no memory for messages
        if (_end is not null && silent > TimeSpan.FromSeconds(2))
            _transport.Abort(); // it does not even take the last packet
        else if (Client is null && silent > _server.Options.ConnectTimeout)
            End(MqttReason.KeepAliveTimeout, "No CONNECT came in time.");
        else if (_silence > 0 && IsListening && silent.TotalMilliseconds > _silence)
            End(MqttReason.KeepAliveTimeout, "Nothing was heard for 1.5 times the keep-alive."); // [MQTT-3.1.2-22]
    }

    async Task LeaveAsync()
    {
        End(MqttReason.UnspecifiedError, "The connection was lost.", tell: false);
        var (reason, text) = _end!.Value;
        if (Session is not null)
        {
            await SettleAsync();
            _server.Leave(this, reason);
        }

        await _writer.FinishAsync();
        if (_told)
            await LingerAsync();
        await _transport.Input.CompleteAsync();
        await _transport.Output.CompleteAsync();
        if (Client is not null)
            _server.Observer?.Disconnected(Client, reason, text);
        lock (_closing)
            _left = true;
        _stop.Dispose();
    }

    // closing while the client still sends would reset the connection, and it might never read why
    async Task LingerAsync()
    {
        try
        {
            for (var i = 0; i < 10; i++)
            {
                using var quiet = new CancellationTokenSource(Linger, TimeProvider.System);
                var read = await _transport.Input.ReadAsync(quiet.Token);
                _transport.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return;
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or OperationCanceledException or Microsoft.AspNetCore.Connections.ConnectionAbortedException)
        {
            // the client is quiet, or gone
        }
    }

    // waits for what is with the intake: it was given away and will be durable, and its session must know
    async Task SettleAsync()
    {
        try
        {
            await _acked;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // the batch has said so already
        }
    }
}
