using System.Text.Json;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Setup.Trail;

/// <summary>One field of a change, before and after, as text.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Before">Null when it was not there.</param>
/// <param name="After">Null when it is gone.</param>
sealed record Difference(string Field, string? Before, string? After)
{
    public static IReadOnlyList<Difference> Of(AuditRow row)
    {
        var (before, after) = (Fields(row.Before), Fields(row.After));
        return [.. before.Keys.Union(after.Keys).Select(f => new Difference(f, before.GetValueOrDefault(f), after.GetValueOrDefault(f)))
            .Where(d => d.Before is not null || d.After is not null)];
    }

    static Dictionary<string, string?> Fields(string? json)
    {
        if (json is null || JsonElement.Parse(json) is not { ValueKind: JsonValueKind.Object } fields)
            return [];
        return fields.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ValueKind == JsonValueKind.Null ? null : p.Value.ToString());
    }
}
