namespace Werkstrom.Learning.Courses;

/// <summary>
/// A short series of equal steps as a whole: what is expected at each point by its period and its trend, and how far values usually are from that.
/// For series that somebody sends all at once; signals that go on are watched by <see cref="Watching.SignalWatch"/>.
/// </summary>
public sealed class Course
{
    /// <summary>Fewer points say nothing.</summary>
    public const int Least = 12;

    const double ToDeviation = 1.4826; // from the median absolute deviation of normal scatter to its standard deviation
    const double UsualMargin = 0.8; // of the deviation: at the sensitivity of 95 the boundary is 4 of them away
    const double Far = 5; // margins; the boundary at the sensitivity of 95
    const double Rounding = 1e-6;

    readonly double[] _values;

    Course(double[] values, int period, double[] expected, double[] season, double margin) =>
        (_values, Period, Expected, Season, Margin) = (values, period, expected, season, margin);

    /// <summary>Steps after which the course comes again; 0 for none.</summary>
    public int Period { get; }

    /// <summary>What is expected at each point.</summary>
    public IReadOnlyList<double> Expected { get; }

    /// <summary>How far is measured: the boundary at a sensitivity s lies (100 − s) margins from what is expected.</summary>
    public double Margin { get; }

    /// <summary>What the period adds at each point; zeros where there is none.</summary>
    internal IReadOnlyList<double> Season { get; }

    /// <summary>Describes a series; values that are far out do not bend what is expected, as long as they are few.</summary>
    /// <param name="values">12 or more, at equal steps; NaN for a missing one.</param>
    /// <param name="settings">How it is judged.</param>
    /// <exception cref="ArgumentException">Too few, or impossible settings; the message names everything.</exception>
    public static Course Of(IReadOnlyList<double> values, CourseSettings settings)
    {
        var filled = Filled(values);
        settings.Check(filled.Length);
        return Robust(filled, settings.Period ?? Periods.Find(filled));
    }

    // once more without what is far out
    static Course Robust(double[] filled, int period)
    {
        var course = Fit(filled, period);
        var limit = Far * course.Margin;
        double[] clean = [.. filled.Select((v, i) => Math.Abs(v - course.Expected[i]) > limit ? course.Expected[i] : v)];
        var again = Fit(clean, period);
        return new(filled, period, [.. again.Expected], [.. again.Season], MarginOf(filled, again.Expected));
    }

    /// <summary>Which points are out, how severe each is (0 to below 1; 0 for those that are not).</summary>
    public double[] Severity(CourseSettings settings)
    {
        var severity = new double[_values.Length];
        var boundary = (100 - settings.Sensitivity) * Margin;
        var most = (int)Math.Floor(settings.MostOut * _values.Length);
        var furthest = Enumerable.Range(0, _values.Length).Select(i => (At: i, Off: Math.Abs(_values[i] - Expected[i]))).Where(p => p.Off > boundary)
            .OrderByDescending(p => p.Off).ThenBy(p => p.At).Take(most);
        foreach (var (at, off) in furthest)
            severity[at] = 1 - (boundary / off);
        return severity;
    }

    /// <summary>What the points before it expect of the last one; it has no say in this.</summary>
    /// <param name="values">13 or more would be better than the least 12; the last is judged.</param>
    /// <param name="settings">How it is judged.</param>
    /// <returns>The period of the points before, what they expect, and the margin.</returns>
    public static (int Period, double Expected, double Margin) Last(IReadOnlyList<double> values, CourseSettings settings)
    {
        var filled = Filled(values);
        settings.Check(filled.Length);
        var before = filled[..^1];
        var period = settings.Period ?? Periods.Find(before);
        if (period > before.Length / 2)
            period = 0;
        var season = Robust(before, period).Season;
        double[] level = [.. before.Select((v, i) => v - season[i])];
        var window = Math.Clamp(period > 0 ? period : 20, 6, Math.Min(60, level.Length));
        List<double> missed = [];
        for (var i = Math.Max(6, level.Length - 400); i < level.Length; i++)
            missed.Add(level[i] - Next(level.AsSpan(Math.Max(0, i - window)..i)));
        var expected = Next(level.AsSpan(^window..)) + (period > 0 ? season[season.Count - period] : 0);
        return (period, expected, Scale(missed, before));
    }

