using Werkstrom.Learning.Life;

namespace Werkstrom.Condition.Life;

/// <summary>
/// How long a part will last by dates alone: a Weibull distribution whose parameters are themselves only known within bounds. Both are
/// spread over their bounds, so that a range from few failures is as wide as it has to be.
/// </summary>
sealed class PartLife
{
    /// <summary>So many failures are needed before dates say anything.</summary>
    public const int Least = 3;

    // nodes and weights of Gauss-Hermite quadrature for a normal distribution, 5 points: Abramowitz and Stegun, table 25.10
    static readonly double[] Nodes = [-2.856970, -1.355626, 0, 1.355626, 2.856970];
    static readonly double[] Weights = [0.011257, 0.222076, 0.533333, 0.222076, 0.011257];

    readonly (Weibull Life, double Weight)[] _likely;

    PartLife(WeibullFit fit, (Weibull, double)[] likely) => (Fit, _likely) = (fit, likely);

    /// <summary>What was estimated.</summary>
    public WeibullFit Fit { get; }

    /// <summary>Learns from lives; null where they are too few or too much alike to say anything.</summary>
    /// <param name="lives">One a part, those that still run included.</param>
    public static PartLife? Of(IReadOnlyList<LifeTime> lives)
    {
        if (lives.Count(l => l.Failed) < Least || lives.Where(l => l.Failed).DistinctBy(l => l.Time).Count() < 2)
            return null;
        var fit = WeibullFit.Of(lives, 0.95);
        // a bound is e^(1.96 deviations) away
        var (shape, scale) = (Math.Log(fit.Shape.Upper / fit.Distribution.Shape) / 1.959964, Math.Log(fit.Scale.Upper / fit.Distribution.Scale) / 1.959964);
        if (!double.IsFinite(shape + scale))
            return null;
        return new(fit, [.. Enumerable.Range(0, 25).Select(i => (Moved(fit.Distribution, Nodes[i / 5] * shape, Nodes[i % 5] * scale), Weights[i / 5] * Weights[i % 5]))]);
    }

    /// <summary>How much longer a part of an age lives before a share of its like has failed, in the unit of the lives.</summary>
    /// <param name="age">From 0.</param>
    /// <param name="failed">Above 0, below 1.</param>
    public double Remaining(double age, double failed)
    {
        var alive = Survival(age);
        if (alive < 1e-12)
            return 0; // older than anything that was seen
        var (low, high) = (0.0, Fit.Distribution.Scale);
        while (Survival(age + high) > (1 - failed) * alive && high < 1e9 * Fit.Distribution.Scale)
            high *= 2;
        for (var i = 0; i < 100; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Survival(age + middle) > (1 - failed) * alive ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>The chance that a part of an age fails within a time, 0 to 1.</summary>
    /// <param name="age">From 0.</param>
    /// <param name="time">From 0, in the unit of the lives.</param>
    public double FailureWithin(double age, double time) => Survival(age) is var alive && alive < 1e-12 ? time > 0 ? 1 : 0 : 1 - (Survival(age + time) / alive);

    static Weibull Moved(Weibull life, double shape, double scale) => new(life.Shape * Math.Exp(shape), life.Scale * Math.Exp(scale));

    double Survival(double time) => _likely.Sum(l => l.Weight * l.Life.Survival(time));
}
