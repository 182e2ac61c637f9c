using Werkstrom.Learning.Profile;

namespace Werkstrom.Condition.Past;

/// <summary>The last stretch of a machine's course: what a case looks like, to be compared with the past.</summary>
sealed class Present
{
    const double LeastShare = 0.8;
    const double Off = 1.5; // noise alone is one scatter off

    readonly Course _course;
    readonly LookLength _length;
    readonly double[] _scatter;
    readonly int[] _measured;
    readonly int[] _compared;

    public Present(Course course, LookLength length)
    {
        (_course, _length, Start) = (course, length, course.Count - length.Width);
        _measured = Start < 0 ? [] : [.. Enumerable.Range(0, course.Signals.Count).Where(s => IsThere(Window(s)))];
        // what never changed is unusual when it does
        _scatter = Start < 0 ? [] : [.. course.Deviations.Select((d, s) => course.Scatter(d.Take(Start)) is > 0 and var usual ? usual : Rms(Window(s)))];
        // what is as usual says nothing of the case, and would make ordinary days alike
        int[] moving = [.. _measured.Where(s => _scatter[s] > 0)];
        int[] off = [.. moving.Where(s => Rms(Window(s)) >= Off * _scatter[s])];
        _compared = off.Length > 0 ? off : moving;
        Size = _compared.Length == 0 ? 0 : Math.Sqrt(_compared.Average(s => Math.Pow(Rms(Window(s)) / _scatter[s], 2)));
    }

    /// <summary>The step with which it begins.</summary>
    public int Start { get; }

    /// <summary>How unusual it is: root mean square over signals and steps, in usual scatters.</summary>
    public double Size { get; }

    /// <summary>Whether enough of it was measured.</summary>
    public bool IsMeasured => Start >= 0 && Array.Exists(_course.Values, v => IsThere(v[Start..]));

    /// <summary>Whether there is a past to compare with: enough days and twice its length of which is known what is usual.</summary>
    public bool HasPast => _measured.Length > 0 && _course.Deviations[_measured[0]].Take(Start).Count(double.IsFinite) is var known
        && known * _length.Step.TotalDays >= _length.LeastDays && known >= 2 * _length.Width;

    /// <summary>How alike each stretch of a course is to it, at most 1, by its beginning; NaN where too much is missing.</summary>
    public double[] LikenessOf(Course past)
    {
        if (past.Count < _length.Width)
            return [];
        var (squares, sizes) = (new double[past.Count - _length.Width + 1], new double[past.Count - _length.Width + 1]);
        foreach (var s in _compared)
        {
            var unit = _scatter[s] * _scatter[s];
            var differences = Situations.Differences(past.Deviations[s], Window(s), LeastShare);
            var own = MeanSquares(past.Deviations[s]);
            for (var i = 0; i < squares.Length; i++)
            {
                squares[i] += differences[i] * differences[i] / unit;
                sizes[i] += own[i] / unit;
            }
        }

        // what did nothing unusual itself is like nothing, however much of it is missing where the present is unusual
        return [.. squares.Select((sum, i) => Math.Sqrt(sizes[i] / _compared.Length) < SimilarSearch.Alike * Size ? Math.Min(0, Likeness(sum)) : Likeness(sum))];
    }

    /// <summary>What each signal does in it and did in a stretch of a course.</summary>
    public IReadOnlyList<SimilarLine> Lines(Course past, int at) =>
        [.. _course.Signals.Select((signal, s) => new SimilarLine(signal, past.Signals[s].Id, _course.Values[s][Start..], past.Values[s][at..(at + _length.Width)]))];

    double Likeness(double sum) => 1 - (Math.Sqrt(sum / _compared.Length) / Size);

    // of each stretch, over what is there of it
    double[] MeanSquares(double[] values)
    {
        var means = new double[values.Length - _length.Width + 1];
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            (sum, count) = double.IsFinite(values[i]) ? (sum + (values[i] * values[i]), count + 1) : (sum, count);
            if (i >= _length.Width && double.IsFinite(values[i - _length.Width]))
                (sum, count) = (sum - (values[i - _length.Width] * values[i - _length.Width]), count - 1);
            if (i >= _length.Width - 1)
                means[i - _length.Width + 1] = count == 0 ? 0 : Math.Max(0, sum) / count;
        }

        return means;
    }

    static double Rms(double[] values) => Math.Sqrt(values.Where(double.IsFinite).Select(v => v * v).DefaultIfEmpty(0).Average());

    bool IsThere(double[] values) => values.Count(double.IsFinite) >= LeastShare * _length.Width;

    double[] Window(int signal) => _course.Deviations[signal][Start..];
}
