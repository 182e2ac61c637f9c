namespace Werkstrom.Learning.Watching;

/// <summary>One unusual episode of one signal: enough for a sentence that says what, how much and since when.</summary>
/// <param name="At">When it was noticed.</param>
/// <param name="Since">When it began to look unusual; not after <paramref name="At"/>.</param>
/// <param name="Channel">What is unusual.</param>
/// <param name="Score">How many times the furthest deviation known of this signal; 1 is a deviation as far as any before. Finite.</param>
/// <param name="Value">What was seen, in the unit of the signal: the value (Peak, Lasting), the mean of the last steps (Shift), the standard
/// deviation (Spread), the mean step from value to value (Shape), the state (RareState, LongState); seconds for Stuck and Silence.</param>
/// <param name="Usual">What is usual instead, in the same unit; for RareState its share of all states entered, 0 to 1; for LongState its
/// longest stay before, in seconds.</param>
/// <param name="Spread">How far values usually are from what is usual: the mean absolute deviation, in the same unit.</param>
/// <param name="Furthest">The furthest deviation from what is usual before this one, in the same unit; older ones count less.</param>
public sealed record WatchAlarm(
    DateTimeOffset At, DateTimeOffset Since, WatchChannel Channel, double Score, double Value, double Usual, double Spread, double Furthest);
