namespace Werkstrom.Learning.Boosting;

/// <summary>The probability of 1.</summary>
sealed class LogisticLoss : Loss
{
    public static double Probability(double score) => 1 / (1 + Math.Exp(-score));

    public override IEnumerable<string> Errors(double[] target, string name)
    {
        if (Array.FindIndex(target, t => t is not (0 or 1)) is >= 0 and var at)
            yield return $"{name}[{at}]: with logistic loss it is 0 or 1, not {target[at]}";
        else if (!target.Contains(0) || !target.Contains(1))
            yield return $"{name}: both 0 and 1 are needed, and all are {(target.Contains(0) ? 0 : 1)}";
    }

    public override double[] Start(double[] target, double[] weights)
    {
        var share = Math.Clamp(target.Zip(weights, (t, w) => t * w).Sum() / weights.Sum(), 1e-9, 1 - 1e-9);
        return [Math.Log(share / (1 - share))];
    }

    public override (double Gradient, double Curvature) At(double target, ReadOnlySpan<double> scores, int output)
    {
        var p = Probability(scores[0]);
        return (p - target, Math.Max(p * (1 - p), 1e-9));
    }

    public override double Value(double target, ReadOnlySpan<double> scores) =>
        Math.Max(scores[0], 0) - (scores[0] * target) + Math.Log(1 + Math.Exp(-Math.Abs(scores[0])));

    public override void Answer(Span<double> scores) => scores[0] = Probability(scores[0]);
}

/// <summary>The probability of each class.</summary>
sealed class SoftmaxLoss(int classes) : Loss
{
    public override int Outputs => classes;

    public override IEnumerable<string> Errors(double[] target, string name)
    {
        if (Array.FindIndex(target, t => t < 0 || t > 1000 || t != Math.Floor(t)) is >= 0 and var at)
        {
            yield return $"{name}[{at}]: a class is a whole number from 0 to 1000, not {target[at]}";
            yield break;
        }

        var seen = target.Distinct().Count();
        if (seen < 2)
            yield return $"{name}: two classes are needed at least, and all are {target.FirstOrDefault()}";
        else if (seen <= target.Max())
            yield return $"{name}: classes are numbered without gaps from 0, and {seen} of 0 to {target.Max()} are there";
    }

    public override double[] Start(double[] target, double[] weights)
    {
        var shares = new double[classes];
        for (var i = 0; i < target.Length; i++)
            shares[(int)target[i]] += weights[i];
        return [.. shares.Select(s => Math.Log(Math.Max(s, 1e-9) / weights.Sum()))];
    }

    public override (double Gradient, double Curvature) At(double target, ReadOnlySpan<double> scores, int output)
    {
        var p = Math.Exp(scores[output] - LogSum(scores));
        return (p - (target == output ? 1 : 0), Math.Max(2 * p * (1 - p), 1e-9));
    }

    public override double Value(double target, ReadOnlySpan<double> scores) => LogSum(scores) - scores[(int)target];

    public override void Answer(Span<double> scores)
    {
        var sum = LogSum(scores);
        foreach (ref var score in scores)
            score = Math.Exp(score - sum);
    }

    static double LogSum(ReadOnlySpan<double> scores)
    {
        var (most, sum) = (double.NegativeInfinity, 0.0);
        foreach (var score in scores)
            most = Math.Max(most, score);
        foreach (var score in scores)
            sum += Math.Exp(score - most);
        return most + Math.Log(sum);
    }
}
