namespace Werkstrom.Condition.Past.Cost;

/// <summary>What waiting costs against acting now.</summary>
/// <param name="AssetId">The machine.</param>
/// <param name="At">Now: days are counted from here, and nothing later is known.</param>
/// <param name="Inputs">Of what it was made.</param>
/// <param name="Life">How long the machine will still run; null when that is not known.</param>
/// <param name="Course">Day by day; empty when something is not known.</param>
/// <param name="Best">When acting costs least; null when something is not known.</param>
/// <param name="Rate">What a day of use is worth, EUR; null where nothing is known of it: then acting later saves nothing here.</param>
sealed record CostAnswer(
    int AssetId, DateTimeOffset At, CostInputs Inputs, LifeGuess? Life, IReadOnlyList<CostPoint> Course, CostPoint? Best, double? Rate)
{
    /// <summary>What acting now costs, EUR; null when something is not known.</summary>
    public double? Now => Course.Count > 0 ? Inputs.Planned : null;

    /// <summary>The day that is told beside acting now: a week, or the last one before.</summary>
    public CostPoint? Later => Course.Count > 1 ? Course[Math.Min(7, Course.Count - 1)] : null;
}