    // the median of the window and its slope from half to half: two outliers change little
    static double Next(ReadOnlySpan<double> window)
    {
        var half = window.Length / 2;
        var (early, late) = (Median([.. window[..half]]), Median([.. window[^half..]]));
        var slope = (late - early) / (window.Length - half);
        return Median([.. window]) + (slope * (window.Length + 1) / 2);
    }

    // what each phase is usually like, then the median around what is left, then the phases once more without that
    static Course Fit(double[] values, int period)
    {
        var first = SeasonOf(values, period);
        var trend = Trend([.. values.Zip(first, (v, s) => v - s)], period);
        var season = SeasonOf([.. values.Zip(trend, (v, t) => v - t)], period);
        double[] expected = [.. trend.Zip(season, (t, s) => t + s)];
        return new(values, period, expected, season, MarginOf(values, expected));
    }

    static double[] SeasonOf(double[] values, int period)
    {
        var season = new double[values.Length];
        if (period == 0)
            return season;
        var phases = new double[period];
        for (var phase = 0; phase < period; phase++)
            phases[phase] = Median([.. Enumerable.Range(0, values.Length).Where(i => i % period == phase).Select(i => values[i])]);
        var middle = phases.Average();
        for (var i = 0; i < season.Length; i++)
            season[i] = phases[i % period] - middle;
        return season;
    }

    // the ends keep the last full window
    static double[] Trend(double[] values, int period)
    {
        var width = Math.Min(Math.Clamp(period > 0 ? 2 * period : values.Length / 4, 7, 121) | 1, values.Length);
        var trend = new double[values.Length];
        for (var i = 0; i < trend.Length; i++)
        {
            var start = Math.Clamp(i - (width / 2), 0, values.Length - width);
            trend[i] = Median([.. values.AsSpan(start, width)]);
        }

        return trend;
    }

    static double MarginOf(double[] values, IReadOnlyList<double> expected) => Scale([.. values.Select((v, i) => v - expected[i])], values);

    // where more than half of the points are as expected to the digit, the mean deviation speaks, and at last the precision of the numbers
    static double Scale(IReadOnlyList<double> missed, double[] values)
    {
        var usual = ToDeviation * Median([.. missed.Select(Math.Abs)]);
        var least = Rounding * Math.Max(values.Max(Math.Abs), 1e-9);
        if (usual < least)
            usual = 0.1 * missed.Average(Math.Abs);
        return UsualMargin * Math.Max(usual, least);
    }

    static double[] Filled(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < Least)
            throw new ArgumentException($"values: {Least} or more are needed, these are {values.Count}", nameof(values));
        var filled = values.ToArray();
        if (filled.Any(double.IsInfinity) || filled.Count(double.IsFinite) < Least)
            throw new ArgumentException($"values: {Least} finite ones are needed", nameof(values));
        for (var i = 0; i < filled.Length; i++)
            filled[i] = double.IsNaN(filled[i]) ? Between(values, i) : filled[i];
        return filled;
    }

    // a missing value lies on the line between its neighbours
    static double Between(IReadOnlyList<double> values, int at)
    {
        var (before, after) = (at - 1, at + 1);
        while (before >= 0 && double.IsNaN(values[before]))
            before--;
        while (after < values.Count && double.IsNaN(values[after]))
            after++;
        if (before < 0)
            return values[after];
        return after >= values.Count ? values[before] : values[before] + ((values[after] - values[before]) * (at - before) / (after - before));
    }

    internal static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }

    internal static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
