using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Mqtt.Sessions;

/// <summary>Brings messages to the sessions that want them.</summary>
sealed class Router(SessionBook book, RetainedStore retained, IMqttObserver? observer)
{
    /// <summary>Who gets the messages of a topic; found once and then remembered at the topic.</summary>
    public Route RouteOf(MqttTopic topic)
    {
        if (topic.Route is { } known && known.Version == book.Tree.Version)
            return known;
        return topic.Route = RouteOf(topic.Name);
    }

    /// <summary>Who gets the messages of a topic.</summary>
    public Route RouteOf(string topic)
    {
        var version = book.Tree.Version;
        var matching = new List<Subscription>();
        book.Tree.Match(topic, matching);
        return Route.From(version, matching);
    }

    /// <summary>Puts a message into the queues of all who want it, and keeps it when it is to be retained.</summary>
    /// <param name="message">The message.</param>
    /// <param name="route">Who wants it.</param>
    /// <param name="sender">Who published it; null: the server.</param>
    /// <param name="origin">The QoS 2 message that it is.</param>
    /// <param name="touched">Gets the sessions that have something to send now.</param>
    /// <returns>How many want it.</returns>
    public int Publish(Message message, Route route, Session? sender, Origin? origin, List<Session> touched)
    {
        if (message.Retain && !retained.TrySet(message))
            observer?.Dropped(sender?.ClientId ?? "", message.Topic, MqttDropReason.RetainedFull);
        var wanted = 0;
        foreach (var delivery in route.Plain)
        {
            var own = delivery.HasNoLocal && delivery.Session == sender ? delivery.WithoutNoLocal() : delivery;
            if (own is null)
                continue;
            wanted++;
            Deliver(message, own, origin, touched);
        }

        foreach (var members in route.Shared)
        {
            wanted++;
            Deliver(message, Delivery.Of(Choose(members)), origin, touched);
        }

        return wanted;
    }

    /// <summary>Sends what the retained messages of a filter are to a session that subscribed to it.</summary>
    public void SendRetained(Subscription subscription, long now)
    {
        var delivery = Delivery.Of(subscription);
        foreach (var message in retained.Match(subscription.Filter, now))
            Report(subscription.Session.Deliver(message, delivery, retain: true, null), message, subscription.Session);
    }

    /// <summary>
    /// A session ended: messages of shares that it did not answer go to other members [MQTT-4.8.2-5: QoS 2 that was sent does not].
    /// </summary>
    /// <param name="left">What the session held.</param>
    /// <param name="sentTo">The highest number that was sent.</param>
    /// <param name="touched">Gets the sessions that have something to send now.</param>
    public void PassToOthers(IEnumerable<Outgoing> left, long sentTo, List<Session> touched)
    {
        foreach (var item in left)
        {
            if (item.Group is not { } group || (item.Qos == MqttQos.ExactlyOnce && item.Number <= sentTo))
                continue;
            foreach (var members in RouteOf(item.Message.Topic).Shared)
            {
                if (members[0].Group == group)
                    Deliver(item.Message, Delivery.Of(Choose(members)), null, touched);
            }
        }
    }

    void Deliver(Message message, Delivery delivery, Origin? origin, List<Session> touched)
    {
        var session = delivery.Session;
        var result = session.Deliver(message, delivery, message.Retain && delivery.RetainAsPublished, origin);
        Report(result, message, session);
        if (result != Delivered.Dropped && (touched.Count == 0 || touched[^1] != session))
            touched.Add(session);
    }

    // whose turn it is, or the next who is connected; when nobody is, whose turn it is
    static Subscription Choose(Subscription[] members)
    {
        var turn = members[0].Group!.NextTurn();
        for (var i = 0u; i < members.Length; i++)
        {
            var member = members[(turn + i) % members.Length];
            if (member.Session.Connection is not null)
                return member;
        }

        return members[turn % members.Length];
    }

    void Report(Delivered result, Message message, Session session)
    {
        if (result == Delivered.Queued || (result == Delivered.Dropped && session.Connection is null && message.Qos == MqttQos.AtMostOnce))
            return;
        session.CountDropped();
        session.Connection?.Client.CountDropped();
        var reason = result == Delivered.Dropped && message.Qos == MqttQos.AtMostOnce ? MqttDropReason.SlowReader : MqttDropReason.QueueFull;
        observer?.Dropped(session.ClientId, message.Topic, reason);
    }
}
