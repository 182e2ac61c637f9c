using System.Globalization;
using System.Text.Json;

namespace Werkstrom.Tariff.Market;

/// <summary>Foreign JSON: whatever it is, a fault and no exception.</summary>
static class MarketJson
{
    /// <summary>The document; null with a fault when it is none.</summary>
    public static JsonDocument? Open(string text, List<Fault> faults)
    {
        if (text.AsSpan().TrimStart() is ['<', ..])
        {
            faults.Add(new(1, "the text is HTML or XML instead of JSON"));
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            faults.Add(new(1, $"the JSON is {document.RootElement.ValueKind} instead of an object"));
            document.Dispose();
        }
        catch (JsonException failed)
        {
            faults.Add(new((int)(failed.LineNumber ?? 0) + 1, $"the text is no whole JSON: it breaks at byte {failed.BytePositionInLine ?? 0} of the line"));
        }

        return null;
    }

    /// <summary>A part of an object; null when the other is no object or has no such part.</summary>
    public static JsonElement? Part(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var part) ? part : null;

    /// <summary>The members of a part that must be an array.</summary>
    public static IReadOnlyList<JsonElement> List(this JsonElement element, string name, List<Fault> faults)
    {
        if (element.Part(name) is { ValueKind: JsonValueKind.Array } list)
            return [.. list.EnumerateArray()];
        faults.Add(new(0, $"'{name}' is not there or no array"));
        return [];
    }

    /// <summary>A number, or one in a text.</summary>
    public static decimal? Number(this JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetDecimal(out var value) => value,
        { ValueKind: JsonValueKind.String } text when decimal.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    /// <summary>A text; null when it is none.</summary>
    public static string? Text(this JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>Whether a part is there and not null, so that it must be of its kind.</summary>
    public static bool IsGiven(this JsonElement? element) => element is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) };

    /// <summary>An instant of seconds (or, with 1000, milliseconds) since 1970; null when it is none.</summary>
    public static DateTimeOffset? Instant(this JsonElement? element, int perSecond = 1) =>
        element.Number() is { } number && number == Math.Truncate(number) && number / perSecond is > 0 and < 10_000_000_000m && number % perSecond == 0
            ? DateTimeOffset.FromUnixTimeSeconds((long)(number / perSecond))
            : null;

    /// <summary>When something was made, in milliseconds since 1970, to the second.</summary>
    public static DateTimeOffset? Stamp(this JsonElement? element) =>
        element.Number() is { } number && number is > 0 and < 10_000_000_000_000m ? DateTimeOffset.FromUnixTimeSeconds((long)(number / 1000)) : null;
}
