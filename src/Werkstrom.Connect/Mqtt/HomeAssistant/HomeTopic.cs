using System.Diagnostics.CodeAnalysis;

namespace Werkstrom.Connect.Mqtt.HomeAssistant;

/// <summary>A topic of a configuration: <c>homeassistant/COMPONENT/[NODE/]OBJECT/config</c>.</summary>
/// <param name="Component">What is announced: <c>sensor</c>, or <c>device</c> for several at once.</param>
/// <param name="Node">What the object belongs to; null when it is not named.</param>
/// <param name="Object">The object.</param>
sealed record HomeTopic(string Component, string? Node, string Object)
{
    /// <summary>Reads a topic; false when it is none of a configuration.</summary>
    public static bool TryRead(string prefix, string topic, [NotNullWhen(true)] out HomeTopic? read)
    {
        read = null;
        if (prefix.Length == 0 || !topic.StartsWith(prefix + "/", StringComparison.Ordinal))
            return false;
        read = topic[(prefix.Length + 1)..].Split('/') switch
        {
            [{ Length: > 0 } component, { Length: > 0 } name, "config"] => new(component, null, name),
            [{ Length: > 0 } component, { Length: > 0 } node, { Length: > 0 } name, "config"] => new(component, node, name),
            _ => null,
        };
        return read is not null;
    }
}
