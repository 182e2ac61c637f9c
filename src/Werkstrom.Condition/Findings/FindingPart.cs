using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Werkstrom.Condition.Findings;

/// <summary>What one signal has to do with a finding of the whole asset.</summary>
/// <param name="SignalId">The signal.</param>
/// <param name="Share">Its share in the deviation, 0 to 1; those of all signals are together 1 at most.</param>
/// <param name="Value">What was seen of it, in its unit; null when nothing was.</param>
/// <param name="Usual">What is usual instead in the same way of running, in its unit; null when that is not known.</param>
/// <param name="Deviation">How many times its usual scatter it is off; negative: below.</param>
sealed record FindingPart(int SignalId, double Share, double? Value, double? Usual, double Deviation);

/// <summary>Parts are kept with their finding as JSON; nothing asks inside.</summary>
sealed class FindingPartsJson() : ValueConverter<IReadOnlyList<FindingPart>, string>(
    parts => JsonSerializer.Serialize(parts, JsonSerializerOptions.Default),
    text => JsonSerializer.Deserialize<List<FindingPart>>(text, JsonSerializerOptions.Default)!)
{
    public static ValueComparer<IReadOnlyList<FindingPart>> Comparer { get; } =
        new((one, other) => one!.SequenceEqual(other!), parts => parts.Count, parts => parts);
}
