using System.Text.Unicode;

namespace Werkstrom.Mqtt.Packets;

/// <summary>What a string on the wire may hold.</summary>
static class Utf8Rules
{
    /// <summary>Well-formed UTF-8 (so no surrogates) without U+0000.</summary>
    public static bool IsText(ReadOnlySpan<byte> text) => !text.Contains((byte)0) && Utf8.IsValid(text);

    /// <summary>A topic that a message may have: at least one byte, no wildcard [MQTT-3.3.2-2, MQTT-4.7.3-1].</summary>
    public static bool IsTopic(ReadOnlySpan<byte> text) => text.Length > 0 && !text.ContainsAny((byte)'+', (byte)'#');
}
