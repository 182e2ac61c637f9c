using Werkstrom.Kernel.Signals;

namespace Werkstrom.Twins.Scene;

/// <summary>A scene: what stands where, and how it is.</summary>
/// <param name="Asset">Number of the asset it shows; null for the whole plant.</param>
/// <param name="Title">What it shows.</param>
/// <param name="At">The instant of the states, ISO 8601 UTC.</param>
/// <param name="Nodes">A group before what stands in it.</param>
sealed record SceneView(int? Asset, string Title, string At, IReadOnlyList<SceneNode> Nodes);

/// <summary>A thing or a group in the scene. Lengths are metres, x to the right, z to the front, seen from above.</summary>
/// <param name="Id">Number of the asset.</param>
/// <param name="ParentId">The group it stands in; null: in none.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Path">Its path, as people read it.</param>
/// <param name="Shape">What it looks like.</param>
/// <param name="IsGroup">True for a floor on which others stand.</param>
/// <param name="X">Its centre.</param>
/// <param name="Z">Its centre.</param>
/// <param name="OriginX">For a group: the point that places in it are counted from.</param>
/// <param name="OriginZ">The same, to the front.</param>
/// <param name="Turn">Degrees clockwise.</param>
/// <param name="Width">Width before it is turned; of a group the width of its floor.</param>
/// <param name="Depth">Depth before it is turned; of a group the depth of its floor.</param>
/// <param name="Height">Height; of a group 0.</param>
/// <param name="IsMoved">True when a person put it there.</param>
/// <param name="Model">Address of its 3D model (GLB); null when it has its shape only.</param>
/// <param name="Url">Its page.</param>
/// <param name="State">How it is.</param>
/// <param name="Signal">The signal that says what it does; null when none does.</param>
/// <param name="Values">The values that are worth a place, three at most.</param>
sealed record SceneNode(
    int Id, int? ParentId, string Name, string Path, SceneShape Shape, bool IsGroup, double X, double Z, double OriginX, double OriginZ, double Turn,
    double Width, double Depth, double Height, bool IsMoved, string? Model, string Url, SceneState State, SceneStateSignal? Signal, IReadOnlyList<SceneValue> Values);

/// <summary>How a thing is.</summary>
/// <param name="Id">Number of the asset.</param>
/// <param name="Tone">good, watch, act, or neutral where nobody can say.</param>
/// <param name="Activity">What it does.</param>
/// <param name="Text">The same in the reader's language.</param>
/// <param name="Health">Its health, 0 to 100; null when it is not known.</param>
sealed record SceneState(int Id, string Tone, SceneActivity Activity, string Text, double? Health);

/// <summary>The signal that says what a thing does.</summary>
/// <param name="Id">Number of the signal.</param>
/// <param name="Texts">What each of its numbers means.</param>
/// <param name="Activities">What a thing does at each of them.</param>
sealed record SceneStateSignal(int Id, IReadOnlyDictionary<int, string> Texts, IReadOnlyDictionary<int, SceneActivity> Activities);

/// <summary>A value of a thing.</summary>
/// <param name="Signal">Number of the signal.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="Value">The last value; null when there is none.</param>
/// <param name="At">When it was measured, milliseconds since 1970; null for never.</param>
/// <param name="StaleAfter">From which age it is stale, seconds.</param>
/// <param name="Limits">Its limits.</param>
sealed record SceneValue(int Signal, string Label, string Unit, double? Value, long? At, double StaleAfter, SignalLimits Limits);

/// <summary>How all things of a scene are.</summary>
/// <param name="At">The instant, ISO 8601 UTC.</param>
/// <param name="States">One a thing.</param>
sealed record SceneStates(string At, IReadOnlyList<SceneState> States);

/// <summary>The past of a scene: the value of each signal that it shows at each of some instants.</summary>
/// <param name="From">The first instant, ISO 8601 UTC.</param>
/// <param name="To">The last instant.</param>
/// <param name="Instants">The instants, milliseconds since 1970.</param>
/// <param name="Signals">Numbers of the signals.</param>
/// <param name="Values">A list a signal with a value an instant; null where there was none.</param>
sealed record ScenePast(string From, string To, IReadOnlyList<long> Instants, IReadOnlyList<int> Signals, IReadOnlyList<IReadOnlyList<double?>> Values);
