using System.Runtime.Intrinsics;

namespace Werkstrom.Learning.Boosting;

/// <summary>The best question about one column at a node.</summary>
/// <param name="Gain">How much the loss falls; 0 where nothing helps.</param>
/// <param name="Column">Column asked for.</param>
/// <param name="Bin">Intervals up to this one go left.</param>
/// <param name="MissingRight">Where a missing value goes.</param>
/// <param name="Left">Sums of the rows that go left: gradient, curvature, rows, weight.</param>
readonly record struct Split(double Gain, int Column, int Bin, bool MissingRight, Vector256<double> Left)
{
    const double Least = 1e-10; // less is rounding

    /// <summary>Looks for it in the sums by interval. Either side keeps the least number of rows.</summary>
    public static Split Find(ReadOnlySpan<Vector256<double>> bins, int used, Vector256<double> all, int column, double minRows, double l2)
    {
        var missing = bins[^1];
        var hasMissing = missing[2] > 0;
        Split best = new(Least, column, -1, false, default);
        var left = Vector256<double>.Zero;
        var parent = Score(all, l2);
        for (var bin = 0; bin < used; bin++)
        {
            left += bins[bin];
            if (bin + 1 < used || hasMissing) // the last limit parts what is there from what is missing
                best = Better(best, left, all, bin, hasMissing || left[2] * 2 > all[2], minRows, l2, parent);
            if (hasMissing && bin + 1 < used)
                best = Better(best, left + missing, all, bin, false, minRows, l2, parent);
        }

        return best.Bin < 0 ? default : best;
    }

    static Split Better(
        Split best, Vector256<double> left, Vector256<double> all, int bin, bool missingRight, double minRows, double l2, double parent)
    {
        var right = all - left;
        if (left[2] < minRows || right[2] < minRows)
            return best;
        var gain = Score(left, l2) + Score(right, l2) - parent;
        return gain > best.Gain ? new(gain, best.Column, bin, missingRight, left) : best;
    }

    static double Score(Vector256<double> sums, double l2) => sums[0] * sums[0] / (sums[1] + l2 + 1e-12);
}
