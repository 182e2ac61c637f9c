using System.Text.Json;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Setup.Trail;

/// <summary>One field of a change, before and after.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Before">Null when it was not there.</param>
/// <param name="After">Null when it is gone.</param>
sealed record Difference(string Field, JsonElement? Before, JsonElement? After)
{
    public static IReadOnlyList<Difference> Of(AuditRow row)
    {
        var (before, after) = (Fields(row.Before), Fields(row.After));
        return [.. before.Keys.Union(after.Keys).Select(f => new Difference(f, Of(before, f), Of(after, f)))
            .Where(d => d.Before is not null || d.After is not null)];
    }

    /// <summary>The values of one side by name; empty when there is none.</summary>
    public static Dictionary<string, JsonElement> Fields(string? json)
    {
        if (json is null || JsonElement.Parse(json) is not { ValueKind: JsonValueKind.Object } fields)
            return [];
        return fields.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).ToDictionary(p => p.Name, p => p.Value);
    }

    static JsonElement? Of(Dictionary<string, JsonElement> fields, string name) => fields.TryGetValue(name, out var value) ? value : null;
}
