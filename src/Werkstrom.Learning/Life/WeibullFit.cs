namespace Werkstrom.Learning.Life;

/// <summary>A Weibull distribution estimated from lives, with bounds.</summary>
/// <param name="Distribution">The most likely one.</param>
/// <param name="Shape">Lower and upper bound of the shape.</param>
/// <param name="Scale">Lower and upper bound of the scale.</param>
/// <param name="Failures">Parts that failed.</param>
/// <param name="Censored">Parts that still ran.</param>
/// <param name="LogLikelihood">Of the most likely one.</param>
public sealed record WeibullFit(
    Weibull Distribution, (double Lower, double Upper) Shape, (double Lower, double Upper) Scale, int Failures, int Censored, double LogLikelihood)
{
    /// <summary>
    /// The distribution under which the lives are most likely, those that still ran included (maximum likelihood); bounds by the observed
    /// information on the logarithms of both parameters (<see href="https://doi.org/10.1002/9781118033005"/>, Nelson, chapter 8).
    /// </summary>
    /// <param name="lives">One a part; two failures at different times at least.</param>
    /// <param name="confidence">Of the bounds, above 0 and below 1; default 0.95.</param>
    /// <exception cref="ArgumentException">A time is impossible, or there are too few failures.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public static WeibullFit Of(IReadOnlyList<LifeTime> lives, double confidence = 0.95)
    {
        LifeTime.Check(lives, 2, nameof(lives));
        if (lives.Where(l => l.Failed).DistinctBy(l => l.Time).Count() < 2)
            throw new ArgumentException("lives: two failures at different times are needed at least.", nameof(lives));
        var z = Normal.TwoSided(confidence);
        var unit = lives.Max(l => l.Time); // powers of times up to 1 do not overflow
        (double Log, bool Failed)[] logs = [.. lives.Select(l => (Math.Log(l.Time / unit), l.Failed))];
        var failures = logs.Count(l => l.Failed);
        var shape = Shaped(logs, failures);
        var scale = Math.Pow(logs.Sum(l => Math.Exp(shape * l.Log)) / failures, 1 / shape);
        var (ofShape, ofScale) = Deviations(logs, failures, shape, scale);
        Weibull found = new(shape, scale * unit);
        return new(
            found, Around(shape, z * ofShape), Around(found.Scale, z * ofScale), failures, logs.Length - failures, Likelihood(lives, found));
    }

    // the root of Σ t^β ln t / Σ t^β − 1/β − mean of ln t over the failures, which rises in β
    static double Shaped((double Log, bool Failed)[] logs, int failures)
    {
        var mean = logs.Where(l => l.Failed).Sum(l => l.Log) / failures;
        var (low, high) = (1e-6, 1.0);
        while (Slope(high) < 0 && high < 1e6)
            high *= 2;
        for (var i = 0; i < 200 && high - low > 1e-13 * high; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Slope(middle) < 0 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;

        double Slope(double shape)
        {
            var (sum, weighted) = (0.0, 0.0);
            foreach (var (log, _) in logs)
            {
                var power = Math.Exp(shape * log);
                (sum, weighted) = (sum + power, weighted + (power * log));
            }

            return (weighted / sum) - (1 / shape) - mean;
        }
    }

    // standard errors of ln β and ln η: with z = β (ln t − ln η) the second derivatives are sums of e^z, z e^z and z² e^z
    static (double OfShape, double OfScale) Deviations((double Log, bool Failed)[] logs, int failures, double shape, double scale)
    {
        var (a, b, c) = (0.0, 0.0, 0.0); // ∂² by ln β, by ln β and ln η, by ln η
        foreach (var (log, failed) in logs)
        {
            var z = shape * (log - Math.Log(scale));
            var e = Math.Exp(z);
            a += (z * z * e) + (z * e) - (failed ? z : 0);
            b -= shape * (e + (z * e) - (failed ? 1 : 0));
            c += shape * shape * e;
        }

        var determinant = (a * c) - (b * b);
        return (Math.Sqrt(c / determinant), Math.Sqrt(a / determinant));
    }

    static (double Lower, double Upper) Around(double value, double spread) => (value * Math.Exp(-spread), value * Math.Exp(spread));

    static double Likelihood(IReadOnlyList<LifeTime> lives, Weibull found) => lives.Sum(l =>
        -Math.Pow(l.Time / found.Scale, found.Shape)
        + (l.Failed ? Math.Log(found.Shape / found.Scale) + ((found.Shape - 1) * Math.Log(l.Time / found.Scale)) : 0));
}
