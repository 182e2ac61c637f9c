namespace Werkstrom.Learning.Limits;

/// <summary>A rule began to hold, or ended.</summary>
/// <param name="At">The instant at which it did: the same whenever one looks.</param>
/// <param name="Since">Since when its condition had held; not after <paramref name="At"/>.</param>
/// <param name="Active">True: it began. False: it ended.</param>
/// <param name="Value">The value, or the rise or fall, that made it so, in the unit of the signal; NaN where there are no data.</param>
public readonly record struct RuleChange(DateTimeOffset At, DateTimeOffset Since, bool Active, double Value);
