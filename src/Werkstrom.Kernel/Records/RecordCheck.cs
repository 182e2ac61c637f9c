using System.Globalization;
using System.Text.Json;

namespace Werkstrom.Kernel.Records;

/// <summary>A row checked against its type.</summary>
/// <param name="Values">The values by name of the field, in the types that <see cref="FieldType"/> names; fields without a value are not there.</param>
/// <param name="Errors">What is wrong, by name of the field; empty when the row is good.</param>
public sealed record RecordCheck(IReadOnlyDictionary<string, object> Values, IReadOnlyDictionary<string, string[]> Errors)
{
    /// <summary>True when nothing is wrong.</summary>
    public bool IsGood => Errors.Count == 0;

    internal static RecordCheck Of(RecordType type, IReadOnlyDictionary<string, object?> values)
    {
        Dictionary<string, object> good = new(StringComparer.Ordinal);
        Dictionary<string, string[]> errors = new(StringComparer.Ordinal);
        foreach (var name in values.Keys.Where(name => type.Field(name) is null))
            errors[name] = [$"'{type.Name}' has no such field."];
        foreach (var field in type.Fields)
        {
            var value = Plain(values.GetValueOrDefault(field.Name));
            if (value is null && field.IsRequired)
                errors[field.Name] = ["A value is required."];
            if (value is null)
                continue;
            if (Read(field, value) is { } read)
                good[field.Name] = read;
            else
                errors[field.Name] = [Expected(field)];
        }

        return new RecordCheck(good, errors);
    }

    // JSON and forms alike: null and blank text mean that there is no value
    static object? Plain(object? value) => value switch
    {
        string text => string.IsNullOrWhiteSpace(text) ? null : text.Trim(),
        JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        JsonElement { ValueKind: JsonValueKind.String } json => Plain(json.GetString()),
        JsonElement { ValueKind: JsonValueKind.True } => true,
        JsonElement { ValueKind: JsonValueKind.False } => false,
        JsonElement { ValueKind: JsonValueKind.Number } json => json.TryGetInt64(out var whole) ? whole : json.GetDouble(),
        _ => value,
    };

    static object? Read(RecordField field, object value) => field.Type switch
    {
        FieldType.Text => value is string { Length: <= RecordField.MaxText } text && !text.Contains('\0', StringComparison.Ordinal) ? text : null,
        FieldType.Number => Number(value) is { } number && double.IsFinite(number) ? number : null,
        FieldType.Whole => Whole(value),
        FieldType.Boolean => value as bool? ?? (value is string word && bool.TryParse(word, out var yes) ? yes : null),
        FieldType.Instant => Instant(value),
        _ => value is string choice && field.Choices!.Contains(choice) ? choice : null,
    };

    static double? Number(object value) => value switch
    {
        double number => number,
        float or int or long or short or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    // boxed here: a conditional of long and null would be typed as long?
    static object? Whole(object value) => value switch
    {
        long whole => whole,
        int or short => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        double number when double.IsInteger(number) && Math.Abs(number) <= 9_007_199_254_740_992 => (long)number,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ => null,
    };

    static object? Instant(object value) => value switch
    {
        DateTimeOffset instant => instant.ToUniversalTime(),
        string text when HasOffset(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) =>
            instant.ToUniversalTime(),
        _ => null,
    };

    // without an offset nobody knows which hour is meant
    static bool HasOffset(string text) =>
        text.Length > 10 && (text[^1] is 'Z' or 'z' || text.AsSpan(10).IndexOfAny('+', '-') >= 0);

    static string Expected(RecordField field) => field.Type switch
    {
        FieldType.Text => $"Text of at most {RecordField.MaxText} characters is expected.",
        FieldType.Number => "A finite number is expected.",
        FieldType.Whole => "A whole number is expected.",
        FieldType.Boolean => "true or false is expected.",
        FieldType.Instant => "A point in time with its offset is expected, as in 2026-03-01T08:00:00Z.",
        _ => $"One of these is expected: {string.Join(", ", field.Choices!)}.",
    };
}
