using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Mqtt.Server;

/// <summary>How sessions begin, lose their connection and end, and what becomes of their wills.</summary>
public sealed partial class MqttServer
{
    /// <summary>Opens the session of a client that may come in.</summary>
    internal (Session Session, bool Present) Enter(
        Connection connection, bool clean, uint expiry, int quota, MqttLimits limits, PendingWill? will)
    {
        PendingWill? displacedWill = null;
        var (session, present, ended, displaced) = Sessions.Open(connection.Client.ClientId, clean, Now(), s =>
        {
            displacedWill = s.Will;
            (s.Connection, s.Expiry, s.Limits, s.Will) = (connection, expiry, limits, will);
            s.Outbox.Begin(quota);
            if (s.IsPersistent || will is not null || s.IsInJournal)
                Note(s);
        });
        displaced?.End(MqttReason.SessionTakenOver, "Another connection came with the same client identifier."); // [MQTT-3.1.4-3]
        if (displaced is not null && displacedWill is { Delay: 0 })
            PublishWill(session.ClientId, displacedWill);
        if (ended is not null)
            Finish(ended);
        return (session, present);
    }

    /// <summary>A connection ended.</summary>
    internal void Leave(Connection connection, MqttReason reason)
    {
        var session = connection.Session!;
        PendingWill? due = null;
        lock (session.Gate)
        {
            if (session.Connection != connection)
                return; // taken over
            (session.Connection, session.OfflineSince) = (null, Now());
            if (session.Will is { } will)
                due = AfterLoss(session, will, reason);
            if (!session.IsPersistent)
                Sessions.End(session);
            else
                session.Kept?.Offline(session);
        }

        if (due is not null)
            PublishWill(session.ClientId, due);
        if (session.IsEnded)
            Finish(session);
    }

    /// <summary>DISCONNECT may change how long the session is kept, but not from nothing to something.</summary>
    internal bool TryChangeExpiry(Session session, uint expiry)
    {
        lock (session.Gate)
        {
            if (session.Expiry == 0)
                return expiry == 0;
            session.Expiry = Math.Min(expiry, Options.MaximumSessionExpiry);
            Journal?.Opened(session);
            return true;
        }
    }

    // a will that is due at once is given back; another waits in the session
    PendingWill? AfterLoss(Session session, PendingWill will, MqttReason reason)
    {
        session.Will = null;
        var wait = Math.Min(will.Delay, session.Expiry * 1000L); // [MQTT-3.1.3-9], 3.1.3.2.2
        if (reason != MqttReason.Success && wait > 0)
        {
            session.Will = will with { DueAt = session.OfflineSince + wait };
            Journal?.Will(session, session.Will);
            return null;
        }

        if (_stopping && session.IsPersistent)
        {
            session.Will = will; // published by the next run, unless the client is back
            return null;
        }

        Journal?.Will(session, null);
        return reason == MqttReason.Success ? null : will;
    }

    void Note(Session session)
    {
        session.IsInJournal = Journal is not null;
        Journal?.Opened(session);
        Journal?.Will(session, session.Will);
    }

    // what an ended session leaves: its will, and messages of shares
    void Finish(Session ended)
    {
        if (ended.Will is { } will)
            PublishWill(ended.ClientId, will);
        var touched = new List<Session>();
        Outgoing[] left;
        lock (ended.Gate)
        {
            left = [.. ended.Outbox.All()];
            ended.Outbox.Clear();
        }

        Router.PassToOthers(left, ended.Outbox.SentTo, touched);
        Wake(touched);
    }

    void SweepOne(Session session, long now)
    {
        if (session.Connection is not null)
            return;
        PendingWill? due = null;
        lock (session.Gate)
        {
            if (session.Connection is not null || session.IsEnded)
                return;
            if (session.Will is { } will && will.DueAt <= now)
            {
                (due, session.Will) = (will, null);
                Journal?.Will(session, null);
            }

            if (session.IsOver(now))
                Sessions.End(session);
        }

        if (due is not null)
            PublishWill(session.ClientId, due);
        if (session.IsEnded)
            Finish(session);
    }
}
