namespace Werkstrom.Learning.Courses;

/// <summary>Finds where the level of a short series changes for good.</summary>
public static class Turns
{
    const double OfMedians = 1.2533; // the standard error of a median against that of a mean

    /// <summary>How sure it is, 0 to 1, that the level changed at each point: corrected for that every point was asked; 0 beside a surer neighbour.</summary>
    /// <param name="values">12 or more, at equal steps; NaN for a missing one.</param>
    /// <param name="window">Points on either side that are compared, 2 to a quarter of the points.</param>
    /// <param name="period">Steps after which the course comes again; null to find it, 0 for none.</param>
    /// <exception cref="ArgumentException">Too few, or an impossible window or period.</exception>
    public static (int Period, double[] Sureness) Of(IReadOnlyList<double> values, int window, int? period = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var course = Course.Of(values, new() { Period = period });
        if (window < 2 || window > values.Count / 4)
            throw new ArgumentException($"window: from 2 to {values.Count / 4}, a quarter of the points", nameof(window));
        double[] level = [.. values.Select((v, i) => (double.IsNaN(v) ? course.Expected[i] : v) - course.Season[i])];
        double[] steps = [.. level.Skip(1).Zip(level, (b, a) => Math.Abs(b - a))];
        // scatter by the steps from point to point: a change of level makes but one large step
        var usual = Math.Max(1.4826 / Math.Sqrt(2) * Course.Median(steps), 1e-6 * Math.Max(level.Max(Math.Abs), 1e-9));
        var sure = new double[level.Length];
        for (var i = window; i + window <= level.Length; i++)
        {
            // a single value far out moves the mean and not the median; the mean finds the place
            var (before, after) = (level[(i - window)..i], level[i..(i + window)]);
            var off = Math.Min(Math.Abs(Course.Mean(after) - Course.Mean(before)), Math.Abs(Course.Median([.. after]) - Course.Median([.. before])));
            sure[i] = off / (usual * OfMedians * Math.Sqrt(2.0 / window));
        }

        return (course.Period, [.. sure.Select((z, i) => IsPeak(sure, i, window) ? Math.Max(0, 1 - (level.Length * Tail(z))) : 0)]);
    }

    static bool IsPeak(double[] sure, int at, int window)
    {
        for (var i = Math.Max(0, at - window); i <= Math.Min(sure.Length - 1, at + window); i++)
        {
            if (sure[i] > sure[at] || (sure[i] == sure[at] && i < at))
                return false;
        }

        return sure[at] > 0;
    }

    // both tails of the normal distribution, by a bound that is close from 2 on
    static double Tail(double z) => z < 1 ? 1 : Math.Min(1, 2 * Math.Exp(-z * z / 2) / (z * Math.Sqrt(2 * Math.PI)));
}
