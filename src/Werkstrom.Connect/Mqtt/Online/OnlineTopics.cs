using System.Text.Json;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.Mqtt.Online;

/// <summary>
/// Topics such as <c>works/press3/status</c>, on which machines say <c>online</c> and leave <c>offline</c> as their will: by the names of
/// their last level.
/// </summary>
sealed class OnlineTopics(IOptions<MqttOptions> options) : ITopicKind
{
    readonly string[] _names = options.Value.OnlineTopics.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public int Order => 300;

    public ITopicReader? Open(string topic) =>
        topic.LastIndexOf('/') is > 0 and var slash && Array.Exists(_names, name => topic.AsSpan(slash + 1).SequenceEqual(name))
            && DefaultReader.PathOf(topic[..slash]) is { Length: > 0 } asset
            ? new OnlineReader(topic, asset)
            : null;
}

/// <summary>Reads a topic that may say whether an asset is online; other payloads are read as on any topic.</summary>
/// <param name="topic">The topic.</param>
/// <param name="asset">Path of the asset.</param>
sealed class OnlineReader(string topic, string asset) : ITopicReader
{
    readonly DefaultReader _else = new(topic);
    readonly TopicMembers _members = new();

    public string Name => "online";

    public TopicMember? Plain => _else.Plain;

    public bool MayReach(Reach reach) => _else.MayReach(reach);

    public Reason? Read(in TopicMessage message, Readings into)
    {
        if (OnlineWords.Of(message.Payload) is not { } isOnline)
            return _else.Read(message, into);
        into.Tell(asset, isOnline);
        into.AddState(_members.Of(DefaultReader.PathOf(topic), kind: SignalKind.State), "", isOnline ? OnlineWords.Online : OnlineWords.Offline, message.Arrival);
        return null;
    }
}

/// <summary>What machines say when they come and go: a word, or an object with it as <c>state</c>.</summary>
static class OnlineWords
{
    public const string Online = "online";
    public const string Offline = "offline";

    // a longer payload is no word
    const int Longest = 200;

    /// <summary>What a payload says; null when it says neither.</summary>
    public static bool? Of(ReadOnlyMemory<byte> payload)
    {
        var text = payload.Span.Trim(" \t\r\n"u8);
        if (text.Length > Longest)
            return null;
        if (!text.StartsWith("{"u8))
            return Of(text);
        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement.TryGetProperty("state", out var state) && state.ValueKind == JsonValueKind.String
                ? Of(System.Text.Encoding.UTF8.GetBytes(state.GetString()!))
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or half a surrogate pair in a text
        }
    }

    static bool? Of(ReadOnlySpan<byte> word)
    {
        if (Is(word, Online) || Is(word, "connected"))
            return true;
        return Is(word, Offline) || Is(word, "disconnected") || Is(word, "lost") ? false : null;
    }

    static bool Is(ReadOnlySpan<byte> word, string meant) => System.Text.Ascii.EqualsIgnoreCase(word, meant);
}
