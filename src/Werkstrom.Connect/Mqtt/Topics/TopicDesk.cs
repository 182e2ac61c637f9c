using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Topics;

/// <summary>Chooses who reads a topic. The choice is kept with the topic of each connection.</summary>
sealed class TopicDesk(IEnumerable<ITopicKind> kinds, TopicEdition edition)
{
    readonly ITopicKind[] _kinds = [.. kinds.OrderBy(kind => kind.Order)];

    /// <summary>The reader of a topic.</summary>
    public ITopicReader Of(MqttTopic topic)
    {
        if (topic.Tag is TopicChoice choice && choice.Edition == edition.Version)
            return choice.Reader;
        var version = edition.Version; // before asking: what changes meanwhile is asked again
        topic.Tag = choice = new(Open(topic.Name), version);
        return choice.Reader;
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

    sealed record TopicChoice(ITopicReader Reader, long Edition);
}

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
