using Werkstrom.Connect.Mapping;

namespace Werkstrom.Connect.Mqtt;

/// <summary>Where topics lead.</summary>
static class TopicBook
{
    /// <summary>What is known of a topic; made anew for each connection that uses it.</summary>
    public static TopicSeries SeriesOf(string topic) => new(PathOf(topic));

    /// <summary>Whether some message of a topic can lead into what a bound key reaches. The signal of each value is asked again.</summary>
    public static bool MayReach(string topic, Reach reach) =>
        !topic.StartsWith('$') && PathOf(topic) is { Length: > 0 } path && (reach.Holds(path) || reach.Holds($"{path}/{Below}"));

    // stands for a signal below the topic
    const string Below = "_";

    /// <summary>The topic as a path, its levels as names; empty levels are left out.</summary>
    static string PathOf(string topic) => PathTemplate.Levels(topic);
}
