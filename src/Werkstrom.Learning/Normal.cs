namespace Werkstrom.Learning;

/// <summary>The normal distribution, as far as bounds need it.</summary>
static class Normal
{
    /// <summary>How many standard errors hold a share of the distribution around its middle: 1.96 for 0.95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    public static double TwoSided(double confidence)
    {
        if (confidence is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is above 0 and below 1.");
        return Quantile(0.5 + (confidence / 2));
    }

    /// <summary>
    /// Value below which a share lies: the rational approximations of P. J. Acklam (relative error below 1.2e-9).
    /// </summary>
    public static double Quantile(double p)
    {
        if (p < 0.02425)
            return Tail(Math.Sqrt(-2 * Math.Log(p)));
        if (p > 1 - 0.02425)
            return -Tail(Math.Sqrt(-2 * Math.Log(1 - p)));
        var q = p - 0.5;
        var r = q * q;
        return q * Polynomial(r, -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00)
            / Polynomial(r, -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01, -1.328068155288572e+01, 1);
    }

    static double Tail(double q) =>
        Polynomial(q, -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00)
        / Polynomial(q, 7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1);

    static double Polynomial(double x, params ReadOnlySpan<double> highestFirst)
    {
        var sum = 0.0;
        foreach (var c in highestFirst)
            sum = (sum * x) + c;
        return sum;
    }
}
