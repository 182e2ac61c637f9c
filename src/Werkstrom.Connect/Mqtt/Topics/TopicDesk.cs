using Werkstrom.Connect.Mqtt.Browse;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Topics;

/// <summary>Chooses who reads a topic. The choice is kept with the topic of each connection.</summary>
sealed class TopicDesk(IEnumerable<ITopicKind> kinds, TopicEdition edition, SeenTopics seen)
{
    readonly ITopicKind[] _kinds = [.. kinds.OrderBy(kind => kind.Order)];

    public SeenTopics Seen => seen;

    /// <summary>The reader of a topic, and where what was seen of it is noted.</summary>
    public TopicChoice Of(MqttTopic topic)
    {
        if (topic.Tag is TopicChoice choice && choice.Edition == edition.Version)
            return choice;
        var version = edition.Version; // before asking: what changes meanwhile is asked again
        topic.Tag = choice = new(Open(topic.Name), seen.Of(topic.Name), version);
        return choice;
    }

    /// <summary>A reader of a topic, made anew.</summary>
    public ITopicReader Open(string topic)
    {
        foreach (var kind in _kinds)
        {
            if (kind.Open(topic) is { } reader)
                return reader;
        }

        return new DefaultReader(topic);
    }
}

/// <summary>What is known of a topic of a connection.</summary>
/// <param name="Reader">Who reads it.</param>
/// <param name="Seen">Where it is noted for people; null when it is not.</param>
/// <param name="Edition">When this was chosen.</param>
sealed record TopicChoice(ITopicReader Reader, SeenTopic? Seen, long Edition);

/// <summary>Rises when topics may have other readers than before.</summary>
sealed class TopicEdition
{
    long _version;

    /// <summary>Called after each change.</summary>
    public event Action? Changed;

    public long Version => Volatile.Read(ref _version);

    /// <summary>Has readers chosen anew, for messages from now on, also of clients that are connected.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _version);
        Changed?.Invoke();
    }
}
