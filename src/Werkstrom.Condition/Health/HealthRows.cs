namespace Werkstrom.Condition.Health;

/// <summary>Minutes of an asset in order of time.</summary>
/// <param name="From">Start of the first minute.</param>
/// <param name="Values">By minute, then sensor; NaN where there is none.</param>
/// <param name="States">By minute what the asset did, held until it changed; NaN where that is not known.</param>
sealed record HealthRows(DateTimeOffset From, double[][] Values, double[] States)
{
    public static TimeSpan Minute { get; } = TimeSpan.FromMinutes(1);

    public int Count => Values.Length;

    /// <summary>When a minute was over: the first instant at which it may be judged.</summary>
    public DateTimeOffset EndOf(int row) => From + ((row + 1) * Minute);

    /// <summary>Whether anything was measured in a minute.</summary>
    public bool IsSeen(int row) => Array.Exists(Values[row], double.IsFinite);
}
