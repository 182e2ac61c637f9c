using System.Text;

namespace Werkstrom.Mqtt.Client;

/// <summary>What a topic may be.</summary>
static class TopicRules
{
    const int MostBytes = ushort.MaxValue;

    /// <summary>Refuses what no server may accept.</summary>
    /// <exception cref="ArgumentException">The topic is empty, too long, has a wildcard, or is no text.</exception>
    public static void Check(string topic)
    {
        if (topic.Length == 0 || topic.AsSpan().ContainsAny('+', '#', '\0'))
            throw new ArgumentException("A topic is empty, has a wildcard or U+0000.", nameof(topic));
        CheckText(topic);
    }

    /// <summary>Refuses a filter that cannot be written.</summary>
    /// <exception cref="ArgumentException">The filter is no filter.</exception>
    public static void CheckFilter(string filter)
    {
        if (!Topics.MqttFilter.IsValid(filter) || filter.Contains('\0'))
            throw new ArgumentException($"{filter} is no topic filter.", nameof(filter));
        CheckText(filter);
    }

    static void CheckText(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !IsText(text))
            throw new ArgumentException("A topic has half a surrogate pair.", nameof(text));
        if (text.Length > MostBytes / 3 && Encoding.UTF8.GetByteCount(text) > MostBytes)
            throw new ArgumentException("A topic is longer than 65,535 bytes.", nameof(text));
    }

    static bool IsText(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            // what is no character is replaced by this one
            if (rune.Value == 0xFFFD && !text.Contains('\uFFFD'))
                return false;
        }

        return true;
    }
}
