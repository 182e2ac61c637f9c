using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Sessions;

/// <summary>
/// What a session has to send, in order: messages that wait, and those of QoS 1 and 2 that are under way. Every message of QoS 1
/// or 2 has a number, and the packet identifier follows from it, so that a message keeps its identifier over a restart of the
/// server. Not thread-safe: the session's gate is held.
/// </summary>
sealed class Outbox
{
    const int Identifiers = 65_535;

    readonly Ring<Outgoing> _waiting = new();
    readonly Ring<Outgoing> _underWay = new();
    long _firstUnderWay = 1;
    int _resend;
    int _quota;
    int _quotaMost;

    /// <summary>The number that the next message of QoS 1 or 2 gets.</summary>
    public long NextNumber { get; set; } = 1;

    /// <summary>The highest number that was ever sent.</summary>
    public long SentTo { get; set; }

    public int Waiting => _waiting.Count;

    public int UnderWay { get; private set; }

    /// <summary>Bytes of all messages that are held.</summary>
    public long Bytes { get; private set; }

    public static ushort IdOf(long number) => (ushort)((number % Identifiers) + 1);

    public void Add(in Outgoing item)
    {
        Bytes += item.Message.Size;
        _waiting.Add(item);
    }

    /// <summary>Takes the message that waits longest, to make room.</summary>
    public bool TryDropOldest(out Outgoing dropped)
    {
        dropped = default;
        if (_waiting.Count == 0)
            return false;
        dropped = _waiting.Take();
        Bytes -= dropped.Message.Size;
        return true;
    }

    /// <summary>A connection begins: what was under way is sent again, in order [MQTT-4.4.0-1, MQTT-4.6.0-1].</summary>
    /// <param name="quota">How many messages of QoS 1 and 2 the client takes at a time.</param>
    public void Begin(int quota)
    {
        _resend = 0;
        (_quota, _quotaMost) = (quota, quota);
    }

    /// <summary>The next packet that may be sent now.</summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="durable">How far the journal is durable.</param>
    /// <param name="sending">The packet.</param>
    /// <param name="expired">Number of a message that was dropped because its time is over, or 0.</param>
    /// <returns>False when nothing is left or may be sent; true with an empty <paramref name="sending"/> after a message expired.</returns>
    public bool TryTake(long now, long durable, out Sending sending, out long expired)
    {
        (sending, expired) = (default, 0);
        if (_resend < _underWay.Count)
            return TryResend(out sending);
        if (_waiting.Count == 0)
            return false;
        ref var first = ref _waiting[0];
        if (first.Message.IsExpired(now))
        {
            expired = first.Number;
            TryDropOldest(out _);
            return true;
        }

        if (first.Number > 0 && !MayGo(first, durable))
            return false;
        var item = _waiting.Take();
        if (item.Number == 0)
            Bytes -= item.Message.Size;
        var id = item.Number == 0 ? (ushort)0 : SetOut(item);
        sending = new Sending(item.Message, id, item.Qos, item.Retain, false, item.Ids);
        return true;
    }

    /// <summary>Whether the next message is one of QoS 2 that could be sent if the journal were durable.</summary>
    public bool WaitsForJournal(long durable) =>
        _waiting.Count > 0 && _quota > 0 && _waiting[0].Qos == MqttQos.ExactlyOnce && _waiting[0].Position > durable;

    /// <summary>PUBACK, PUBCOMP, or a PUBREC that refuses: the message is done. Gives its number, or 0.</summary>
    public long Complete(ushort id, MqttQos qos)
    {
        if (Find(id) is not { } at || _underWay[at].Qos != qos)
            return 0;
        ref var item = ref _underWay[at];
        var number = item.Number;
        Bytes -= item.Message.Size;
        (item.State, item.Message) = (OutState.Gone, null!);
        UnderWay--;
        if (at < _resend)
            _quota = Math.Min(_quota + 1, _quotaMost);
        Trim();
        return number;
    }

    /// <summary>PUBREC: the message is never sent again. Gives its number, or 0.</summary>
    public long Release(ushort id)
    {
        if (Find(id) is not { } at || _underWay[at].Qos != MqttQos.ExactlyOnce)
            return 0;
        _underWay[at].State = OutState.Released;
        return _underWay[at].Number;
    }

    /// <summary>Everything that is held, what is under way first.</summary>
    public IEnumerable<Outgoing> All()
    {
        for (var i = 0; i < _underWay.Count; i++)
        {
            if (_underWay[i].State != OutState.Gone)
                yield return _underWay[i];
        }

        for (var i = 0; i < _waiting.Count; i++)
            yield return _waiting[i];
    }

    /// <summary>Puts back what the journal kept, as if it had been sent.</summary>
    public void RestoreSent(in Outgoing item)
    {
        Bytes += item.Message.Size;
        var released = item.State == OutState.Released;
        SetOut(item);
        _underWay[_underWay.Count - 1].State = released ? OutState.Released : OutState.Sent;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _waiting.Clear();
        _underWay.Clear();
        (Bytes, UnderWay, _resend) = (0, 0, 0);
    }

    bool TryResend(out Sending sending)
    {
        sending = default;
        ref var item = ref _underWay[_resend];
        if (item.State == OutState.Sent && _quota == 0)
            return false;
        _resend++;
        if (item.State == OutState.Released)
            sending = new Sending(null, IdOf(item.Number), item.Qos, false, false, []);
        if (item.State == OutState.Sent)
            sending = new Sending(item.Message, IdOf(item.Number), item.Qos, item.Retain, true, item.Ids);
        if (item.State == OutState.Sent)
            _quota--;
        return true;
    }

    bool MayGo(in Outgoing first, long durable) =>
        _quota > 0
        && (_underWay.Count == 0 || first.Number - _firstUnderWay < Identifiers)
        && (first.Qos != MqttQos.ExactlyOnce || first.Position <= durable);

    ushort SetOut(in Outgoing item)
    {
        if (_underWay.Count == 0)
            _firstUnderWay = item.Number;
        while (_firstUnderWay + _underWay.Count < item.Number)
            _underWay.Add(new Outgoing { State = OutState.Gone }); // numbers that were dropped while they waited
        _underWay.Add(item with { State = OutState.Sent });
        _resend = _underWay.Count;
        SentTo = Math.Max(SentTo, item.Number);
        UnderWay++;
        _quota--;
        return IdOf(item.Number);
    }

    int? Find(ushort id)
    {
        if (_underWay.Count == 0)
            return null;
        var at = ((id - IdOf(_firstUnderWay)) + Identifiers) % Identifiers;
        return at < _underWay.Count && at < _resend && _underWay[at].State != OutState.Gone ? at : null;
    }

    void Trim()
    {
        while (_underWay.Count > 0 && _underWay[0].State == OutState.Gone)
        {
            _underWay.Take();
            _firstUnderWay++;
            _resend = Math.Max(0, _resend - 1);
        }
    }
}
