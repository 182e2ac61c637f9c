namespace Werkstrom.Learning.Life;

/// <summary>
/// The share of parts that live longer than a time, without any assumption about its form: the product-limit estimate of Kaplan and
/// Meier, <see href="https://doi.org/10.1080/01621459.1958.10501452"/>.
/// </summary>
public sealed class KaplanMeier
{
    KaplanMeier(IReadOnlyList<SurvivalStep> steps) => Steps = steps;

    /// <summary>One step at each time at which something failed, rising in time.</summary>
    public IReadOnlyList<SurvivalStep> Steps { get; }

    /// <summary>The first time at which no more than half live on; null where more than half outlive the last failure.</summary>
    public double? Median => Steps.Where(s => s.Survival <= 0.5).Select(s => (double?)s.Time).FirstOrDefault();

    /// <summary>Estimates the curve. Bounds are on the log-log scale, so that they stay within 0 and 1.</summary>
    /// <param name="lives">One a part; a part that was taken out at the instant of a failure counts as at risk in it.</param>
    /// <param name="confidence">Of the bounds at one time, above 0 and below 1; default 0.95.</param>
    /// <exception cref="ArgumentException">A time is impossible, or nothing failed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public static KaplanMeier Of(IReadOnlyList<LifeTime> lives, double confidence = 0.95)
    {
        LifeTime.Check(lives, 1, nameof(lives));
        var z = Normal.TwoSided(confidence);
        List<SurvivalStep> steps = [];
        var (survival, greenwood, atRisk) = (1.0, 0.0, lives.Count);
        foreach (var same in lives.GroupBy(l => l.Time).OrderBy(g => g.Key))
        {
            var failed = same.Count(l => l.Failed);
            if (failed > 0)
            {
                survival *= 1 - ((double)failed / atRisk);
                greenwood += failed / ((double)atRisk * (atRisk - failed)); // infinite when the last one fails: nothing is left
                steps.Add(Step(same.Key, atRisk, failed, survival, greenwood, z));
            }

            atRisk -= same.Count();
        }

        return new(steps);
    }

    /// <summary>Share that lives longer than a time, 0 to 1. After the last life seen it stays as it was: nothing is known there.</summary>
    public double At(double time) => Steps.LastOrDefault(s => s.Time <= time) is { AtRisk: > 0 } step ? step.Survival : 1;

    static SurvivalStep Step(double time, int atRisk, int failed, double survival, double greenwood, double z)
    {
        if (survival <= 0)
            return new(time, atRisk, failed, 0, 0, 0, 0);
        var spread = Math.Exp(z * Math.Sqrt(greenwood) / -Math.Log(survival));
        return new(
            time, atRisk, failed, survival, survival * Math.Sqrt(greenwood), Math.Pow(survival, spread), Math.Pow(survival, 1 / spread));
    }
}
