using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Sessions;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Mqtt.Server;

/// <summary>SUBSCRIBE and UNSUBSCRIBE.</summary>
sealed partial class Connection
{
    void HandleSubscribe(MqttSubscribe subscribe)
    {
        var reasons = new List<MqttReason>(subscribe.Subscriptions.Count);
        var send = new List<Subscription>();
        foreach (var s in subscribe.Subscriptions)
        {
            if (!Accepts(s))
                return;
            reasons.Add(Subscribe(s, subscribe.Properties?.SubscriptionIdentifier ?? 0, send));
        }

        Answer(MqttPacketType.SubAck, new MqttSubAck(subscribe.Id, reasons), send);
    }

    // a filter that no client may send ends the connection [MQTT-4.7.1-1..4, MQTT-4.8.2-1, -2, MQTT-3.8.3-4]
    bool Accepts(in MqttSubscription s)
    {
        var isShared = MqttFilter.TrySplitShare(s.Filter, out _, out _);
        if (!MqttFilter.IsValid(s.Filter))
            End(MqttReason.TopicFilterInvalid, "The filter is not valid.");
        else if (isShared && s.NoLocal)
            End(MqttReason.ProtocolError, "A shared subscription cannot be no-local.");
        else
            return true;
        return false;
    }

    MqttReason Subscribe(in MqttSubscription s, uint id, List<Subscription> send)
    {
        var isShared = MqttFilter.TrySplitShare(s.Filter, out _, out var inner);
        if (!_server.Authority.MaySubscribe(Client, inner))
        {
            _server.Observer?.Denied(Client, inner, publish: false);
            return _version == MqttVersion.V5 ? _server.Options.DeniedSubscription : MqttReason.UnspecifiedError;
        }

        var session = Session!;
        lock (session.Gate)
        {
            if (session.Connection != this)
                return MqttReason.UnspecifiedError;
            if (session.Subscriptions.Count >= _limits.Subscriptions && !session.Subscriptions.ContainsKey(s.Filter))
                return _version == MqttVersion.V5 ? MqttReason.QuotaExceeded : MqttReason.UnspecifiedError;
            var isNew = _server.Sessions.Subscribe(session, s, id);
            var wantsRetained = s.RetainHandling == MqttRetainHandling.Send || (s.RetainHandling == MqttRetainHandling.SendIfNew && isNew);
            if (!isShared && wantsRetained)
                send.Add(session.Subscriptions[s.Filter]); // [MQTT-3.3.1-9..11]; shares get none
            return (MqttReason)s.Qos;
        }
    }

    void HandleUnsubscribe(MqttUnsubscribe unsubscribe)
    {
        var reasons = new List<MqttReason>(unsubscribe.Filters.Count);
        foreach (var filter in unsubscribe.Filters)
        {
            if (!MqttFilter.IsValid(filter))
            {
                End(MqttReason.TopicFilterInvalid, "The filter is not valid.");
                return;
            }

            lock (Session!.Gate)
                reasons.Add(_server.Sessions.Unsubscribe(Session, filter) ? MqttReason.Success : MqttReason.NoSubscriptionExisted);
        }

        Answer(MqttPacketType.UnsubAck, new MqttSubAck(unsubscribe.Id, reasons), []);
    }

    // a session that is kept has the subscription on the disk before the client hears of it; retained messages follow the answer
    void Answer(MqttPacketType type, MqttSubAck ack, List<Subscription> send)
    {
        var durable = Session!.IsPersistent && _server.Journal is { } journal ? journal.DurableAsync() : Task.CompletedTask;
        if (durable.IsCompletedSuccessfully)
            AnswerNow(type, ack, send);
        else
            _acked = AnswerLaterAsync(durable, type, ack, send);
    }

    async Task AnswerLaterAsync(Task durable, MqttPacketType type, MqttSubAck ack, List<Subscription> send)
    {
        try
        {
            await durable;
            AnswerNow(type, ack, send);
        }
        catch (IOException)
        {
            End(MqttReason.QuotaExceeded, "Sessions cannot be stored at the moment.");
        }

        _writer.Schedule();
    }

    void AnswerNow(MqttPacketType type, MqttSubAck ack, List<Subscription> send)
    {
        _writer.Control((_version, type, ack), static (o, s) => MqttWriter.SubAck(o, s._version, s.type, s.ack));
        foreach (var s in send)
            _server.Router.SendRetained(s, _server.Now());
    }
}
