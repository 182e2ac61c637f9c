using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Mqtt.Sessions;

/// <summary>
/// A message on its way to subscribers: one object for all of them, its topic, properties and payload as they stand on the wire.
/// </summary>
sealed class Message
{
    const int Sent = (int)MqttPacketType.Publish;

    readonly byte[] _body;
    readonly int _properties;

    public Message(string topic, byte[] utf8, byte[] body, int properties)
    {
        (Topic, Utf8, _body, _properties) = (topic, utf8, body, properties);
    }

    public string Topic { get; }

    /// <summary>The topic in UTF-8.</summary>
    public byte[] Utf8 { get; }

    /// <summary>Properties and payload.</summary>
    public ReadOnlySpan<byte> Body => _body;

    public ReadOnlySpan<byte> Properties => _body.AsSpan(0, _properties);

    public ReadOnlySpan<byte> Payload => _body.AsSpan(_properties);

    public required MqttQos Qos { get; init; }

    public required bool Retain { get; init; }

    /// <summary>When it was published, in Unix milliseconds.</summary>
    public required long PublishedAt { get; init; }

    /// <summary>Seconds that it lives, or null.</summary>
    public uint? Expiry { get; init; }

    /// <summary>What it counts for in a queue, in bytes.</summary>
    public int Size => 96 + Utf8.Length + _body.Length;

    /// <summary>What a publisher sent, in memory of its own.</summary>
    public static Message From(in MqttPublish publish, MqttTopic topic, long now)
    {
        var kept = publish.TopicAlias == 0 && publish.ExpiryInterval is null
            ? publish.RawProperties.Length
            : PassedOn(publish.RawProperties, Sent, default);
        var body = new byte[kept + publish.Payload.Length];
        if (kept == publish.RawProperties.Length)
            publish.RawProperties.Span.CopyTo(body);
        else
            PassedOn(publish.RawProperties, Sent, body);
        publish.Payload.Span.CopyTo(body.AsSpan(kept));
        return new Message(topic.Name, topic.Utf8, body, kept)
        {
            Qos = publish.Qos,
            Retain = publish.Retain,
            PublishedAt = now,
            Expiry = publish.ExpiryInterval,
        };
    }

    /// <summary>What the server or a will says.</summary>
    public static Message From(string topic, ReadOnlySpan<byte> payload, MqttQos qos, bool retain, MqttProperties? properties, long now)
    {
        var raw = properties is null ? [] : MqttWriter.Properties(properties);
        var kept = new byte[raw.Length];
        var length = PassedOn(raw, PropertyRules.Will, kept);
        return new Message(topic, System.Text.Encoding.UTF8.GetBytes(topic), [.. kept.AsSpan(0, length), .. payload], length)
        {
            Qos = qos,
            Retain = retain,
            PublishedAt = now,
            Expiry = properties?.MessageExpiryInterval,
        };
    }

    public bool IsExpired(long now) => Expiry is { } seconds && now >= PublishedAt + (seconds * 1000L);

    /// <summary>Seconds left, rounded up; what a subscriber is told [MQTT-3.3.2-6].</summary>
    public uint? ExpiryLeft(long now) =>
        Expiry is { } seconds ? (uint)Math.Clamp(seconds - ((now - PublishedAt) / 1000), 0, seconds) : null;

    // alias, expiry, will delay and subscription identifiers are the hop's own; the rest is passed on unaltered and in its order
    static int PassedOn(ReadOnlyMemory<byte> raw, int place, Span<byte> output)
    {
        var length = 0;
        var before = 0;
        var scanner = new PropertyScanner(raw, place);
        while (scanner.Next())
        {
            var after = raw.Length - scanner.Left;
            if (!IsOfTheHop(scanner.Id))
            {
                if (!output.IsEmpty)
                    raw.Span[before..after].CopyTo(output[length..]);
                length += after - before;
            }

            before = after;
        }

        return length;
    }

    static bool IsOfTheHop(MqttPropertyId id) =>
        id is MqttPropertyId.TopicAlias or MqttPropertyId.MessageExpiryInterval or MqttPropertyId.SubscriptionIdentifier or MqttPropertyId.WillDelayInterval;
}
