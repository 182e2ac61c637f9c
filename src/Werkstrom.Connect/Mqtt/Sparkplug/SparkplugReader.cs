using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>Reads a topic of Sparkplug B.</summary>
/// <param name="name">What reads it, for the page of topics: the format, or a rule.</param>
/// <param name="book">The edge nodes.</param>
/// <param name="rebirths">Asks for births.</param>
/// <param name="topic">The topic.</param>
sealed class SparkplugReader(string name, SparkplugBook book, SparkplugRebirths rebirths, SparkplugTopic topic) : ITopicReader
{
    const string Sequence = "bdSeq";

    // stands for a signal below the asset
    const string Below = "_";

    readonly string _path = topic.Path;

    public string Name => name;

    public TopicMember? Plain => null;

    // commands too; the state of a host application belongs to no asset
    public bool MayReach(Reach reach) => topic.Node.Length > 0 && (reach.Holds(_path) || reach.Holds($"{_path}/{Below}"));

    public Reason? Read(in TopicMessage message, Readings into)
    {
        if (topic.Verb == SparkplugVerb.None)
            return null; // a command is for the node, not for the Store
        SparkplugPayload payload = new();
        if (!payload.TryRead(message.Payload))
            return Reason.Of(Reasons.Syntax, "sparkplug.broken");
        var node = book.Of(topic);
        lock (node.Gate)
        {
            if (message.Client is not null)
                Follow(node, payload, message.Arrival, into);
            return topic.Verb is SparkplugVerb.NodeDeath or SparkplugVerb.DeviceDeath ? null : ReadMetrics(node, payload, message, into);
        }
    }

    // what the message says about the life of node and device, before its values
    void Follow(SparkplugNode node, SparkplugPayload payload, long arrival, Readings into)
    {
        var follows = topic.Verb is SparkplugVerb.NodeBirth or SparkplugVerb.NodeDeath || node.Follows(payload.Sequence);
        switch (topic.Verb)
        {
            case SparkplugVerb.NodeBirth:
                node.Begin(BirthNumber(payload), payload.Sequence);
                TellDevicesGone(node, into);
                into.Tell(_path, true);
                break;
            case SparkplugVerb.NodeDeath:
                Die(node, payload, into);
                break;
            case SparkplugVerb.DeviceBirth:
                Table(node).Begin();
                into.Tell(_path, true);
                break;
            case SparkplugVerb.DeviceDeath:
                Table(node).End();
                into.Tell(_path, false);
                break;
        }

        if (!follows)
            rebirths.Gaps.Add(1);
        var isUnborn = topic.Verb is SparkplugVerb.NodeData or SparkplugVerb.DeviceData && !Table(node).IsBorn;
        if (!follows || isUnborn || (topic.Device is not null && !node.Own.IsBorn))
            rebirths.Ask(node, arrival);
    }

    // a will of an earlier connection may come after the birth of the next one: the number tells them apart
    void Die(SparkplugNode node, SparkplugPayload payload, Readings into)
    {
        if (node.Own.IsBorn && node.BirthNumber is { } born && BirthNumber(payload) is { } died && died != born)
        {
            rebirths.StaleDeaths.Add(1);
            return;
        }

        node.End();
        TellDevicesGone(node, into);
        into.Tell(_path, false);
    }

    Reason? ReadMetrics(SparkplugNode node, SparkplugPayload payload, in TopicMessage message, Readings into)
    {
        var isBirth = topic.Verb is SparkplugVerb.NodeBirth or SparkplugVerb.DeviceBirth;
        SparkplugMoment moment = new(isBirth, isBirth && message.Client is not null, payload.Timestamp, message.Arrival, message.Times);
        var table = Table(node);
        var areKnown = true;
        foreach (var metric in payload.Metrics)
            areKnown &= table.Read(metric, moment, into);
        if (!areKnown && message.Client is not null)
            rebirths.Ask(node, message.Arrival);
        return null;
    }

    SparkplugTable Table(SparkplugNode node) => topic.Device is { } device ? node.Device(device, _path) : node.Own;

    static void TellDevicesGone(SparkplugNode node, Readings into)
    {
        foreach (var device in node.Devices)
            into.Tell(device.Path, false);
    }

    static ulong? BirthNumber(SparkplugPayload payload)
    {
        foreach (var metric in payload.Metrics)
        {
            if (metric is { Name: Sequence, IsNull: false, Value.Field: SparkplugField.Int or SparkplugField.Long })
                return metric.Value.Bits;
        }

        return null;
    }
}
