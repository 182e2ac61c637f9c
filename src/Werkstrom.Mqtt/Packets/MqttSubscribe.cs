namespace Werkstrom.Mqtt.Packets;

/// <summary>What happens with retained messages when a subscription is made.</summary>
public enum MqttRetainHandling : byte
{
    /// <summary>They are sent.</summary>
    Send = 0,

    /// <summary>They are sent when the subscription is new.</summary>
    SendIfNew = 1,

    /// <summary>They are not sent.</summary>
    DoNotSend = 2,
}

/// <summary>One filter of a SUBSCRIBE.</summary>
/// <param name="Filter">The filter; it may have wildcards or begin with <c>$share/</c>. Its form is checked by <c>MqttFilter</c>.</param>
/// <param name="Qos">The highest QoS that the subscriber wants.</param>
/// <param name="NoLocal">Not what the subscriber itself publishes.</param>
/// <param name="RetainAsPublished">Messages keep the retain flag that they were published with.</param>
/// <param name="RetainHandling">What happens with retained messages.</param>
public readonly record struct MqttSubscription(
    string Filter,
    MqttQos Qos,
    bool NoLocal = false,
    bool RetainAsPublished = false,
    MqttRetainHandling RetainHandling = MqttRetainHandling.Send);

/// <summary>A SUBSCRIBE.</summary>
/// <param name="Id">Packet identifier, never 0.</param>
/// <param name="Subscriptions">At least one.</param>
/// <param name="Properties">Subscription identifier and user properties; null when there are none.</param>
public sealed record MqttSubscribe(ushort Id, IReadOnlyList<MqttSubscription> Subscriptions, MqttProperties? Properties = null);

/// <summary>An UNSUBSCRIBE.</summary>
/// <param name="Id">Packet identifier, never 0.</param>
/// <param name="Filters">At least one.</param>
/// <param name="Properties">User properties; null when there are none.</param>
public sealed record MqttUnsubscribe(ushort Id, IReadOnlyList<string> Filters, MqttProperties? Properties = null);

/// <summary>A SUBACK or an UNSUBACK.</summary>
/// <param name="Id">Packet identifier of the SUBSCRIBE or UNSUBSCRIBE.</param>
/// <param name="Reasons">One for each filter, in order; an UNSUBACK of MQTT 3.1.1 has none.</param>
/// <param name="Properties">Reason string and user properties; null when there are none.</param>
public sealed record MqttSubAck(ushort Id, IReadOnlyList<MqttReason> Reasons, MqttProperties? Properties = null);
