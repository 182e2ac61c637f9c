using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Mqtt.Server;

/// <summary>Looks at each PUBLISH: its topic, whether the client may, whether it is new, and whether too many are under way.</summary>
sealed partial class Connection
{
    TopicTable? _topics;
    MqttTopic?[] _aliasesIn = [];
    int _unanswered;

    /// <summary>Messages of QoS 1 and 2 that came and are not answered.</summary>
    public int Unanswered => Volatile.Read(ref _unanswered);

    void HandlePublish(in MqttPublish publish, MqttBatch batch)
    {
        if (publish.HasSubscriptionIdentifier)
        {
            End(MqttReason.ProtocolError, "A client sent a subscription identifier."); // [MQTT-3.3.4-6]
            return;
        }

        if (Resolve(publish) is not { } topic)
            return;
        Client.CountReceived(1);
        _tokens--;
        var verdict = Verdict(topic);
        if (publish.Qos == MqttQos.AtMostOnce)
        {
            if (verdict == MqttReason.Success)
                batch.Add(publish, topic, _server.Micros());
            return;
        }

        if (publish.Qos == MqttQos.AtLeastOnce && !CountUnanswered())
            return;
        if (verdict != MqttReason.Success)
            batch.Add(publish.Qos == MqttQos.AtLeastOnce ? MqttPacketType.PubAck : MqttPacketType.PubRec, publish.Id, verdict);
        else if (publish.Qos == MqttQos.AtLeastOnce)
            batch.Add(publish, topic, _server.Micros());
        else
            HandleExactlyOnce(publish, topic, batch);
    }

    void HandleExactlyOnce(in MqttPublish publish, MqttTopic topic, MqttBatch batch)
    {
        var arrival = Session!.Arrive(publish.Id, _server.Micros());
        if (arrival.IsFirst && !CountUnanswered())
            return;
        batch.NeedsJournal |= arrival.IsFirst && Session.IsPersistent;
        if (arrival.PassedOn)
            batch.Add(MqttPacketType.PubRec, publish.Id, default); // [MQTT-4.3.3-10]
        else
            batch.Add(publish, topic, arrival.Instant);
    }

    // more under way than the receive maximum: the client is told off [MQTT-3.3.4-9]; 3.1.1 knows no such limit
    bool CountUnanswered()
    {
        if (Interlocked.Increment(ref _unanswered) <= _limits.ReceiveMaximum || _version != MqttVersion.V5)
            return true;
        End(MqttReason.ReceiveMaximumExceeded, "More messages are under way than the receive maximum allows.");
        return false;
    }

    MqttTopic? Resolve(in MqttPublish publish)
    {
        _topics ??= new TopicTable(_server.Options.TopicsPerConnection);
        if (publish.TopicAlias == 0)
            return _topics.Get(publish.Topic.Span);
        if (publish.TopicAlias > _server.Options.TopicAliasMaximum)
        {
            End(MqttReason.TopicAliasInvalid, "The topic alias is higher than the maximum."); // [MQTT-3.3.2-9]
            return null;
        }

        if (_aliasesIn.Length == 0)
            _aliasesIn = new MqttTopic?[_server.Options.TopicAliasMaximum + 1];
        if (!publish.Topic.IsEmpty)
            return _aliasesIn[publish.TopicAlias] = _topics.Get(publish.Topic.Span);
        if (_aliasesIn[publish.TopicAlias] is { } known)
            return known;
        End(MqttReason.ProtocolError, "The topic alias was not set.");
        return null;
    }

    MqttReason Verdict(MqttTopic topic)
    {
        if (topic.VerdictVersion != _server.VerdictVersion)
        {
            topic.VerdictVersion = _server.VerdictVersion;
            topic.Verdict = !MqttFilter.IsShallow(topic.Name) ? MqttReason.TopicNameInvalid
                : _server.Authority.MayPublish(Client, topic.Name) ? MqttReason.Success : MqttReason.NotAuthorized;
            if (topic.Verdict != MqttReason.Success)
                _server.Observer?.Denied(Client, topic.Name, publish: true);
        }

        return topic.Verdict;
    }

    void Answered(MqttPacketType type)
    {
        if (type != MqttPacketType.PubRel && Interlocked.Decrement(ref _unanswered) < 0)
            Interlocked.Increment(ref _unanswered); // a message of an earlier connection
    }
}
