using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.Mapping;

/// <summary>Where a field goes.</summary>
/// <param name="Path">Path of the signal.</param>
/// <param name="Unit">UCUM code for a new signal; empty when not known.</param>
/// <param name="Kind">Kind for a new signal.</param>
/// <param name="Rule">Position of the rule that fitted; 0 for the one that always holds.</param>
readonly record struct Mapped(string Path, string Unit, SignalKind Kind, long Rule)
{
    public WantedSignal Wanted => new(Path, Kind, Unit);
}
