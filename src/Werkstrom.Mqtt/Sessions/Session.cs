using Werkstrom.Mqtt.Journal;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Mqtt.Sessions;

/// <summary>What became of a message for a session.</summary>
enum Delivered : byte
{
    /// <summary>It waits to be sent.</summary>
    Queued,

    /// <summary>It was dropped: the session is off line and the message has QoS 0, or the queue is full.</summary>
    Dropped,

    /// <summary>It waits, and an older message was dropped for it.</summary>
    DroppedOlder,
}

/// <summary>
/// What the server keeps of a client: subscriptions, what is to be sent, the QoS 2 messages that came and are not released, the
/// will. Everything is guarded by <see cref="Gate"/>, under which the journal is written, too, so that its order is the order of
/// what happened.
/// </summary>
sealed class Session(string clientId, long number, MqttJournal? journal)
{
    // milliseconds since a client took something, after which it is not waited for
    const int StillReads = 1000;

    readonly Outbox _outbox = new();
    readonly Dictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);
    Dictionary<ushort, Arrival>? _arrivals;
    TaskCompletionSource? _room;
    long _tookAt;
    long _dropped;

    public Lock Gate { get; } = new();

    public string ClientId => clientId;

    /// <summary>Names this session in the journal; another session of the same client has another number.</summary>
    public long Number => number;

    public Outbox Outbox => _outbox;

    public IReadOnlyDictionary<string, Subscription> Subscriptions => _subscriptions;

    /// <summary>Seconds that the session outlives its connection; <see cref="uint.MaxValue"/>: for ever.</summary>
    public uint Expiry { get; set; }

    /// <summary>Whether it outlives its connection, and so a restart.</summary>
    public bool IsPersistent => Expiry > 0;

    /// <summary>The connection that uses it, or null.</summary>
    public Connection? Connection { get; set; }

    /// <summary>When the connection was lost, in Unix milliseconds.</summary>
    public long OfflineSince { get; set; }

    public bool IsEnded { get; set; }

    /// <summary>Whether the journal knows the session, if only for its will.</summary>
    public bool IsInJournal { get; set; }

    public PendingWill? Will { get; set; }

    public MqttLimits Limits { get; set; } = new();

    /// <summary>QoS 2 messages that were received and not released: identifier, instant, whether they were passed on.</summary>
    public IReadOnlyDictionary<ushort, Arrival> Arrivals => _arrivals ?? [];

    /// <summary>How it is now; null when it has ended, or its client is just coming.</summary>
    public MqttSessionState? Look()
    {
        lock (Gate)
        {
            var client = Connection?.Client;
            if (IsEnded || (Connection is not null && client is null))
                return null;
            DateTimeOffset? offline = client is null ? DateTimeOffset.FromUnixTimeMilliseconds(OfflineSince) : null;
            var ends = Expiry == uint.MaxValue ? null : offline + TimeSpan.FromSeconds(Expiry);
            return new(
                clientId, client, offline, ends, _outbox.Waiting, _outbox.UnderWay, _outbox.Bytes, Connection?.Unanswered ?? 0, _subscriptions.Count,
                Interlocked.Read(ref _dropped), Limits);
        }
    }

    /// <summary>A message for it was dropped.</summary>
    public void CountDropped() => Interlocked.Increment(ref _dropped);

    /// <summary>The journal, when the session is in it.</summary>
    public MqttJournal? Kept => IsPersistent ? journal : null;

    /// <summary>Whether the time of a session without connection is over.</summary>
    public bool IsOver(long now) => Expiry != uint.MaxValue && now >= OfflineSince + (Expiry * 1000L);

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
                item.Origin = origin;
                item.Position = Kept?.Queued(this, item) ?? 0;
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

    /// <summary>A QoS 2 message arrives. Gives the first arrival of this identifier: the same instant, and whether it was passed on.</summary>
    public Arrival Arrive(ushort id, long instant)
    {
        lock (Gate)
        {
            _arrivals ??= [];
            if (_arrivals.TryGetValue(id, out var known))
                return known with { IsFirst = false };
            var arrival = new Arrival(instant, PassedOn: false, IsFirst: true);
            _arrivals[id] = arrival;
            Kept?.Arrived(this, id, arrival);
            return arrival;
        }
    }

    /// <summary>Claims the message of an identifier for passing it on; false when that was done, or it was released.</summary>
    public bool TryPassOn(ushort id)
    {
        lock (Gate)
        {
            if (_arrivals is null || !_arrivals.TryGetValue(id, out var known) || known.PassedOn)
                return false;
            _arrivals[id] = known with { PassedOn = true };
            return true;
        }
    }

    /// <summary>The copies of a message are with all its subscribers: the journal may say so.</summary>
    public void PassedOn(ushort id, Origin? origin)
    {
        lock (Gate)
        {
            if (Kept is { } journal && _arrivals is not null && _arrivals.TryGetValue(id, out var known))
                journal.Arrived(this, id, known);
            if (origin is not null)
                origin.IsCommitted = true;
        }
    }

    /// <summary>PUBREL, or a message that was refused: the identifier is free. False when it was.</summary>
    public bool Free(ushort id)
    {
        lock (Gate)
        {
            if (_arrivals is null || !_arrivals.Remove(id))
                return false;
            Kept?.Freed(this, id);
            return true;
        }
    }

    /// <summary>Adds or replaces a subscription and gives the one that it replaces. The gate is held.</summary>
    public Subscription? Put(Subscription subscription)
    {
        var old = _subscriptions.GetValueOrDefault(subscription.Filter);
        _subscriptions[subscription.Filter] = subscription;
        Kept?.Subscribed(this, subscription);
        return old;
    }

    /// <summary>Removes a subscription. The gate is held.</summary>
    public Subscription? Remove(string filter)
    {
        if (!_subscriptions.Remove(filter, out var old))
            return null;
        Kept?.Unsubscribed(this, filter);
        return old;
    }

    /// <summary>Puts back an arrival that the journal kept.</summary>
    public void Restore(ushort id, Arrival? arrival)
    {
        _arrivals ??= [];
        if (arrival is { } a)
            _arrivals[id] = a;
        else
            _arrivals.Remove(id);
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

/// <summary>A QoS 2 message of a client, from PUBLISH to PUBREL.</summary>
/// <param name="Instant">When it first came, in Unix microseconds.</param>
/// <param name="PassedOn">Whether it is durable at the intake and with all subscribers.</param>
/// <param name="IsFirst">Whether this is its first coming.</param>
readonly record struct Arrival(long Instant, bool PassedOn, bool IsFirst);

/// <summary>A will, and when it is published.</summary>
/// <param name="Will">The message.</param>
/// <param name="DueAt">Unix milliseconds; <see cref="long.MaxValue"/> while the connection is up.</param>
/// <param name="Client">Who left it; null when an earlier run of the server knew.</param>
sealed record PendingWill(MqttWill Will, long DueAt = long.MaxValue, MqttClientInfo? Client = null)
{
    /// <summary>Milliseconds that the will waits after the connection is lost.</summary>
    public long Delay => (Will.Properties?.WillDelayInterval ?? 0) * 1000L;
}
