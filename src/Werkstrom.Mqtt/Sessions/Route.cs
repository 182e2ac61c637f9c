using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Mqtt.Sessions;

/// <summary>Who gets the messages of a topic, as long as no subscription changes.</summary>
sealed class Route(int version, Delivery[] plain, Subscription[][] shared)
{
    public int Version => version;

    /// <summary>One delivery for each session with subscriptions that match.</summary>
    public ReadOnlySpan<Delivery> Plain => plain;

    /// <summary>The members of each share that matches; one of each gets the message.</summary>
    public ReadOnlySpan<Subscription[]> Shared => shared;

    public static Route From(int version, List<Subscription> matching)
    {
        var plain = matching.Where(s => s.Group is null).GroupBy(s => s.Session).Select(g => Delivery.Of([.. g])).ToArray();
        var shared = matching.Where(s => s.Group is not null).GroupBy(s => s.Group).Select(g => g.ToArray()).ToArray();
        return new Route(version, plain, shared);
    }
}

/// <summary>
/// One message for one session, whatever number of its subscriptions match: the highest QoS, all identifiers [MQTT-3.3.4-2..4].
/// </summary>
sealed class Delivery
{
    readonly Subscription[] _all;

    Delivery(Subscription[] all, Session session)
    {
        (_all, Session) = (all, session);
        Qos = all.Length == 0 ? MqttQos.AtMostOnce : all.Max(s => s.Options.Qos);
        RetainAsPublished = all.Any(s => s.Options.RetainAsPublished);
        Ids = [.. all.Select(s => s.Id).Where(id => id != 0).Distinct()];
        HasNoLocal = all.Any(s => s.Options.NoLocal);
        Group = all.FirstOrDefault()?.Group;
    }

    public Session Session { get; }

    public MqttQos Qos { get; }

    public bool RetainAsPublished { get; }

    public uint[] Ids { get; }

    public SharedGroup? Group { get; }

    /// <summary>Whether what the session publishes itself is treated otherwise.</summary>
    public bool HasNoLocal { get; }

    public static Delivery Of(params Subscription[] all) => new(all, all[0].Session);

    /// <summary>The same without what is not wanted from the session itself; null when nothing is left [MQTT-3.8.3-3].</summary>
    public Delivery? WithoutNoLocal() =>
        _all.Where(s => !s.Options.NoLocal).ToArray() is { Length: > 0 } rest ? new Delivery(rest, Session) : null;
}
