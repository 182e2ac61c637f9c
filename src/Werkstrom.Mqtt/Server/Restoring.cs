using Werkstrom.Mqtt.Journal;
using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Mqtt.Server;

/// <summary>Puts back what an earlier run kept.</summary>
static class Restoring
{
    public static void Restore(MqttServer server, Replay replay)
    {
        var now = server.Now();
        foreach (var message in replay.Retained.Where(m => !m.IsExpired(now)))
            server.Retained.Restore(message);
        foreach (var image in replay.Sessions.OrderBy(s => s.Number))
            Restore(server, image, now);
    }

    // a client that was connected when the server was killed is off line since then, as far as anybody knows: now
    static void Restore(MqttServer server, SessionImage image, long now)
    {
        var session = new Session(image.ClientId, image.Number, server.Journal)
        {
            Expiry = image.Expiry,
            OfflineSince = image.OfflineSince ?? now,
            Limits = server.Options.Limits,
            IsInJournal = true,
        };
        if (image.Will is { } will)
            session.Will = will.DueAt == long.MaxValue ? will with { DueAt = now + Math.Min(will.Delay, image.Expiry * 1000L) } : will;
        foreach (var (options, id) in image.Subscriptions.Values)
            session.Put(new Subscription(session, options, id));
        foreach (var (id, arrival) in image.Arrivals)
            session.Restore(id, arrival);
        RestoreQueue(session, image);
        server.Sessions.Restore(session);
    }

    // what may have been sent is sent again with the same identifier, marked as such; the rest waits
    static void RestoreQueue(Session session, SessionImage image)
    {
        var mayBeSent = image.OfflineSince is null ? session.Limits.InFlight : 0;
        foreach (var item in image.Queue.Values)
        {
            if (item.Number <= image.SentTo || item.State == OutState.Released || mayBeSent-- > 0)
                session.Outbox.RestoreSent(item);
            else
                session.Outbox.Add(item);
        }

        session.Outbox.SentTo = Math.Max(session.Outbox.SentTo, image.SentTo);
        session.Outbox.NextNumber = image.Next;
    }
}
