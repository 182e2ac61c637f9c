using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Connect.Mqtt.Topics;

/// <summary>Reads the payloads of one topic. Batches of a connection race for it: what it keeps must bear that.</summary>
interface ITopicReader
{
    /// <summary>What reads the topic, for the page of topics: <c>default</c>, or for example <c>sparkplug</c>.</summary>
    string Name { get; }

    /// <summary>Where a payload goes that is one plain number; null when <see cref="Read"/> must see each payload.</summary>
    TopicMember? Plain { get; }

    /// <summary>Reads the values of a payload that is not empty.</summary>
    /// <param name="message">The payload and what is known of it.</param>
    /// <param name="into">Gets the values, bad ones with their reasons, and which assets are online.</param>
    /// <returns>Why the payload as a whole cannot be read; null when it could, or when it is not meant to be stored.</returns>
    Reason? Read(in TopicMessage message, Readings into);

    /// <summary>The message that the server retained for the topic was taken away.</summary>
    /// <param name="topic">The topic.</param>
    void TakenAway(string topic)
    {
        // most readers keep nothing of it
    }

    /// <summary>Whether some message of the topic can lead into what a bound key reaches. The signal of each value is asked again.</summary>
    bool MayReach(Reach reach);
}

/// <summary>A kind of topics with a reader of its own. Asked once for each topic of a connection, and again after <see cref="TopicEdition.Forget"/>.</summary>
interface ITopicKind
{
    /// <summary>Kinds are asked in this order: the rules at 100, formats that announce themselves (Sparkplug, Home Assistant) at 200, the default last.</summary>
    int Order { get; }

    /// <summary>The reader of a topic; null when it is none of this kind.</summary>
    /// <param name="topic">The topic; it does not begin with <c>$</c>.</param>
    ITopicReader? Open(string topic);
}

/// <summary>A message to be read.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its payload, not empty; the memory is lent.</param>
/// <param name="Arrival">When it came, Unix microseconds: the instant of what has no time of its own.</param>
/// <param name="Times">What instants are plausible.</param>
/// <param name="IsRetained">Whether the server keeps it for those who come later.</param>
/// <param name="Client">Who sent it; null when a refused payload is sent in again or only tried: then nothing may be remembered of it.</param>
readonly record struct TopicMessage(
    string Topic, ReadOnlyMemory<byte> Payload, long Arrival, LineTimes Times, bool IsRetained = false, MqttClientInfo? Client = null);
