using Werkstrom.Mqtt.Journal;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Mqtt.Sessions;

/// <summary>
/// What the server keeps of a client: subscriptions, what is to be sent, the QoS 2 messages that came and are not released, the
/// will. Everything is guarded by <see cref="Gate"/>, under which the journal is written, too, so that its order is the order of
/// what happened.
/// </summary>
sealed partial class Session(string clientId, long number, MqttJournal? journal)
{
    readonly Outbox _outbox = new();
    readonly Dictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);
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
}
