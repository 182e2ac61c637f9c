namespace Werkstrom.Mqtt.Sessions;

/// <summary>The QoS 2 messages that came from the client, each passed on once.</summary>
sealed partial class Session
{
    Dictionary<ushort, Arrival>? _arrivals;

    /// <summary>Held from the claim of a message until its copies are with its subscribers: two connections of one client keep the order. It is taken before any <see cref="Gate"/>.</summary>
    public Lock PassingOn { get; } = new();

    /// <summary>QoS 2 messages that were received and not released: identifier, instant, whether they were passed on.</summary>
    public IReadOnlyDictionary<ushort, Arrival> Arrivals => _arrivals ?? [];

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
    public void PassedOn(ushort id)
    {
        lock (Gate)
        {
            if (Kept is { } journal && _arrivals is not null && _arrivals.TryGetValue(id, out var known))
                journal.Arrived(this, id, known);
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

    /// <summary>Puts back an arrival that the journal kept.</summary>
    public void Restore(ushort id, Arrival? arrival)
    {
        _arrivals ??= [];
        if (arrival is { } a)
            _arrivals[id] = a;
        else
            _arrivals.Remove(id);
    }
}
