using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>
/// The edge nodes that were heard of. Kept in memory: after a start nodes connect anew and send their births, and one that does not is
/// asked for it with its first message.
/// </summary>
sealed class SparkplugBook(SparkplugRebirths rebirths, IOptions<MqttOptions> options) : ITopicKind
{
    // who makes up names all the time does not fill the memory: what comes beyond has no state
    const int Most = 20_000;

    readonly ConcurrentDictionary<string, SparkplugNode> _nodes = new(StringComparer.Ordinal);

    public int Order => 200;

    /// <summary>Opens topics of Sparkplug B; others that only begin like one have no reader here.</summary>
    public ITopicReader? Open(string topic) =>
        options.Value.Sparkplug && SparkplugTopic.TryRead(topic, out var read) ? new SparkplugReader("sparkplug", this, rebirths, read) : null;

    /// <summary>Opens a topic of Sparkplug B as a rule says it; null for another one.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="rule">Name of the rule.</param>
    /// <param name="above">Path of the asset that stands for the group.</param>
    public ITopicReader? Open(string topic, string rule, string above) =>
        SparkplugTopic.TryRead(topic, out var read) ? new SparkplugReader(rule, this, rebirths, read with { Above = above }) : null;

    /// <summary>The edge node of a topic.</summary>
    public SparkplugNode Of(SparkplugTopic topic)
    {
        if (_nodes.TryGetValue(topic.NodeCommands, out var known) && known.Own.Path == topic.NodePath)
            return known;
        SparkplugNode made = new(topic.NodePath, topic.NodeCommands); // also when a rule says another path now: it is asked for its birth
        if (known is not null)
            return _nodes[topic.NodeCommands] = made;
        return _nodes.Count < Most ? _nodes.GetOrAdd(topic.NodeCommands, made) : made;
    }
}
