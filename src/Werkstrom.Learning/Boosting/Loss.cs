using System.Runtime.Intrinsics;

namespace Werkstrom.Learning.Boosting;

/// <summary>What a model is to bring down, and how its sum of answers is read.</summary>
abstract class Loss
{
    /// <summary>Scores of a row: one, or one a class.</summary>
    public virtual int Outputs => 1;

    public static Loss Of(BoostOptions options, int classes) => options.Loss switch
    {
        BoostLoss.Logistic => new LogisticLoss(),
        BoostLoss.Quantile => new QuantileLoss(options.Quantile),
        BoostLoss.Softmax => new SoftmaxLoss(classes),
        _ => new SquaredLoss(),
    };

    /// <summary>What is wrong with a target, in words.</summary>
    public virtual IEnumerable<string> Errors(double[] target, string name)
    {
        if (Array.FindIndex(target, t => !double.IsFinite(t)) is >= 0 and var at)
            yield return $"{name}[{at}]: what is to be learned is known and finite";
    }

    /// <summary>The best answer that is the same for all, by output.</summary>
    public abstract double[] Start(double[] target, double[] weights);

    /// <summary>Gradient and curvature of a row's loss.</summary>
    public abstract (double Gradient, double Curvature) At(double target, ReadOnlySpan<double> scores, int output);

    /// <summary>Loss of a row.</summary>
    public abstract double Value(double target, ReadOnlySpan<double> scores);

    /// <summary>What a leaf adds, before the learning rate: a Newton step, unless a loss knows better.</summary>
    public virtual double Leaf(ReadOnlySpan<int> rows, Vector256<double> sums, double l2, double[] target, double[][] scores, double[] weights) =>
        -sums[0] / (sums[1] + l2 + 1e-12);

    /// <summary>Turns scores into the answer, in place.</summary>
    public virtual void Answer(Span<double> scores)
    {
    }
}

/// <summary>The mean.</summary>
sealed class SquaredLoss : Loss
{
    public override double[] Start(double[] target, double[] weights) => [target.Zip(weights, (t, w) => t * w).Sum() / weights.Sum()];

    public override (double Gradient, double Curvature) At(double target, ReadOnlySpan<double> scores, int output) => (scores[0] - target, 1);

    public override double Value(double target, ReadOnlySpan<double> scores) => (scores[0] - target) * (scores[0] - target);
}
