using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Prices;

/// <summary>Sets the base of an index price so that a reference year earns what a flat price would have earned.</summary>
public static class Neutrality
{
    /// <summary>Finds the base; cap and floor stay as they are.</summary>
    /// <param name="rule">Whose base is looked for.</param>
    /// <param name="flat">The flat price to be met, 0.001 ct/kWh.</param>
    /// <param name="range">The reference year.</param>
    /// <param name="loads">Wh of each of its quarter-hours, 0 or more; a standard load profile.</param>
    /// <returns>The rule, and what it earns above the flat price (µct): less than half of 0.001 ct/kWh either way.</returns>
    /// <exception cref="ArgumentException">Something is missing, or cap and floor do not let it be met.</exception>
    public static (IndexPrice Rule, long Surplus) Balance(IndexPrice rule, int flat, QuarterRange range, IReadOnlyList<int> loads)
    {
        var energy = loads.Sum(l => (long)l);
        if (loads.Count != range.Count || energy <= 0 || loads.Any(l => l < 0))
            throw new ArgumentException(FormattableString.Invariant($"{range.Count} loads of 0 or more are needed, not all of them 0."), nameof(loads));
        if (IndexZones.Unfit(rule.Index, range) is { } unfit)
            throw new ArgumentException(unfit + ".", nameof(rule));
        if (rule.Floor > rule.Cap || rule.Floor > flat || rule.Cap < flat)
            throw new ArgumentException(FormattableString.Invariant($"Between a floor of {rule.Floor} and a cap of {rule.Cap} the mean cannot be {flat}."), nameof(rule));
        var points = new long[101]; // energy at each index: the year is gone through once
        for (var i = 0; i < loads.Count; i++)
            points[rule.Index[range.First + i]!.Value] += loads[i];
        var reach = checked((50 * Math.Abs(rule.Slope)) + 1); // so far from the flat price the base lies at most
        var (low, high) = (checked(flat - reach), checked(flat + reach));
        while (low < high)
        {
            var middle = (int)(((long)low + high) >> 1);
            if (Surplus(rule with { Base = middle }, flat, points) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        // the first base that earns enough, or the one below it, whichever is nearer
        var (enough, less) = (rule with { Base = low }, rule with { Base = low - 1 });
        var (above, below) = (Surplus(enough, flat, points), Surplus(less, flat, points));
        return above <= -below ? (enough, above) : (less, below);
    }

    static long Surplus(IndexPrice rule, int flat, long[] points) => points.Select((energy, index) => energy * (rule.At(index) - (long)flat)).Sum();
}
