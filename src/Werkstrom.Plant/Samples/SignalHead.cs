using System.Text.Json.Serialization;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Plant.Samples;

/// <summary>What a chart needs to know of a signal.</summary>
/// <param name="Id">Number.</param>
/// <param name="Path">Path, unique.</param>
/// <param name="Title">What people call it; null when the path is enough.</param>
/// <param name="Unit">UCUM code of the values; empty when not known.</param>
/// <param name="Kind">What the numbers mean.</param>
/// <param name="Limits">Limits in the unit; null when there are none.</param>
/// <param name="States">The texts of a state signal by number; null for other kinds.</param>
sealed record SignalHead(
    int Id, string Path, string? Title, string Unit, SignalKind Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SignalLimits? Limits,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<int, string>? States)
{
    /// <summary>The head of a signal.</summary>
    public static SignalHead Of(Signal signal, SignalCatalog catalog) => new(
        signal.Id, signal.Path, signal.Title, signal.Unit, signal.Kind,
        signal.Limits == SignalLimits.None ? null : signal.Limits,
        signal.Kind == SignalKind.State ? catalog.States(signal.Id) : null);
}
