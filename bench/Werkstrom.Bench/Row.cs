namespace Werkstrom.Bench;

/// <summary>One figure.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">What was seen.</param>
/// <param name="Unit">Of the value: <c>ms</c>, <c>B</c>, <c>1/s</c>.</param>
/// <param name="Goal">What is demanded, for example <c>≤ 1</c>; null where nothing is.</param>
/// <param name="Holds">Whether the goal is met; null without one.</param>
/// <param name="Peer">What others needed in the same run, with the ratio to ours; null where none can do it.</param>
sealed record Row(string Name, double Value, string Unit, string? Goal, bool? Holds, string? Peer)
{
    /// <summary>A figure that must not be above its goal.</summary>
    public static Row AtMost(string name, double value, string unit, double goal, string? peer = null) =>
        new(name, value, unit, FormattableString.Invariant($"≤ {goal}"), value <= goal, peer);

    /// <summary>A figure that must not be below its goal.</summary>
    public static Row AtLeast(string name, double value, string unit, double goal, string? peer = null) =>
        new(name, value, unit, FormattableString.Invariant($"≥ {goal}"), value >= goal, peer);

    /// <summary>A figure without a goal.</summary>
    public static Row Seen(string name, double value, string unit, string? peer = null) => new(name, value, unit, null, null, peer);
}
