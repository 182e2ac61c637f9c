using System.Text;
using System.Text.Json;

namespace Werkstrom.Connect.Mqtt.Browse;

/// <summary>Makes JSON of the start of a payload, as it is kept of long ones: what is whole stays, what is open is closed.</summary>
static class PayloadStart
{
    /// <summary>The payload up to its last whole value, closed.</summary>
    /// <param name="payload">JSON, or its start.</param>
    /// <returns>Null when it holds no whole value.</returns>
    public static byte[]? Close(ReadOnlySpan<byte> payload)
    {
        Utf8JsonReader reader = new(payload, isFinalBlock: false, default);
        Stack<char> open = new();
        var (length, closers) = (0, "");
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    open.Push(reader.TokenType == JsonTokenType.StartObject ? '}' : ']');
                else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                    open.Pop();
                if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray))
                    (length, closers) = ((int)reader.BytesConsumed, string.Concat(open));
            }
        }
        catch (JsonException)
        {
            // what came before is whole
        }

        return length == 0 ? null : [.. payload[..length], .. Encoding.UTF8.GetBytes(closers)];
    }
}
