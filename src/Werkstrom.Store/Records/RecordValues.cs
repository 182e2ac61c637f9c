using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Werkstrom.Kernel.Records;

namespace Werkstrom.Store.Records;

/// <summary>The values of a row as the JSON object that is stored, and back.</summary>
static class RecordValues
{
    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyDictionary<string, object> values) => JsonSerializer.Serialize(
        values.OrderBy(v => v.Key, StringComparer.Ordinal).ToDictionary(v => v.Key, v => Plain(v.Value)), Json);

    /// <summary>Reads what was written; a field that its type does not know (any more) is left out.</summary>
    public static Dictionary<string, object> Read(string json, RecordType? type)
    {
        Dictionary<string, object> values = new(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(json);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (Value(member.Value, type?.Field(member.Name)?.Type) is { } value)
                values[member.Name] = value;
        }

        return values;
    }

    /// <summary>An instant as it is stored: UTC, so that it can be compared and cast by SQL.</summary>
    public static string Text(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    static object Plain(object value) => value is DateTimeOffset instant ? Text(instant) : value;

    static object? Value(JsonElement value, FieldType? type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.String, FieldType.Instant) => value.GetDateTimeOffset(),
        (JsonValueKind.String, _) => value.GetString(),
        (JsonValueKind.Number, FieldType.Whole) => value.GetInt64(),
        (JsonValueKind.Number, _) => value.GetDouble(),
        (JsonValueKind.True or JsonValueKind.False, _) => value.GetBoolean(),
        _ => null,
    };
}
