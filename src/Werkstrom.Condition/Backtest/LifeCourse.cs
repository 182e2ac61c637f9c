using Werkstrom.Condition.Life;

namespace Werkstrom.Condition.Backtest;

/// <summary>What would have been said of a remaining life at one instant, and what came; lengths in days from the instant on.</summary>
/// <param name="At">Nothing later was used.</param>
/// <param name="Method">By what.</param>
/// <param name="Part">What was said to go first.</param>
/// <param name="Lower">Lower bound.</param>
/// <param name="Middle">As likely before as after.</param>
/// <param name="Upper">Upper bound.</param>
/// <param name="End">The end of that life, as far as it is known today; null while it goes on.</param>
sealed record LifePoint(DateTimeOffset At, LifeMethod Method, string Part, double Lower, double Middle, double Upper, LifeEnd? End)
{
    /// <summary>How long it lasted until it failed; null where it goes on or was replaced before.</summary>
    public double? Came => End is { Failed: true } ? (End.At - At).TotalDays : null;

    /// <summary>Whether the failure came within the range; null where none came.</summary>
    public bool? Held => Came is { } came ? came >= Lower && came <= Upper : null;
}

/// <summary>The remaining life of a machine as it would have been said over a span.</summary>
/// <param name="Points">In order of time; instants at which nothing could be said are not among them.</param>
/// <param name="Asked">At how many instants it was asked.</param>
/// <param name="Days">From one instant to the next.</param>
/// <param name="Range">How often the truth is to lie in the range, for example 0.9.</param>
sealed record LifeCourse(IReadOnlyList<LifePoint> Points, int Asked, double Days, double Range)
{
    /// <summary>The points whose life ended in a failure.</summary>
    public IReadOnlyList<LifePoint> Judged { get; } = [.. Points.Where(p => p.Came is not null)];

    /// <summary>Of how many lives these are.</summary>
    public int Lives => Judged.Select(p => p.End!.Source).Distinct().Count();

    /// <summary>How often the failure came within the range.</summary>
    public Share Held => new(Judged.Count(p => p.Held == true), Judged.Count);

    /// <summary>The middle of how far the middle of the range lay from what came, in days; null where nothing came.</summary>
    public double? MedianError => Median(Judged.Select(p => Math.Abs(p.Middle - p.Came!.Value)));

    /// <summary>The same with its sign: above 0 too late.</summary>
    public double? MedianLate => Median(Judged.Select(p => p.Middle - p.Came!.Value));

    /// <summary>Points whose upper bound has passed without a failure: they were too short.</summary>
    /// <param name="now">Up to when that is known.</param>
    public int Outlived(DateTimeOffset now) => Points.Count(p => p.Came is null && ((p.End?.At ?? now) - p.At).TotalDays > p.Upper);

    static double? Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
