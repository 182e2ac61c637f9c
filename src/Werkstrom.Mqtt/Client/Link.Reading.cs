using System.Buffers;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Mqtt.Client;

/// <summary>Reads packets, as many at a time as have come.</summary>
sealed partial class Link
{
    readonly TopicTable _topics = new(MostTopics);
    readonly List<(MqttPacketType Type, MqttAck Ack)> _answers = [];
    readonly List<Finished> _finished = [];
    readonly List<MqttAck> _releases = [];
    MqttTopic?[] _aliasesIn = [];
    TaskCompletionSource? _paused;
    bool _readsOn;

    /// <summary>There may be a reason to read again.</summary>
    public void WakeReading() => Interlocked.Exchange(ref _paused, null)?.TrySetResult();

    async Task ReadAsync()
    {
        while (!_isEnded)
        {
            var read = await _input.ReadAsync(_stop.Token);
            Volatile.Write(ref _heard, _clock.GetTimestamp());
            var buffer = read.Buffer;
            ReadAll(ref buffer);
            _input.AdvanceTo(buffer.Start, buffer.End);
            Settle();
            if (read.IsCompleted)
                End(MqttReason.UnspecifiedError, "The server closed the connection.");
            else if (_inbox.IsFull)
                await PauseAsync();
            else
                _readsOn = false;
        }
    }

    // while answers are awaited reading must go on: a handler may wait for one before it takes the next message
    async ValueTask PauseAsync()
    {
        while (_inbox.IsFull && !_outbox.AwaitsAnswers)
        {
            var paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _paused, paused);
            if (_inbox.IsFull && !_outbox.AwaitsAnswers)
                await paused.Task.WaitAsync(_stop.Token);
            Volatile.Write(ref _heard, _clock.GetTimestamp());
            Volatile.Write(ref _paused, null);
        }

        _readsOn = _inbox.IsFull;
    }

    void ReadAll(ref ReadOnlySequence<byte> buffer)
    {
        while (!_isEnded && !buffer.IsEmpty)
        {
            // packets that lie in one piece are read from it, one that spans two is copied
            var first = buffer.First;
            var consumed = ReadPiece(first);
            buffer = buffer.Slice(consumed);
            if (_isEnded || buffer.IsEmpty || (consumed == first.Length && consumed > 0))
                continue;
            var result = MqttReader.TryRead(ref buffer, _version, _options.MaximumPacketSize, out var packet, out var fault);
            if (result == MqttReadResult.NeedMore)
                return;
            Handle(result, packet, fault);
        }
    }

    int ReadPiece(ReadOnlyMemory<byte> piece)
    {
        var consumed = 0;
        while (!_isEnded)
        {
            var rest = piece[consumed..];
            if (TryReadShortAnswer(rest.Span))
            {
                consumed += 4;
                continue;
            }

            var result = MqttReader.TryRead(rest, _version, _options.MaximumPacketSize, out var packet, out var size, out var fault);
            if (result == MqttReadResult.NeedMore)
                break;
            consumed += size;
            Handle(result, packet, fault);
        }

        return consumed;
    }

    // a PUBACK, PUBREC or PUBCOMP without reason, which most are
    bool TryReadShortAnswer(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[1] != 2 || bytes[0] is not (0x40 or 0x50 or 0x70) || (bytes[2] | bytes[3]) == 0)
            return false;
        _answers.Add(((MqttPacketType)(bytes[0] >> 4), new MqttAck((ushort)((bytes[2] << 8) | bytes[3]))));
        return true;
    }

    void Handle(MqttReadResult result, in MqttPacket packet, in MqttFault fault)
    {
        if (result == MqttReadResult.Fault)
        {
            End(fault.Reason, fault.Text!, tell: true);
            return;
        }

        switch (packet.Type)
        {
            case MqttPacketType.Publish:
                Receive(packet.Publish);
                break;
            case MqttPacketType.PubAck or MqttPacketType.PubRec or MqttPacketType.PubComp:
                _answers.Add((packet.Type, packet.Ack with { Properties = packet.Ack.Properties?.Own() }));
                break;
            case MqttPacketType.PubRel:
                TryAnswer(MqttPacketType.PubComp, packet.Ack.Id, _inbox.Release(packet.Ack.Id) ? default : MqttReason.PacketIdentifierNotFound);
                break;
            case MqttPacketType.SubAck or MqttPacketType.UnsubAck:
                var answer = packet.SubAck;
                _outbox.Answer<Request>(answer.Id)?.Done(answer with { Properties = answer.Properties?.Own() });
                break;
            case MqttPacketType.PingResp:
                break;
            case MqttPacketType.Disconnect when _version == MqttVersion.V5:
                var said = packet.Disconnect;
                End(said.Reason, said.Properties?.ReasonString is { } text ? $"The server ended the connection: {text}" : "The server ended the connection.");
                break;
            default:
                End(MqttReason.ProtocolError, $"A {packet.Type} came, which is not allowed here.", tell: true);
                break;
        }
    }

    void Receive(in MqttPublish publish)
    {
        MqttTopic? topic;
        if (publish.TopicAlias == 0)
            topic = _topics.Get(publish.Topic.Span);
        else if (publish.TopicAlias > _options.TopicAliasMaximum)
            topic = null;
        else
            topic = ResolveAlias(publish);
        if (topic is null)
            End(MqttReason.TopicAliasInvalid, "The server used a topic alias that was not set or is too high.", tell: true);
        else
            _inbox.Add(this, publish, topic.Name, _readsOn);
    }

    MqttTopic? ResolveAlias(in MqttPublish publish)
    {
        if (_aliasesIn.Length == 0)
            _aliasesIn = new MqttTopic?[_options.TopicAliasMaximum + 1];
        return publish.Topic.IsEmpty ? _aliasesIn[publish.TopicAlias] : _aliasesIn[publish.TopicAlias] = _topics.Get(publish.Topic.Span);
    }

    // what the answers of one read mean, under one lock
    void Settle()
    {
        if (_answers.Count == 0)
            return;
        Volatile.Write(ref _isSettling, true);
        var fault = _outbox.Answer(_answers, _finished, _releases);
        foreach (var release in _releases)
            TryAnswer(MqttPacketType.PubRel, release.Id, release.Reason);
        foreach (var finished in _finished)
            finished.Tell();
        _answers.Clear();
        _releases.Clear();
        _finished.Clear();
        if (!fault.IsNone)
            End(fault.Reason, fault.Text!, tell: true);
        Interlocked.Exchange(ref _isSettling, false); // what others queued until here is sent here
        _writer.Schedule(here: true);
    }
}
