namespace Werkstrom.Learning.Life;

/// <summary>
/// Lives by the Weibull distribution: the share that lives longer than t is exp(−(t / scale)^shape). A shape above 1 wears out, 1 fails by
/// chance, below 1 fails young (<see href="https://www.itl.nist.gov/div898/handbook/apr/section1/apr162.htm"/>).
/// </summary>
public sealed record Weibull
{
    /// <summary>A distribution of given parameters.</summary>
    /// <param name="shape">β, above 0 and finite.</param>
    /// <param name="scale">η, above 0 and finite: when 63.2 % have failed, in the unit of the lives.</param>
    /// <exception cref="ArgumentException">A parameter is not above 0 and finite; both are named.</exception>
    public Weibull(double shape, double scale)
    {
        (Shape, Scale) = (shape, scale);
        Faults.Throw([.. Faults.NotPositive((nameof(shape), shape), (nameof(scale), scale))], nameof(shape));
    }

    /// <summary>β: above 1 wears out, 1 fails by chance, below 1 fails young.</summary>
    public double Shape { get; }

    /// <summary>η, in the unit of the lives.</summary>
    public double Scale { get; }

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
        CheckTime(age, nameof(age));
        if (failed is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(failed), failed, "A share that failed is from 0 to below 1.");
        return (Scale * Math.Pow(Math.Pow(age / Scale, Shape) - Math.Log(1 - failed), 1 / Shape)) - age;
    }

    /// <summary>Chance that a part that has reached an age fails within a time, 0 to 1.</summary>
    /// <param name="age">From 0.</param>
    /// <param name="time">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The age or the time is below 0, or not a number.</exception>
    public double FailureWithin(double age, double time)
    {
        CheckTime(age, nameof(age));
        CheckTime(time, nameof(time));
        return 1 - SurvivalOf(age, time);
    }

    /// <summary>Mean time for which a part that has reached an age stays in use when it is replaced after a wait, or when it fails before.</summary>
    /// <param name="age">From 0, finite.</param>
    /// <param name="wait">From 0; infinite: until it fails.</param>
    /// <exception cref="ArgumentOutOfRangeException">The age or the wait is below 0, or not a number.</exception>
    public double InUse(double age, double wait)
    {
        CheckTime(age, nameof(age));
        CheckTime(wait, nameof(wait));
        var worn = Math.Pow(age / Scale, Shape);
        if (double.IsInfinity(worn))
            return 0;
        // the share that lives on is below 1e-16 from here on
        var end = Math.Min(wait, (Scale * Math.Pow(worn + 37, 1 / Shape)) - age);
        return Integral(t => SurvivalOf(age, t), end);
    }

    /// <summary>Mean time in use when every part is replaced at an age at the latest: the integral of the survival.</summary>
    internal double MeanWithin(double age) => InUse(0, age);

    // as one exponential: of parts far beyond their life both survivals alone would be 0
    double SurvivalOf(double age, double time)
    {
        var worn = Math.Pow(age / Scale, Shape);
        return double.IsInfinity(worn) ? time > 0 ? 0 : 1 : Math.Exp(worn - Math.Pow((age + time) / Scale, Shape));
    }

    // Simpson in u, t = end · u^4: steep beginnings of small shapes lie close together
    static double Integral(Func<double, double> of, double end)
    {
        const int Steps = 2000;
        var sum = 0.0;
        for (var i = 0; i <= Steps; i++)
        {
            var u = (double)i / Steps;
            sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * of(end * u * u * u * u) * 4 * u * u * u;
        }

        return sum * end / (3 * Steps);
    }

    static void CheckTime(double time, string name)
    {
        if (!(time >= 0))
            throw new ArgumentOutOfRangeException(name, time, "A time is from 0.");
    }
}
