using System.Collections.Concurrent;
using Werkstrom.Mqtt.Journal;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Mqtt.Sessions;

/// <summary>All sessions and all subscriptions.</summary>
sealed class SessionBook(MqttJournal? journal)
{
    readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    readonly Dictionary<string, (SharedGroup Group, int Members)> _groups = new(StringComparer.Ordinal);
    readonly FilterTree<Subscription> _tree = new();
    readonly Lock _opening = new();
    long _lastNumber;

    public IEnumerable<Session> All => _sessions.Values;

    public int Count => _sessions.Count;

    public FilterTree<Subscription> Tree => _tree;

    public Session? Find(string clientId) => _sessions.GetValueOrDefault(clientId);

    /// <summary>
    /// Opens the session of a client. An older connection of the client loses it, and an older session ends when a clean one is
    /// asked for; both are given back, for what has to be done outside of the lock.
    /// </summary>
    public (Session Session, bool Present, Session? Ended, Server.Connection? Displaced) Open(
        string clientId, bool clean, long now, Action<Session> adopt)
    {
        lock (_opening)
        {
            var old = _sessions.GetValueOrDefault(clientId);
            Server.Connection? displaced = null;
            if (old is not null)
            {
                lock (old.Gate)
                {
                    (displaced, old.Connection) = (old.Connection, null);
                    var goesOn = !clean && !old.IsEnded && old.IsPersistent && (displaced is not null || !old.IsOver(now));
                    if (goesOn)
                    {
                        adopt(old);
                        return (old, true, null, displaced);
                    }

                    End(old);
                }
            }

            var session = new Session(clientId, ++_lastNumber, journal);
            lock (session.Gate)
                adopt(session);
            _sessions[clientId] = session;
            return (session, false, old, displaced);
        }
    }

    /// <summary>Puts back a session that the journal kept.</summary>
    public void Restore(Session session)
    {
        _lastNumber = Math.Max(_lastNumber, session.Number);
        _sessions[session.ClientId] = session;
        foreach (var s in session.Subscriptions.Values.ToArray())
            Subscribe(session, s.Options, s.Id);
    }

    /// <summary>Ends a session that nobody uses. The session's gate is held.</summary>
    public void End(Session session)
    {
        if (session.IsEnded)
            return;
        session.IsEnded = true;
        foreach (var s in session.Subscriptions.Values)
            Unbind(s);
        if (session.IsInJournal)
            journal?.Ended(session);
        _sessions.TryRemove(KeyValuePair.Create(session.ClientId, session));
    }

    /// <summary>Adds or replaces a subscription. The session's gate is held. Says whether it is new.</summary>
    public bool Subscribe(Session session, in MqttSubscription options, uint id)
    {
        var isShared = MqttFilter.TrySplitShare(options.Filter, out _, out var inner);
        var subscription = new Subscription(session, options, id) { Group = isShared ? Join(options.Filter) : null };
        var old = session.Put(subscription);
        _tree.Add(inner, subscription);
        if (old is not null)
            Unbind(old);
        return old is null;
    }

    /// <summary>Takes a subscription away. The session's gate is held. False when there was none.</summary>
    public bool Unsubscribe(Session session, string filter)
    {
        if (session.Remove(filter) is not { } old)
            return false;
        Unbind(old);
        return true;
    }

    void Unbind(Subscription s)
    {
        MqttFilter.TrySplitShare(s.Filter, out _, out var inner);
        _tree.Remove(inner, s);
        if (s.Group is null)
            return;
        lock (_groups)
        {
            var (group, members) = _groups.GetValueOrDefault(s.Filter);
            if (members > 1)
                _groups[s.Filter] = (group, members - 1);
            else
                _groups.Remove(s.Filter);
        }
    }

    SharedGroup Join(string filter)
    {
        lock (_groups)
        {
            var (group, members) = _groups.GetValueOrDefault(filter);
            group ??= new SharedGroup();
            _groups[filter] = (group, members + 1);
            return group;
        }
    }
}
