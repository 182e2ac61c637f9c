using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Werkstrom.Connect.Json;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.HomeAssistant;

/// <summary>
/// Reads announcements. A key that is bound to an asset cannot announce: it would say what becomes of topics of others.
/// </summary>
sealed class HomeConfigReader(HomeBook book, HomeTopic topic) : ITopicReader
{
    public string Name => "homeassistant";

    public TopicMember? Plain => null;

    public bool MayReach(Reach reach) => false;

    public Reason? Read(in TopicMessage message, Readings into) =>
        book.Learn(message.Topic, topic, message.Payload, isTried: message.Client is null);

    public void TakenAway(string whole) => book.Forget(whole);
}

/// <summary>What Home Assistant says of itself is for the devices.</summary>
sealed class HomeBirthReader : ITopicReader
{
    public string Name => "homeassistant";

    public TopicMember? Plain => null;

    public bool MayReach(Reach reach) => false;

    public Reason? Read(in TopicMessage message, Readings into) => null;
}

/// <summary>Reads the states of entities that were announced, and whether devices are there.</summary>
sealed class HomeStateReader(HomeSources sources) : ITopicReader
{
    public string Name => "homeassistant";

    public TopicMember? Plain => null;

    public bool MayReach(Reach reach) =>
        sources.Entities.Any(entity => reach.Holds(entity.Path)) || sources.Presences.Any(presence => reach.Holds(presence.Asset + "/_"));

    public Reason? Read(in TopicMessage message, Readings into)
    {
        if (!Utf8.IsValid(message.Payload.Span))
            return Reason.Of(Reasons.Encoding, "home.encoding");
        var text = Encoding.UTF8.GetString(message.Payload.Span);
        using var document = HomeBook.Json(message.Payload);
        try
        {
            foreach (var entity in sources.Entities)
                entity.Read(text, document?.RootElement, message.Arrival, into);
            if (message.Client is not null)
                Hear(message.Topic, text, document?.RootElement, into);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return JsonFaults.Of(e, message.Payload.Span);
        }
    }

    /// <summary>What a message that is retained since an earlier run says of devices.</summary>
    public void Restore(string topic, ReadOnlyMemory<byte> payload, Readings into)
    {
        using var document = HomeBook.Json(payload);
        try
        {
            Hear(topic, Encoding.UTF8.GetString(payload.Span), document?.RootElement, into);
        }
        catch (InvalidOperationException)
        {
            // it could not be read when it came, either
        }
    }

    void Hear(string topic, string text, JsonElement? json, Readings into)
    {
        foreach (var presence in sources.Presences)
        {
            if (presence.Hear(topic, text, json) is { } isHere)
                into.Tell(presence.Asset, isHere);
        }
    }
}
