namespace Werkstrom.Learning.Health;

/// <summary>
/// Chooses what to learn from among rows of a time of which nobody said that the machine was ill: days that differ from the other days
/// are left out, and rows far beyond the others on few days. Both by medians, so that what is left out does not decide about itself.
/// </summary>
public static class HealthyTime
{
    const int LeastDays = 5, LeastOfDay = 10;
    const double FarDay = 6, FarRow = 10; // in robust standard deviations
    const double SeldomDays = 0.1; // share of the days on which rows far beyond are an exception
    const double Robust = 1.4826; // of a normal distribution, deviation by median deviation

    /// <summary>Says which rows to learn from.</summary>
    /// <param name="rows">In order of time; one value for each sensor, NaN where one is missing.</param>
    /// <param name="regimes">The regime of each row; those of negative ones are left out.</param>
    /// <param name="days">The day of each row, any number that is the same for rows of one day.</param>
    /// <param name="sure">Rows that a person called healthy: never left out; null for none.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static bool[] Choose(IReadOnlyList<double[]> rows, IReadOnlyList<int> regimes, IReadOnlyList<int> days, IReadOnlyList<bool>? sure = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(regimes);
        ArgumentNullException.ThrowIfNull(days);
        if (regimes.Count != rows.Count || days.Count != rows.Count || (sure is not null && sure.Count != rows.Count))
            throw new ArgumentException("Rows, regimes and days are as many as each other.", nameof(rows));
        bool[] chosen = [.. regimes.Select(r => r >= 0)];
        foreach (var regime in Enumerable.Range(0, rows.Count).Where(i => chosen[i]).GroupBy(i => regimes[i]))
        {
            int[] of = [.. regime];
            for (var s = 0; s < rows[of[0]].Length; s++)
                LeaveOut(rows, of, s, days, chosen);
        }

        for (var i = 0; sure is not null && i < chosen.Length; i++)
            chosen[i] |= sure[i] && regimes[i] >= 0;
        return chosen;
    }

    static void LeaveOut(IReadOnlyList<double[]> rows, int[] of, int sensor, IReadOnlyList<int> days, bool[] chosen)
    {
        var seen = Array.FindAll(of, i => double.IsFinite(rows[i][sensor]));
        if (seen.Length == 0)
            return;
        double[] values = [.. seen.Select(i => rows[i][sensor]).Order()];
        var middle = Median(values);
        var scatter = Scatter(values, middle);
        var reach = Math.Max(FarRow * Math.Max(scatter, Step(values)), 3 * (values[(int)(0.99 * (values.Length - 1))] - values[(int)(0.01 * (values.Length - 1))]));
        var off = Array.FindAll(seen, i => Math.Abs(rows[i][sensor] - middle) > reach);

        // what comes again and again, such as a cold start on Mondays, is usual
        if (off.Select(i => days[i]).Distinct().Count() <= Math.Max(1, SeldomDays * seen.Select(i => days[i]).Distinct().Count()))
            Array.ForEach(off, i => chosen[i] = false);
        var medians = seen.GroupBy(i => days[i]).Where(d => d.Count() >= LeastOfDay)
            .ToDictionary(d => d.Key, d => Median([.. d.Select(i => rows[i][sensor]).Order()]));
        if (medians.Count < LeastDays)
            return;
        double[] sorted = [.. medians.Values.Order()];
        var usual = Median(sorted);
        // days may differ by what the values of one day differ at least
        var far = FarDay * Math.Max(Scatter(sorted, usual), Math.Max(scatter, Step(values)) / 2);
        foreach (var row in seen)
            chosen[row] &= !medians.TryGetValue(days[row], out var day) || Math.Abs(day - usual) <= far;
    }

    /// <summary>The least difference between two values: the step in which a sensor counts.</summary>
    static double Step(double[] sorted) => sorted.Zip(sorted.Skip(1), (a, b) => b - a).Where(d => d > 0).DefaultIfEmpty(0).Min();

    /// <summary>The median of values in rising order.</summary>
    internal static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    /// <summary>A standard deviation by the median of the deviations.</summary>
    internal static double Scatter(double[] values, double middle) => Robust * Median([.. values.Select(v => Math.Abs(v - middle)).Order()]);
}
