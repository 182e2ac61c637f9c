using System.IO.Pipelines;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Mqtt.Client;

/// <summary>One connection of a client, from CONNECT to its end. What outlives it is in the outbox and the inbox.</summary>
sealed partial class Link : IAsyncDisposable
{
    static readonly StreamPipeReaderOptions Reading = new(bufferSize: 64 * 1024, minimumReadSize: 4096, useZeroByteReads: true);
    static readonly StreamPipeWriterOptions Writing = new(minimumBufferSize: 32 * 1024);

    readonly MqttClientOptions _options;
    readonly Outbox _outbox;
    readonly Inbox _inbox;
    readonly TimeProvider _clock;
    readonly MqttVersion _version;
    readonly Stream _stream;
    readonly PipeReader _input;
    readonly PipeWriter _output;
    readonly PacketWriter _writer;
    readonly CancellationTokenSource _stop = new();
    readonly Lock _closing = new();
    MqttConnectionException? _end;
    bool _isSettling;
    bool _isEnded;
    bool _isOpen;

    public Link(MqttClientOptions options, Outbox outbox, Inbox inbox, Stream stream, TimeProvider clock)
    {
        (_options, _outbox, _inbox, _stream, _clock, _version) = (options, outbox, inbox, stream, clock, options.Version);
        _input = PipeReader.Create(stream, Reading);
        _output = PipeWriter.Create(stream, Writing);
        _writer = new PacketWriter(_output, TakeMessages, e => End(MqttReason.UnspecifiedError, "The connection was lost.", e));
        _heard = _said = clock.GetTimestamp();
    }

    /// <summary>What the server allows, once it has accepted the CONNECT.</summary>
    public ServerTerms Terms { get; private set; } = null!;

    /// <summary>Says CONNECT and waits for the answer.</summary>
    /// <exception cref="MqttRefusedException">The server says no.</exception>
    /// <exception cref="MqttConnectionException">The connection ends, or what comes is no CONNACK.</exception>
    public async Task GreetAsync(MqttConnect connect, CancellationToken stop)
    {
        MqttWriter.Connect(_output, connect);
        await _output.FlushAsync(stop);
        while (true)
        {
            var read = await _input.ReadAsync(stop);
            var buffer = read.Buffer;
            var result = MqttReader.TryRead(ref buffer, _version, _options.MaximumPacketSize, out var packet, out var fault);
            if (result == MqttReadResult.Packet && packet.Type == MqttPacketType.ConnAck)
            {
                Admit(packet.ConnAck with { Properties = packet.ConnAck.Properties?.Own() });
                _input.AdvanceTo(buffer.Start);
                return;
            }

            _input.AdvanceTo(buffer.Start, buffer.End);
            if (result != MqttReadResult.NeedMore || read.IsCompleted)
            {
                var reason = fault.IsNone ? MqttReason.ProtocolError : fault.Reason;
                throw new MqttConnectionException(reason, fault.Text ?? "The connection ended before the server answered.");
            }
        }
    }

    /// <summary>Lives as long as the server or the client wants. Gives why it ended; null: the client ended it.</summary>
    public async Task<MqttConnectionException?> RunAsync()
    {
        _isOpen = true;
        using var timer = StartKeepAlive();
        _writer.Schedule();
        try
        {
            await ReadAsync();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            End(MqttReason.UnspecifiedError, "The connection was lost.", e);
        }

        await CloseAsync();
        return _end;
    }

    /// <summary>Something is to be sent. While answers are told, what they bring to be sent waits for the last of them.</summary>
    public void Schedule()
    {
        if (!Volatile.Read(ref _isSettling))
            _writer.Schedule();
    }

    /// <summary>Says DISCONNECT and ends.</summary>
    public void Disconnect(MqttReason reason)
    {
        lock (_closing)
        {
            if (_isEnded)
                return;
            _isEnded = true;
        }

        _writer.Last((_version, new MqttDisconnect(reason)), static (o, s) =>
            MqttWriter.Disconnect(o, s._version, MqttPacketType.Disconnect, s.Item2));
        _stop.Cancel();
    }

    /// <summary>Ends for a reason that is not the client's wish. The first one holds.</summary>
    public void End(MqttReason reason, string text, Exception? inner = null, bool tell = false)
    {
        lock (_closing)
        {
            if (_isEnded)
                return;
            _isEnded = true;
            _end = new MqttConnectionException(reason, text, inner);
        }

        if (tell && _version == MqttVersion.V5)
        {
            _writer.Last(reason, static (o, r) =>
                MqttWriter.Disconnect(o, MqttVersion.V5, MqttPacketType.Disconnect, new MqttDisconnect(r)));
        }

        _stop.Cancel();
    }

    /// <summary>Closes a connection whose CONNECT failed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _stop.Dispose();
    }

    void Admit(MqttConnAck ack)
    {
        if (ack.Code != 0)
            throw new MqttRefusedException(_version == MqttVersion.V5 ? (MqttReason)ack.Code : OldReason(ack.Code), ack.Properties?.ReasonString);
        Terms = new ServerTerms(ack, _options);
    }

    // what goes out last has a second; a server that does not read gets no more
    async Task CloseAsync()
    {
        try
        {
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await using var cut = late.Token.UnsafeRegister(static s => ((Stream)s!).Dispose(), _stream);
            await _writer.FinishAsync();
            await _output.CompleteAsync();
            await _input.CompleteAsync();
            await _stream.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or NotSupportedException)
        {
            // it was lost already
        }

        _stop.Dispose();
    }

    static MqttReason OldReason(byte code) => code switch
    {
        1 => MqttReason.UnsupportedProtocolVersion,
        2 => MqttReason.ClientIdentifierNotValid,
        3 => MqttReason.ServerUnavailable,
        4 => MqttReason.BadUserNameOrPassword,
        _ => MqttReason.NotAuthorized,
    };
}
