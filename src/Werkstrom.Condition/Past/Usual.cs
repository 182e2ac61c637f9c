namespace Werkstrom.Condition.Past;

/// <summary>What is unusual about a series: each value less what is usual at its time.</summary>
static class Usual
{
    const int Weeks = 8, Days = 7, Least = 3;
    const double Kept = 0.95;

    /// <summary>
    /// Each value less the median of the same time of the week of up to eight weeks before it (one step around it); in the first week of
    /// the same time of the day. Nothing later than a value is used for it.
    /// </summary>
    /// <param name="values">Of equal steps; NaN where one is missing.</param>
    /// <param name="step">Length of a step; a day is a whole number of steps.</param>
    /// <returns>NaN where the value is missing, or fewer than three are there to compare with.</returns>
    public static double[] Deviations(double[] values, TimeSpan step)
    {
        var day = (int)(TimeSpan.FromDays(1) / step);
        var around = day > 1 ? 1 : 0;
        var deviations = new double[values.Length];
        List<double> before = [];
        for (var i = 0; i < values.Length; i++)
        {
            deviations[i] = double.NaN;
            if (!double.IsFinite(values[i]))
                continue;
            var usual = Median(values, i, 7 * day, Weeks, around, before);
            deviations[i] = values[i] - (double.IsNaN(usual) ? Median(values, i, day, Days, around, before) : usual);
        }

        return deviations;
    }

    /// <summary>How far values usually are off: the root mean square of all but the greatest twentieth, those of failures; NaN where there are none.</summary>
    public static double Scatter(IEnumerable<double> deviations)
    {
        double[] squares = [.. deviations.Where(double.IsFinite).Select(d => d * d).Order()];
        return squares.Length == 0 ? double.NaN : Math.Sqrt(squares.Take((int)Math.Ceiling(Kept * squares.Length)).Average());
    }

    static double Median(double[] values, int at, int period, int periods, int around, List<double> before)
    {
        before.Clear();
        for (var then = at - period; then >= 0 && then >= at - (periods * period); then -= period)
        {
            for (var i = Math.Max(0, then - around); i <= then + around && i < at; i++)
            {
                if (double.IsFinite(values[i]))
                    before.Add(values[i]);
            }
        }

        if (before.Count < (around == 0 ? 1 : Least))
            return double.NaN;
        before.Sort();
        return (before[(before.Count - 1) / 2] + before[before.Count / 2]) / 2;
    }
}
