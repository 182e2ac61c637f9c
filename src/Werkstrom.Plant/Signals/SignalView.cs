using System.Text.Json.Serialization;
using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Asking;
using Werkstrom.Store.Judging;

namespace Werkstrom.Plant.Signals;

/// <summary>The wire shape of a <see cref="Signal"/>.</summary>
/// <param name="Id">Number; never reused.</param>
/// <param name="Path">Path, unique, compared without case.</param>
/// <param name="Name">Name within its asset.</param>
/// <param name="Title">What people call it; null when the name is enough.</param>
/// <param name="AssetId">Number of its asset.</param>
/// <param name="Unit">UCUM code of the values shown and queried; empty when not known.</param>
/// <param name="StoredUnit">UCUM code in which sources send.</param>
/// <param name="Factor">shown = stored × factor + offset.</param>
/// <param name="Offset">See factor.</param>
/// <param name="Kind">What the numbers mean.</param>
/// <param name="ExpectedInterval">How often a sample is expected as a person set it, ISO 8601 duration; null when nobody did.</param>
/// <param name="LearnedInterval">How often news comes as learned from its samples; null when not known. What was set holds before it.</param>
/// <param name="Limits">Limits in the unit, each or null.</param>
/// <param name="RetentionDays">How many days samples are kept; null for ever.</param>
/// <param name="IsArchived">True when it was put away.</param>
/// <param name="CreatedAt">When it was made, ISO 8601 UTC.</param>
/// <param name="Aliases">Former paths that still reach it; only where one signal is asked for.</param>
/// <param name="States">Texts of a state signal by number; null for other kinds.</param>
/// <param name="Last">Its last value; null when it never sent.</param>
sealed record SignalView(
    int Id, string Path, string Name, string? Title, int AssetId, string Unit, string StoredUnit, double Factor, double Offset,
    SignalKind Kind, string? ExpectedInterval, string? LearnedInterval, SignalLimits Limits, int? RetentionDays, bool IsArchived, string CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Aliases,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<int, string>? States,
    LastView? Last)
{
    /// <summary>The wire shape of a signal.</summary>
    public static SignalView Of(Judgement judged, SignalCatalog catalog, IReadOnlyList<string>? aliases = null)
    {
        var signal = judged.Signal;
        return new(
            signal.Id, signal.Path, signal.Name, signal.Title, signal.AssetId, signal.Unit, signal.StoredUnit, signal.Factor, signal.Offset,
            signal.Kind, Iso.Of(signal.ExpectedInterval), Iso.Of(judged.Learned), signal.Limits, signal.RetentionDays, signal.IsArchived, Iso.Of(signal.CreatedAt),
            aliases, signal.Kind == SignalKind.State ? catalog.States(signal.Id) : null, LastView.Of(judged));
    }
}

/// <summary>A last value.</summary>
/// <param name="At">Instant, ISO 8601 UTC.</param>
/// <param name="Value">In the unit of the signal.</param>
/// <param name="Quality">OPC quality.</param>
/// <param name="Standing">What is to be said of it now.</param>
sealed record LastView(string At, double Value, byte Quality, Standing Standing)
{
    /// <summary>The wire shape of a last value; null when there is none.</summary>
    public static LastView? Of(Judgement judged) => judged.Last is { } last
        ? new(Iso.Of(last.Instant), last.Value, last.Quality, judged.Standing)
        : null;
}
