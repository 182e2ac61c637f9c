using System.Text.Json;
using Werkstrom.Connect.Json;
using Werkstrom.Connect.Missing;

namespace Werkstrom.Connect.Mqtt.Topics;

/// <summary>
/// A JSON object that is one sample: <c>{"value":71.5,"time":"2026-01-01T00:00:00Z","quality":"good","unit":"Cel"}</c>. It has a member
/// <c>value</c> (number, boolean, text or null) and, beside it, nothing but time, quality and unit. A text is a state.
/// </summary>
static class SampleObject
{
    const string ValueName = "value";
    const string QualityName = "quality";
    const string UnitName = "unit";

    /// <summary>Names of a member that is a time; the first that there is holds.</summary>
    public static IReadOnlyList<string> TimeNames { get; } = ["time", "timestamp", "ts", "at"];

    /// <summary>Whether an object is a sample.</summary>
    public static bool Is(JsonElement root)
    {
        if (!root.TryGetProperty(ValueName, out var value) || value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            return false;
        foreach (var member in root.EnumerateObject())
        {
            if (member.Name is not (ValueName or QualityName or UnitName) && !TimeNames.Contains(member.Name))
                return false;
        }

        return true;
    }

    /// <summary>Reads a sample.</summary>
    /// <param name="root">An object for which <see cref="Is"/> holds.</param>
    /// <param name="message">Its message.</param>
    /// <param name="to">Where values go that have this unit, and are states or not.</param>
    /// <param name="into">Gets the value.</param>
    /// <returns>All that is wrong with it; null for nothing.</returns>
    public static Reason? Read(JsonElement root, in TopicMessage message, Func<string, bool, TopicMember> to, Readings into)
    {
        Reason? wrong = null;
        var micros = message.Arrival;
        if (TimeOf(root) is { } time && !JsonCells.TryInstant(time, message.Times, out micros))
            Note(ref wrong, Reason.Of(Reasons.Time, "mqtt.time", JsonCells.Short(time)));
        if (!TryUnit(root, out var unit))
            Note(ref wrong, Reason.Of(Reasons.Unit, "json.unit"));
        var quality = Store.Ingest.Quality.Good;
        if (root.TryGetProperty(QualityName, out var cell) && !QualityWords.TryRead(cell, out quality))
            Note(ref wrong, Reason.Of(Reasons.Quality, "mqtt.quality", JsonCells.Short(cell)));
        var value = root.GetProperty(ValueName);
        var number = 0d;
        if (CheckValue(value, out number) is { } bad)
            Note(ref wrong, bad);
        if (wrong is not null)
            return wrong;
        if (value.ValueKind == JsonValueKind.String)
            into.AddState(to("", true), "", value.GetString()!, micros, quality);
        else
            into.Add(to(unit, value.ValueKind is not JsonValueKind.Number), "", number, micros, quality);
        return null;
    }

    static Reason? CheckValue(JsonElement value, out double number)
    {
        number = 0;
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return JsonCells.ReadNumber(value, out number);
            case JsonValueKind.Null:
                return Reason.Of(Reasons.Number, "mqtt.null");
            case JsonValueKind.String when value.ValueEquals(""):
                return Reason.Of(Reasons.Number, "mqtt.no-text");
            default:
                number = value.ValueKind == JsonValueKind.True ? 1 : 0;
                return null;
        }
    }

    static bool TryUnit(JsonElement root, out string unit)
    {
        unit = "";
        if (!root.TryGetProperty(UnitName, out var cell) || cell.ValueKind == JsonValueKind.Null)
            return true;
        unit = cell.ValueKind == JsonValueKind.String ? cell.GetString()! : "";
        return cell.ValueKind == JsonValueKind.String;
    }

    static JsonElement? TimeOf(JsonElement root)
    {
        foreach (var name in TimeNames)
        {
            if (root.TryGetProperty(name, out var cell) && cell.ValueKind != JsonValueKind.Null)
                return cell;
        }

        return null;
    }

    static void Note(ref Reason? wrong, Reason reason) => wrong = wrong?.And(reason) ?? reason;
}
