using System.Buffers;
using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Server;

/// <summary>Reads packets, as many at a time as have come.</summary>
sealed partial class Connection
{
    const int MostAtATime = 256 * 1024;

    MqttBatch? _spare;
    double _tokens;
    long _tokensAt;

    /// <summary>Whether the client is listened to. When not, because what it sent waits, its silence says nothing.</summary>
    bool IsListening { get; set; }

    async Task ReadAsync()
    {
        while (_end is null)
        {
            Volatile.Write(ref _heard, _server.Clock.GetTimestamp());
            IsListening = true;
            var reading = _transport.Input.ReadAsync(_stop.Token);
            if (reading.IsCompleted)
                await Task.Yield(); // a client that sends without a pause takes turns with the others
            var read = await reading;
            if (_end is not null)
                return;
            IsListening = false;
            var buffer = read.Buffer;
            var consumed = 0L;
            if (HasWholePacket(buffer, out var atLeast))
                consumed = await HandleAsync(buffer, (int)Math.Min(buffer.Length, Math.Max(atLeast, MostAtATime)));
            _transport.Input.AdvanceTo(buffer.GetPosition(consumed), consumed > 0 ? buffer.GetPosition(consumed) : buffer.End);
            if (read.IsCompleted && consumed == 0)
            {
                End(MqttReason.UnspecifiedError, "The client closed the connection without DISCONNECT.", tell: false);
                return;
            }

            if (_slowest is { } room)
                await GiveWayAsync(room);
            if (_limits.MessagesPerSecond > 0)
                await PaceAsync();
        }
    }

    // also true when the beginning is no packet: reading it will tell
    bool HasWholePacket(in ReadOnlySequence<byte> buffer, out int total)
    {
        Span<byte> start = stackalloc byte[MqttReader.LongestHeader];
        var known = (int)Math.Min(buffer.Length, start.Length);
        buffer.Slice(0, known).CopyTo(start);
        var result = MqttReader.TryReadLength(start[..known], _limits.MaximumPacketSize, out _, out total, out _);
        return result == MqttReadResult.Fault || (result == MqttReadResult.Packet && buffer.Length >= total);
    }

    async ValueTask<int> HandleAsync(ReadOnlySequence<byte> buffer, int length)
    {
        var batch = TakeBatch();
        var memory = batch.Rent(length);
        buffer.Slice(0, length).CopyTo(memory.Span);
        ReadOnlyMemory<byte> rest = memory;
        var consumed = 0;
        while (_end is null && MayRead)
        {
            var result = MqttReader.TryRead(rest, _version, _limits.MaximumPacketSize, out var packet, out var size, out var fault);
            if (result == MqttReadResult.NeedMore)
                break;
            if (result == MqttReadResult.Fault)
            {
                await SubmitAsync(batch);
                End(fault.Reason, fault.Text!);
                return consumed + 1;
            }

            rest = rest[size..];
            consumed += size;
            if (HandleOften(packet, batch))
                continue;
            await SubmitAsync(batch);
            await _acked;
            HandleSeldom(packet);
            // what follows may lie in memory that the batch has given back
            _writer.Schedule(here: true);
            return consumed;
        }

        await SubmitAsync(batch);
        _writer.Schedule(here: true);
        return consumed;
    }

    /// <summary>Messages and their answers; false for other packets, which wait for what came before them.</summary>
    bool HandleOften(in MqttPacket packet, MqttBatch batch)
    {
        switch (packet.Type)
        {
            case MqttPacketType.Publish:
                HandlePublish(packet.Publish, batch);
                return true;
            case MqttPacketType.PubAck:
            case MqttPacketType.PubComp:
                Session!.Answer(packet.Type, packet.Ack);
                return true;
            case MqttPacketType.PubRec:
                HandlePubRec(packet.Ack, batch);
                return true;
            case MqttPacketType.PubRel:
                var known = Session!.Free(packet.Ack.Id);
                batch.NeedsJournal |= Session.IsPersistent;
                batch.Add(MqttPacketType.PubComp, packet.Ack.Id, known ? default : MqttReason.PacketIdentifierNotFound);
                return true;
            case MqttPacketType.PingReq:
                _writer.Control(0, static (o, _) => MqttWriter.Ping(o, MqttPacketType.PingResp)); // [MQTT-3.12.4-1]
                return true;
            default:
                return false;
        }
    }

    void HandlePubRec(in MqttAck ack, MqttBatch batch)
    {
        var known = Session!.Answer(MqttPacketType.PubRec, ack);
        if (ack.Reason >= MqttReason.UnspecifiedError)
            return;
        batch.NeedsJournal |= Session.IsPersistent; // a PUBREL that is sent must not be forgotten
        batch.Add(MqttPacketType.PubRel, ack.Id, known ? default : MqttReason.PacketIdentifierNotFound);
    }

    void HandleSeldom(in MqttPacket packet)
    {
        switch (packet.Type)
        {
            case MqttPacketType.Subscribe:
                HandleSubscribe(packet.Subscribe);
                break;
            case MqttPacketType.Unsubscribe:
                HandleUnsubscribe(packet.Unsubscribe);
                break;
            case MqttPacketType.Disconnect:
                HandleDisconnect(packet.Disconnect);
                break;
            default:
                End(MqttReason.ProtocolError, $"A {packet.Type} is not allowed here."); // [MQTT-3.1.0-2] for a second CONNECT
                break;
        }
    }

    void HandleDisconnect(MqttDisconnect disconnect)
    {
        if (disconnect.Properties?.SessionExpiryInterval is { } expiry && !_server.TryChangeExpiry(Session!, expiry))
            End(MqttReason.ProtocolError, "A session that ends with its connection cannot be kept after all."); // 3.14.2.2.2
        else if (disconnect.Properties?.ServerReference is not null)
            End(MqttReason.ProtocolError, "Only a server refers to another server.");
        else
            End(disconnect.Reason, "The client disconnected.", tell: false);
    }

    bool MayRead => _limits.MessagesPerSecond == 0 || _tokens > 0;

    // a bucket that holds what may come in a second: who empties it waits until a quarter is there again
    async ValueTask PaceAsync()
    {
        var rate = (double)_limits.MessagesPerSecond;
        Refill(rate);
        if (_tokens > 0)
        {
            if (Client.IsFlooding && _tokens > rate / 2)
                SetFlooding(false);
            return;
        }

        SetFlooding(true);
        await Task.Delay(TimeSpan.FromSeconds(((rate / 4) - _tokens) / rate), _server.Clock, _stop.Token);
        Refill(rate);
    }

    void Refill(double rate)
    {
        var now = _server.Clock.GetTimestamp();
        if (_tokensAt != 0)
            _tokens = Math.Min(rate, _tokens + (_server.Clock.GetElapsedTime(_tokensAt, now).TotalSeconds * rate));
        _tokensAt = now;
    }

    void SetFlooding(bool begins)
    {
        if (Client.IsFlooding == begins)
            return;
        Client.IsFlooding = begins;
        _server.Observer?.Flooding(Client, begins);
    }
}
