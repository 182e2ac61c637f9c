namespace Werkstrom.Learning.Health;

/// <summary>One way in which a machine is run.</summary>
/// <param name="Number">Its number, from 0; the same among those that were found together.</param>
/// <param name="State">Its state as the signal of states says it; null without one.</param>
/// <param name="Levels">The levels of the signals that tell it apart from others of the same state; empty with none.</param>
/// <param name="Rows">In how many rows it was seen.</param>
public sealed record OperatingRegime(int Number, double? State, IReadOnlyList<RegimeLevel> Levels, int Rows);

/// <summary>A level of a signal that tells how the machine is run.</summary>
/// <param name="Sensor">Column of the signal.</param>
/// <param name="From">From this value on; negative infinity for the lowest level.</param>
/// <param name="To">To below this value; positive infinity for the highest.</param>
/// <param name="Mean">Mean of what was seen of it.</param>
public sealed record RegimeLevel(int Sensor, double From, double To, double Mean);
