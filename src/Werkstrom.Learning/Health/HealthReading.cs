namespace Werkstrom.Learning.Health;

/// <summary>How well a machine is, after one more row.</summary>
/// <param name="Index">100 when it is as in its healthy time, 50 at the limit, near 0 far beyond.</param>
/// <param name="Contributions">The share of each sensor in the deviation, 0 to 1, together 1; all 0 where there is none.</param>
/// <param name="Deviations">How many times its usual scatter each sensor is off on average of the last rows; negative: below.</param>
/// <param name="Since">Since when it has been beyond the limit; null when it is not.</param>
/// <param name="Alarm">Beyond the limit for so long that it lasts; until it is clearly back.</param>
/// <param name="Began">The alarm began with this row.</param>
public sealed record HealthReading(
    double Index, IReadOnlyList<double> Contributions, IReadOnlyList<double> Deviations, DateTimeOffset? Since, bool Alarm, bool Began)
{
    /// <summary>The regime in which it is off as far as the index says; while an alarm lasts it need not be that of the row.</summary>
    public int Regime { get; init; }
}
