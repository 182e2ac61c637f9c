using System.Runtime.Intrinsics;

namespace Werkstrom.Learning.Boosting;

/// <summary>A quantile. A leaf says the quantile of what is left in it, as gradients say only on which side a row is.</summary>
sealed class QuantileLoss(double quantile) : Loss
{
    public override double[] Start(double[] target, double[] weights) => [Of([.. target], [.. weights])];

    public override (double Gradient, double Curvature) At(double target, ReadOnlySpan<double> scores, int output) =>
        (target < scores[0] ? 1 - quantile : -quantile, 1);

    public override double Value(double target, ReadOnlySpan<double> scores) =>
        target < scores[0] ? (1 - quantile) * (scores[0] - target) : quantile * (target - scores[0]);

    public override double Leaf(ReadOnlySpan<int> rows, Vector256<double> sums, double l2, double[] target, double[][] scores, double[] weights)
    {
        var (left, own) = (new double[rows.Length], new double[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
            (left[i], own[i]) = (target[rows[i]] - scores[0][rows[i]], weights[rows[i]]);
        return Of(left, own) * sums[3] / (sums[3] + l2);
    }

    // the first value at which the share is reached
    double Of(double[] values, double[] weights)
    {
        Array.Sort(values, weights);
        var (limit, sum) = (weights.Sum() * quantile, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            sum += weights[i];
            if (sum >= limit)
                return values[i];
        }

        return values[^1];
    }
}
