using System.Text.Json;

namespace Werkstrom.Bench.Condition;

/// <summary>What hits, false alarms and misses are worth.</summary>
sealed record NabProfile(string Name, double Hit, double FalseAlarm, double Miss)
{
    /// <summary>The profiles of <c>config/profiles.json</c>: standard, and those that reward few false alarms or few misses.</summary>
    public static IReadOnlyList<NabProfile> All(string folder)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "config", "profiles.json")));
        return [.. file.RootElement.EnumerateObject().Select(p => Of(p.Name, p.Value.GetProperty("CostMatrix")))];
    }

    static NabProfile Of(string name, JsonElement costs) =>
        new(name, Cost(costs, "tpWeight"), Cost(costs, "fpWeight"), Cost(costs, "fnWeight"));

    static double Cost(JsonElement costs, string name) => costs.GetProperty(name).GetDouble();
}
