namespace Werkstrom.Learning.Life;

/// <summary>When to replace a part, and what waiting costs: age replacement by Barlow and Hunter, <see href="https://doi.org/10.1287/opre.8.1.90"/>.</summary>
/// <param name="Life">How long parts last.</param>
/// <param name="Planned">Cost of a planned replacement, in any currency; above 0.</param>
/// <param name="Failure">Cost of a failure with its downtime; above 0.</param>
public sealed record Replacement(Weibull Life, double Planned, double Failure)
{
    /// <summary>Mean cost by unit of time when every part is replaced at an age, or when it fails before.</summary>
    /// <param name="age">Above 0; infinite: only when it fails.</param>
    public double CostRate(double age) => (Planned * Life.Survival(age) + (Failure * (1 - Life.Survival(age)))) / Life.MeanWithin(age);

    /// <summary>
    /// The age at which a planned replacement costs least in the long run; null where waiting for the failure is cheapest: parts that do not
    /// wear (a shape up to 1), or a failure that costs no more than the planned replacement.
    /// </summary>
    /// <exception cref="InvalidOperationException">A cost is not above 0 and finite.</exception>
    public double? BestAge()
    {
        if (!(Planned > 0 && Failure > 0 && double.IsFinite(Planned + Failure)))
            throw new InvalidOperationException($"Costs are above 0 and finite, not {Planned} and {Failure}.");
        if (Life.Shape <= 1 || Failure <= Planned)
            return null;
        var (low, high) = (Life.Quantile(1e-9), Life.Quantile(1 - 1e-12));
        var ratio = (Math.Sqrt(5) - 1) / 2; // golden section: the rate falls, then rises
        for (var i = 0; i < 100; i++)
        {
            var (a, b) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
            (low, high) = CostRate(a) <= CostRate(b) ? (low, b) : (a, high);
        }

        var best = (low + high) / 2;
        return CostRate(best) < CostRate(double.PositiveInfinity) * (1 - 1e-9) ? best : null;
    }

    /// <summary>
    /// What waiting for a time costs more than replacing a part of an age now: the risk of a failure meanwhile, less what a later
    /// replacement saves at the best rate. Below 0: waiting pays.
    /// </summary>
    /// <param name="age">That the part has reached; from 0.</param>
    /// <param name="wait">How long; from 0.</param>
    /// <exception cref="InvalidOperationException">A cost is not above 0 and finite.</exception>
    public double CostOfWaiting(double age, double wait)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(age);
        ArgumentOutOfRangeException.ThrowIfNegative(wait);
        var rate = CostRate(BestAge() ?? double.PositiveInfinity);
        var inUse = (Life.MeanWithin(age + wait) - Life.MeanWithin(age)) / Life.Survival(age);
        return (Life.FailureWithin(age, wait) * (Failure - Planned)) - (rate * inUse);
    }
}
