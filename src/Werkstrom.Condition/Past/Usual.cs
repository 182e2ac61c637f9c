namespace Werkstrom.Condition.Past;

/// <summary>What is unusual about a series: each value less what is usual at its time.</summary>
static class Usual
{
    const int Weeks = 8, Days = 7, Least = 3, Steps = 500, LeastSteps = 24;
    const double Kept = 0.95, Normal = 1.4826;

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

    /// <summary>
    /// Each value less the median of up to 500 before it: what is usual of a machine that does the same all the time. Nothing later than a value
    /// is used for it.
    /// </summary>
    /// <param name="values">Of running time, one after the other; NaN where one is missing.</param>
    /// <returns>NaN where the value is missing, or fewer than 24 came before.</returns>
    public static double[] RunningDeviations(double[] values)
    {
        var deviations = new double[values.Length];
        List<double> sorted = [];
        for (var i = 0; i < values.Length; i++)
        {
            var usual = sorted.Count < LeastSteps ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
            deviations[i] = values[i] - usual;
            if (double.IsFinite(values[i]))
                sorted.Insert(Place(sorted, values[i]), values[i]);
            if (i >= Steps && double.IsFinite(values[i - Steps]))
                sorted.RemoveAt(Place(sorted, values[i - Steps]));
        }

        return deviations;
    }

    /// <summary>How far values usually are off: the root mean square of all but the greatest twentieth, those of failures; NaN where there are none.</summary>
    public static double Scatter(IEnumerable<double> deviations)
    {
        double[] squares = [.. deviations.Where(double.IsFinite).Select(d => d * d).Order()];
        return squares.Length == 0 ? double.NaN : Math.Sqrt(squares.Take((int)Math.Ceiling(Kept * squares.Length)).Average());
    }

    /// <summary>
    /// How far values of running time usually are off: 1.4826 times the median of what they are off by, the scatter of normal noise, but a fifth of
    /// <see cref="Scatter"/> at least. Wear that lasted for weeks does not count in it; NaN where there are none.
    /// </summary>
    public static double RunningScatter(IEnumerable<double> deviations)
    {
        double[] off = [.. deviations.Where(double.IsFinite).Select(Math.Abs).Order()];
        // what hardly ever changes has no median to go by
        return off.Length == 0 ? double.NaN : Math.Max(Normal * (off[(off.Length - 1) / 2] + off[off.Length / 2]) / 2, Scatter(off) / 5);
    }

    static int Place(List<double> sorted, double value) => sorted.BinarySearch(value) is var at && at >= 0 ? at : ~at;

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
