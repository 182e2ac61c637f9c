namespace Werkstrom.Learning.Life;

/// <summary>
/// Lives by the Weibull distribution: the share that lives longer than t is exp(−(t / scale)^shape). A shape above 1 wears out, 1 fails by
/// chance, below 1 fails young (<see href="https://www.itl.nist.gov/div898/handbook/apr/section1/apr162.htm"/>).
/// </summary>
/// <param name="Shape">β, above 0.</param>
/// <param name="Scale">η, above 0: when 63.2 % have failed, in the unit of the lives.</param>
public sealed record Weibull(double Shape, double Scale)
{
    /// <summary>Share that lives longer than a time, 0 to 1.</summary>
    /// <param name="time">From 0.</param>
    public double Survival(double time) => Math.Exp(-Math.Pow(Math.Max(0, time) / Scale, Shape));

    /// <summary>The time at which a share has failed.</summary>
    /// <param name="failed">From 0, below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not from 0 to below 1.</exception>
    public double Quantile(double failed) => failed is >= 0 and < 1
        ? Scale * Math.Pow(-Math.Log(1 - failed), 1 / Shape)
        : throw new ArgumentOutOfRangeException(nameof(failed), failed, "A share that failed is from 0 to below 1.");

    /// <summary>Mean life.</summary>
    public double Mean => MeanWithin(double.PositiveInfinity);

    /// <summary>How much longer a part that has reached an age lives before a share of its like has failed.</summary>
    /// <param name="age">From 0.</param>
    /// <param name="failed">From 0, below 1; 0.5 is the median of the remaining life.</param>
    /// <exception cref="ArgumentOutOfRangeException">The age is below 0, or the share not from 0 to below 1.</exception>
    public double Remaining(double age, double failed = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(age);
        if (failed is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(failed), failed, "A share that failed is from 0 to below 1.");
        return (Scale * Math.Pow(Math.Pow(age / Scale, Shape) - Math.Log(1 - failed), 1 / Shape)) - age;
    }

    /// <summary>Chance that a part that has reached an age fails within a time, 0 to 1.</summary>
    /// <param name="age">From 0.</param>
    /// <param name="time">From 0.</param>
    public double FailureWithin(double age, double time) => 1 - (Survival(age + time) / Survival(age));

    /// <summary>Mean time in use when every part is replaced at an age at the latest: the integral of the survival.</summary>
    internal double MeanWithin(double age)
    {
        // survival is below 1e-16 from here on
        var end = Math.Min(age, Scale * Math.Pow(37, 1 / Shape));
        const int Steps = 2000;
        // Simpson in u, t = end · u^4: steep beginnings of small shapes lie close together
        var sum = 0.0;
        for (var i = 0; i <= Steps; i++)
        {
            var u = (double)i / Steps;
            sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * Survival(end * u * u * u * u) * 4 * u * u * u;
        }

        return sum * end / (3 * Steps);
    }
}
