using System.Text.Json;

namespace Werkstrom.Connect.Mqtt.HomeAssistant;

/// <summary>
/// An object of a configuration: its members by their full or their short names, topics with the base topic <c>~</c> filled in. What a
/// component does not say holds as the whole configuration says it.
/// </summary>
/// <remarks>Source: Home Assistant, "MQTT", section "Supported abbreviations in MQTT discovery messages".</remarks>
readonly struct HomeNode(JsonElement json, string? baseTopic = null, JsonElement? above = null)
{
    readonly string? _base = baseTopic ?? (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("~", out var tilde) && tilde.ValueKind == JsonValueKind.String
        ? tilde.GetString() : null);

    /// <summary>A member by its full and its short name.</summary>
    public JsonElement? this[string full, string brief] => Find(json, full, brief) ?? (above is { } whole ? Find(whole, full, brief) : null);

    /// <summary>The base topic; null when there is none.</summary>
    public string? Base => _base;

    /// <summary>A member as a text; a truth is <c>True</c> or <c>False</c>, a number as it stands.</summary>
    public string? Text(string full, string brief) => this[full, brief] is { } found ? Render(found) : null;

    /// <summary>A member as a topic.</summary>
    public string? Topic(string full, string brief) => Text(full, brief) is { Length: > 0 } topic ? Filled(topic) : null;

    /// <summary>A plain value as a text.</summary>
    public static string? Render(JsonElement cell) => HomeValue.Of(cell) is { Kind: HomeValueKind.Number or HomeValueKind.Text } value ? value.Rendered : null;

    string Filled(string topic)
    {
        if (_base is null)
            return topic;
        if (topic.StartsWith('~'))
            return _base + topic[1..];
        return topic.EndsWith('~') ? topic[..^1] + _base : topic;
    }

    static JsonElement? Find(JsonElement json, string full, string brief)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        var found = json.TryGetProperty(full, out var cell) || json.TryGetProperty(brief, out cell);
        return found && cell.ValueKind != JsonValueKind.Null ? cell : null;
    }
}
