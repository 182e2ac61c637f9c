namespace Werkstrom.Learning;

/// <summary>How far two series rise and fall together.</summary>
static class Correlation
{
    /// <summary>Pearson's, −1 to 1; 0 where one is constant. Pairs with a missing value do not count.</summary>
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (n, meanA, meanB, ab, aa, bb) = (0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            if (!double.IsFinite(a[i] + b[i]))
                continue;
            var (stepA, stepB) = (a[i] - meanA, b[i] - meanB);
            meanA += stepA / ++n;
            meanB += stepB / n;
            aa += stepA * (a[i] - meanA);
            bb += stepB * (b[i] - meanB);
            ab += stepA * (b[i] - meanB);
        }

        return aa > 0 && bb > 0 ? ab / Math.Sqrt(aa * bb) : 0;
    }
}
