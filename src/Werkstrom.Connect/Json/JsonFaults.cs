using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Werkstrom.Connect.Missing;

namespace Werkstrom.Connect.Json;

/// <summary>Says why JSON cannot be read.</summary>
static class JsonFaults
{
    /// <summary>Objects and arrays may lie in one another so deep: what a <see cref="JsonDocument"/> reads.</summary>
    public const int Deepest = 64;

    /// <summary>Whether reading JSON throws this. A text is decoded late: half a pair of surrogates shows only then.</summary>
    public static bool Is(Exception e) => e is JsonException or InvalidOperationException;

    /// <summary>The reason behind an exception for which <see cref="Is"/> holds.</summary>
    /// <param name="e">The exception.</param>
    /// <param name="payload">What was read.</param>
    public static Reason Of(Exception e, ReadOnlySpan<byte> payload)
    {
        if (e is not JsonException broken)
            return Utf8.IsValid(payload) ? Reason.Of(Reasons.Syntax, "json.surrogate") : Reason.Of(Reasons.Encoding, "home.encoding");
        return IsTooDeep(payload)
            ? Reason.Of(Reasons.Syntax, "json.deep", Deepest.ToString(CultureInfo.InvariantCulture))
            : Reason.Of(Reasons.Syntax, "json.broken", $"{broken.LineNumber + 1}", $"{broken.BytePositionInLine + 1}");
    }

    // the exception says so in words only
    static bool IsTooDeep(ReadOnlySpan<byte> payload)
    {
        Utf8JsonReader reader = new(payload, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= Deepest)
                    return true;
            }
        }
        catch (JsonException)
        {
            // it is broken before it is too deep
        }

        return false;
    }
}
