using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Mqtt.Journal;

/// <summary>Puts together what the records of a journal say. Reading a record twice changes nothing.</summary>
sealed class Replay
{
    readonly Dictionary<long, SessionImage> _sessions = [];
    readonly Dictionary<string, Message> _retained = new(StringComparer.Ordinal);

    // copies of QoS 2 messages of which no record says yet that they were passed on; what a snapshot holds was passed on
    readonly Dictionary<Origin, List<(long Session, long Number)>> _tentative = [];

    /// <summary>Whether the end of a snapshot was read.</summary>
    public bool IsWhole { get; private set; }

    public IEnumerable<SessionImage> Sessions => _sessions.Values;

    public IEnumerable<Message> Retained => _retained.Values;

    public void TakeOver(Replay image)
    {
        foreach (var (number, session) in image._sessions)
            _sessions[number] = session;
        foreach (var (topic, message) in image._retained)
            _retained[topic] = message;
    }

    /// <summary>The end of the journal: what was not passed on to all comes again from its publisher.</summary>
    public void Finish()
    {
        foreach (var (session, number) in _tentative.Values.SelectMany(c => c))
            _sessions.GetValueOrDefault(session)?.Queue.Remove(number);
        _tentative.Clear();
    }

    /// <summary>Applies a record that lies at a position.</summary>
    public void Apply(ReadOnlySpan<byte> body, long position, bool inSnapshot)
    {
        var r = new RecordReader(body);
        var type = (Record)r.Byte();
        switch (type)
        {
            case Record.Retained:
                var message = Records.Message(ref r);
                _retained[message.Topic] = message;
                break;
            case Record.Cleared:
                _retained.Remove(r.Text());
                break;
            case Record.Whole:
                IsWhole = true;
                break;
            default:
                ApplyToSession(type, r.Long(), ref r, position, inSnapshot);
                break;
        }
    }

    void ApplyToSession(Record type, long number, ref RecordReader r, long position, bool inSnapshot)
    {
        if (type == Record.Arrived)
            Commit(number, r);
        var known = _sessions.GetValueOrDefault(number);
        if (known is null && type is not (Record.Image or Record.Opened))
            return;
        var session = known ?? (_sessions[number] = new SessionImage(number));
        if (type == Record.Image)
            session.Position = r.Long();
        else if (!inSnapshot && position < session.Position)
            return;
        else if (type == Record.Ended)
            _sessions.Remove(number);
        else if (session.Apply(type, ref r) is (var copy, { } origin) && !inSnapshot)
            Tentative(origin).Add((number, copy));
    }

    void Commit(long session, RecordReader r)
    {
        var (id, _, passedOn) = ((ushort)r.Int(), r.Long(), r.Byte() != 0);
        if (passedOn)
            _tentative.Remove(new(session, id));
    }

    List<(long Session, long Number)> Tentative(Origin origin)
    {
        if (!_tentative.TryGetValue(origin, out var copies))
            _tentative[origin] = copies = [];
        return copies;
    }
}

/// <summary>A session as the journal tells it.</summary>
sealed class SessionImage(long number)
{
    public long Number => number;

    /// <summary>Records of the log before this position are in the image already.</summary>
    public long Position { get; set; }

    public string ClientId { get; private set; } = "";

    public uint Expiry { get; private set; }

    /// <summary>Unix milliseconds; null when the connection was up.</summary>
    public long? OfflineSince { get; private set; }

    public PendingWill? Will { get; private set; }

    public long SentTo { get; private set; }

    public long Next { get; private set; } = 1;

    public Dictionary<string, (MqttSubscription Options, uint Id)> Subscriptions { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<long, Outgoing> Queue { get; } = [];

    public Dictionary<ushort, Arrival> Arrivals { get; } = [];

    /// <summary>Applies a record, and gives the number of the message that it queued and what that is a copy of.</summary>
    public (long Number, Origin? Origin)? Apply(Record type, ref RecordReader r)
    {
        switch (type)
        {
            case Record.Opened:
                (ClientId, Expiry, OfflineSince) = (r.Text(), r.Int(), null);
                break;
            case Record.Offline:
                OfflineSince = r.Long();
                break;
            case Record.Subscribed:
                var (options, id) = Records.Subscription(ref r);
                Subscriptions[options.Filter] = (options, id);
                break;
            case Record.Unsubscribed:
                Subscriptions.Remove(r.Text());
                break;
            case Record.Arrived:
                Arrivals[(ushort)r.Int()] = new Arrival(r.Long(), r.Byte() != 0, IsFirst: false);
                break;
            case Record.Freed:
                Arrivals.Remove((ushort)r.Int());
                break;
            case Record.Will:
                Will = Records.Will(ref r);
                break;
            case Record.NoWill:
                Will = null;
                break;
            case Record.Queued:
                var item = Records.Queued(ref r, out var origin);
                Queue[item.Number] = item;
                Next = Math.Max(Next, item.Number + 1);
                return (item.Number, origin);
            default:
                ApplyToQueue(type, ref r);
                break;
        }

        return null;
    }

    void ApplyToQueue(Record type, ref RecordReader r)
    {
        switch (type)
        {
            case Record.Done:
                Queue.Remove(r.Long());
                break;
            case Record.Released when r.Long() is var number && Queue.TryGetValue(number, out var sent):
                Queue[number] = sent with { State = OutState.Released };
                break;
            case Record.Sent:
                SentTo = Math.Max(SentTo, r.Long());
                break;
            case Record.Next:
                Next = Math.Max(Next, r.Long());
                break;
        }
    }
}
