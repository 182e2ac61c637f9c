namespace Werkstrom.Learning.Courses;

/// <summary>Finds after how many steps a series comes again, by its autocorrelation.</summary>
static class Periods
{
    const double Sure = 0.5, AsGood = 0.85;
    const int Longest = 2_000;

    /// <summary>The period, 2 to a third of the points; 0 where none is sure.</summary>
    public static int Find(double[] values)
    {
        var course = Calm(values);
        var variance = Product(course, 0) / course.Length;
        if (variance <= 0)
            return 0;
        var most = Math.Min(Longest, values.Length / 3);
        var alike = new double[most + 2];
        for (var lag = 1; lag < alike.Length && lag < course.Length; lag++)
            alike[lag] = Product(course, lag) / (course.Length - lag) / variance;
        var peaks = Enumerable.Range(2, Math.Max(0, most - 1)).Where(l => alike[l] >= Sure && alike[l] > alike[l - 1] && alike[l] >= alike[l + 1]).ToArray();
        if (peaks.Length == 0)
            return 0;
        // of a period and its multiples the shortest
        var best = peaks.Max(l => alike[l]);
        return peaks.First(l => alike[l] >= AsGood * best);
    }

    // without its straight trend, and without what is far out
    static double[] Calm(double[] values)
    {
        var (n, middle) = (values.Length, (values.Length - 1) / 2.0);
        var mean = Course.Mean(values);
        var (up, across) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            up += (i - middle) * (values[i] - mean);
            across += (i - middle) * (i - middle);
        }

        double[] flat = [.. values.Select((v, i) => v - mean - (up / across * (i - middle)))];
        var center = Course.Median([.. flat]);
        var reach = 5 * Course.Median([.. flat.Select(v => Math.Abs(v - center))]);
        var calm = reach > 0 ? Array.ConvertAll(flat, v => Math.Clamp(v, center - reach, center + reach)) : flat;
        var rest = Course.Mean(calm);
        return [.. calm.Select(v => v - rest)];
    }

    static double Product(double[] values, int lag)
    {
        var sum = 0.0;
        for (var i = lag; i < values.Length; i++)
            sum += values[i] * values[i - lag];
        return sum;
    }
}
