namespace Werkstrom.Learning.Life;

/// <summary>When to replace a part, and what waiting costs: age replacement by Barlow and Hunter, <see href="https://doi.org/10.1287/opre.8.1.90"/>.</summary>
public sealed record Replacement
{
    /// <summary>Weighs two costs.</summary>
    /// <param name="life">How long parts last.</param>
    /// <param name="planned">Cost of a planned replacement, in any currency; above 0 and finite.</param>
    /// <param name="failure">Cost of a failure with its downtime; above 0 and finite.</param>
    /// <exception cref="ArgumentException">A cost is not above 0 and finite; both are named.</exception>
    public Replacement(Weibull life, double planned, double failure)
    {
        ArgumentNullException.ThrowIfNull(life);
        (Life, Planned, Failure) = (life, planned, failure);
        Faults.Throw([.. Faults.NotPositive((nameof(planned), planned), (nameof(failure), failure))], nameof(planned));
    }

    /// <summary>How long parts last.</summary>
    public Weibull Life { get; }

    /// <summary>Cost of a planned replacement.</summary>
    public double Planned { get; }

    /// <summary>Cost of a failure with its downtime.</summary>
    public double Failure { get; }

    /// <summary>Mean cost by unit of time when every part is replaced at an age, or when it fails before.</summary>
    /// <param name="age">Above 0; infinite: only when it fails.</param>
    /// <exception cref="ArgumentOutOfRangeException">The age is not above 0.</exception>
    public double CostRate(double age) => age > 0
        ? ((Planned * Life.Survival(age)) + (Failure * (1 - Life.Survival(age)))) / Life.MeanWithin(age)
        : throw new ArgumentOutOfRangeException(nameof(age), age, "An age is above 0.");

    /// <summary>
    /// The age at which a planned replacement costs least in the long run; null where waiting for the failure is cheapest: parts that do not
    /// wear (a shape up to 1), or a failure that costs no more than the planned replacement.
    /// </summary>
    public double? BestAge()
    {
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
    /// <exception cref="ArgumentOutOfRangeException">The age or the wait is below 0, or not a number.</exception>
    public double CostOfWaiting(double age, double wait) =>
        (Life.FailureWithin(age, wait) * (Failure - Planned)) - (BestRate() * Life.InUse(age, wait));

    /// <summary>Mean cost by unit of time when parts are replaced at the best age, or on failure where that is cheapest.</summary>
    public double BestRate() => CostRate(BestAge() ?? double.PositiveInfinity);
}
