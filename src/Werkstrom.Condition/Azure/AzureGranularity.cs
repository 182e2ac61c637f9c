using System.Globalization;
using System.Text.Json;

namespace Werkstrom.Condition.Azure;

/// <summary>The steps of a series: so many of a unit, or none, where only the order counts.</summary>
/// <param name="Unit">A word of the Azure Anomaly Detector.</param>
/// <param name="Count">customInterval.</param>
sealed record AzureGranularity(string Unit, int Count)
{
    const int MostSteps = 100_000;

    static readonly Dictionary<string, TimeSpan> Lengths = new(StringComparer.OrdinalIgnoreCase)
    {
        ["weekly"] = TimeSpan.FromDays(7),
        ["daily"] = TimeSpan.FromDays(1),
        ["hourly"] = TimeSpan.FromHours(1),
        ["minutely"] = TimeSpan.FromMinutes(1),
        ["secondly"] = TimeSpan.FromSeconds(1),
        ["microsecond"] = TimeSpan.FromMicroseconds(1),
    };

    /// <exception cref="AzureException">No such granularity or interval.</exception>
    public static AzureGranularity Read(JsonElement body)
    {
        var unit = body.TryGetProperty("granularity", out var word) && word.ValueKind == JsonValueKind.String ? word.GetString()!.ToLowerInvariant()
            : word.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? "none" : "";
        // clients wrote perMinute and perSecond for a while
        unit = unit switch { "perminute" => "minutely", "persecond" => "secondly", var other => other };
        if (unit is not ("yearly" or "monthly" or "none") && !Lengths.ContainsKey(unit))
            throw new AzureException("InvalidGranularity", "'granularity' is one of yearly, monthly, weekly, daily, hourly, minutely, secondly, microsecond, none.");
        if (!body.TryGetProperty("customInterval", out var interval) || interval.ValueKind == JsonValueKind.Null)
            return new(unit, 1);
        return interval.ValueKind == JsonValueKind.Number && interval.TryGetInt32(out var count) && count >= 1
            ? new(unit, count)
            : throw new AzureException("InvalidCustomInterval", "'customInterval' is a whole number of 1 or more.");
    }

    /// <summary>The step of each point, from 0.</summary>
    /// <param name="stamps">As they were sent; null for none.</param>
    /// <exception cref="AzureException">Not in order, twice the same, or not at the steps.</exception>
    public int[] Places(IReadOnlyList<string?> stamps)
    {
        if (Unit == "none")
            return [.. Enumerable.Range(0, stamps.Count)];
        DateTimeOffset[] instants = [.. stamps.Select(Instant)];
        var places = new int[instants.Length];
        for (var i = 1; i < places.Length; i++)
        {
            if (instants[i] <= instants[i - 1])
                throw new AzureException("InvalidSeries", $"The timestamps must rise, and none may be there twice: {stamps[i]} comes after {stamps[i - 1]}.");
            places[i] = Place(instants[0], instants[i])
                ?? throw new AzureException("InvalidSeries", $"The timestamp {stamps[i]} does not lie at a step of {Count} {Unit} from {stamps[0]}.");
        }

        return places;
    }

    int? Place(DateTimeOffset first, DateTimeOffset at)
    {
        if (Unit is "monthly" or "yearly")
        {
            var months = ((at.Year - first.Year) * 12) + at.Month - first.Month;
            var step = Count * (Unit == "yearly" ? 12 : 1);
            return months % step == 0 && first.AddMonths(months) == at ? months / step : null;
        }

        var length = Lengths[Unit].Ticks * Count;
        var ticks = (at - first).Ticks;
        return ticks % length != 0 ? null : ticks / length <= MostSteps ? (int)(ticks / length)
            : throw new AzureException("InvalidSeries", $"The series spans more than {MostSteps} steps.");
    }

    static DateTimeOffset Instant(string? stamp, int place) =>
        stamp is not null && DateTimeOffset.TryParse(stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw new AzureException("InvalidSeries", $"The point {place} has no 'timestamp' as ISO 8601, such as 2026-11-22T00:00:00Z.");
}
