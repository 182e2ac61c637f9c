using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Mqtt.Sessions;

/// <summary>What is to be sent to the client: into the queue, out of it, and what the client answers.</summary>
sealed partial class Session
{
    // milliseconds since a client took something, after which it is not waited for
    const int StillReads = 1000;

    TaskCompletionSource? _room;
    long _tookAt;

    /// <summary>Whether more than half of the queue is full.</summary>
    bool IsFilling => _outbox.Waiting > Limits.QueuedMessages / 2 || _outbox.Bytes > Limits.QueuedBytes / 2;

    /// <summary>
    /// Completes when half of the queue is free; null when it is, or when the client does not read: then nobody waits for it.
    /// </summary>
    public Task? WhenRoom()
    {
        lock (Gate)
        {
            if (Connection is null || !IsFilling || Environment.TickCount64 - _tookAt > StillReads)
                return null;
            return (_room ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Puts a message into the queue.</summary>
    /// <param name="message">The message.</param>
    /// <param name="delivery">How the session wants it.</param>
    /// <param name="retain">The retain flag of the copy.</param>
    /// <param name="origin">What the message is a copy of.</param>
    public Delivered Deliver(Message message, Delivery delivery, bool retain, Origin? origin)
    {
        var qos = message.Qos < delivery.Qos ? message.Qos : delivery.Qos;
        lock (Gate)
        {
            if (IsEnded || (Connection is null && qos == MqttQos.AtMostOnce))
                return Delivered.Dropped;
            var result = MakeRoom(message, qos);
            if (result == Delivered.Dropped)
                return result;
            var item = new Outgoing { Message = message, Qos = qos, Retain = retain, Ids = delivery.Ids, Group = delivery.Group };
            if (qos != MqttQos.AtMostOnce)
            {
                item.Number = _outbox.NextNumber++;
                item.Position = Kept?.Queued(this, item, origin) ?? 0;
            }

            _outbox.Add(item);
            return result;
        }
    }

    /// <summary>Takes what may be sent now; nothing when another connection has taken the session over.</summary>
    public int Take(Connection owner, Span<Sending> room, long now, out bool waitsForJournal)
    {
        var count = 0;
        waitsForJournal = false;
        lock (Gate)
        {
            if (Connection != owner)
                return 0;
            var sentTo = _outbox.SentTo;
            while (count < room.Length && _outbox.TryTake(now, Kept?.DurableTo ?? long.MaxValue, out room[count], out var expired))
            {
                if (expired > 0)
                    Kept?.Done(this, expired);
                else if (room[count] is { Message: not null } or { Id: > 0 })
                    count++;
            }

            if (_outbox.SentTo > sentTo)
                Kept?.Sent(this, _outbox.SentTo);
            if (count > 0)
                _tookAt = Environment.TickCount64;
            if (_room is not null && !IsFilling)
                TellRoom();
            waitsForJournal = Kept is { } kept && _outbox.WaitsForJournal(kept.DurableTo);
        }

        return count;
    }

    /// <summary>An answer of the client to a message that it got. False when there is no such message.</summary>
    public bool Answer(MqttPacketType type, in MqttAck ack)
    {
        lock (Gate)
        {
            if (type == MqttPacketType.PubRec && ack.Reason < MqttReason.UnspecifiedError)
            {
                var released = _outbox.Release(ack.Id);
                if (released > 0)
                    Kept?.Released(this, released);
                return released > 0;
            }

            var done = _outbox.Complete(ack.Id, type == MqttPacketType.PubAck ? MqttQos.AtLeastOnce : MqttQos.ExactlyOnce);
            if (done > 0)
                Kept?.Done(this, done);
            return done > 0;
        }
    }

    void TellRoom()
    {
        _room!.TrySetResult();
        _room = null;
    }

    Delivered MakeRoom(Message message, MqttQos qos)
    {
        var result = Delivered.Queued;
        while (_outbox.Waiting >= Limits.QueuedMessages || _outbox.Bytes + message.Size > Limits.QueuedBytes)
        {
            // a message of QoS 0 gives way to what waits; one of QoS 1 or 2 takes the place of the oldest that was not sent
            if (qos == MqttQos.AtMostOnce || !_outbox.TryDropOldest(out var dropped))
                return Delivered.Dropped;
            result = Delivered.DroppedOlder;
            if (dropped.Number > 0)
                Kept?.Done(this, dropped.Number);
        }

        return result;
    }
}
