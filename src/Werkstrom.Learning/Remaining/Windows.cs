namespace Werkstrom.Learning.Remaining;

/// <summary>What the last samples of a series say: means, slopes, spread, change since the start. Nothing looks ahead.</summary>
sealed class Windows(int[] means, int[] slopes, int spread, bool least)
{
    /// <summary>For every signal.</summary>
    public static readonly Windows Signal = new([15, 60], [60, 120], 30, least: false);

    /// <summary>For the signals fused into one, which is less noisy.</summary>
    public static readonly Windows Fused = new([10, 30, 60, 120, 200], [30, 60, 120, 200], 30, least: true);

    const int Recent = 15; // samples whose mean is compared with the start

    /// <summary>Names of the figures of a series.</summary>
    public IEnumerable<string> Names(string series) =>
    [
        .. means.Select(w => $"{series}: mean of {w}"),
        .. slopes.Select(w => $"{series}: slope of {w}"),
        $"{series}: change since the start",
        $"{series}: spread of {spread}",
        .. least ? [$"{series}: least mean so far"] : Array.Empty<string>(),
    ];

    /// <summary>Number of figures of a series.</summary>
    public int Count => means.Length + slopes.Length + 2 + (least ? 1 : 0);

    /// <summary>Writes the figures of every sample into columns, from a row on.</summary>
    public void Fill(ReadOnlySpan<double> series, int baseline, ReadOnlySpan<float[]> columns, int row)
    {
        Sums sums = new(series);
        var lowest = float.NaN;
        for (var t = 0; t < series.Length; t++)
        {
            var c = 0;
            foreach (var width in means)
                columns[c++][row + t] = (float)sums.Mean(t, width);
            foreach (var width in slopes)
                columns[c++][row + t] = (float)sums.Slope(t, width);
            columns[c++][row + t] = (float)(sums.Mean(t, Recent) - sums.Mean(Math.Min(t, baseline - 1), baseline));
            columns[c++][row + t] = (float)sums.Spread(t, spread);
            if (!least)
                continue;
            if (t + 1 >= means[1])
                lowest = float.IsNaN(lowest) ? (float)sums.Mean(t, means[1]) : Math.Min(lowest, (float)sums.Mean(t, means[1]));
            columns[c][row + t] = lowest;
        }
    }

    /// <summary>Running sums, so that every window costs the same.</summary>
    sealed class Sums
    {
        readonly double[] _values;
        readonly double[] _squares;
        readonly double[] _moments;

        public Sums(ReadOnlySpan<double> series)
        {
            (_values, _squares, _moments) = (new double[series.Length + 1], new double[series.Length + 1], new double[series.Length + 1]);
            for (var t = 0; t < series.Length; t++)
            {
                _values[t + 1] = _values[t] + series[t];
                _squares[t + 1] = _squares[t] + (series[t] * series[t]);
                _moments[t + 1] = _moments[t] + (series[t] * t);
            }
        }

        public double Mean(int t, int width) => (_values[t + 1] - _values[From(t, width)]) / (t + 1 - From(t, width));

        public double Spread(int t, int width)
        {
            var from = From(t, width);
            var mean = Mean(t, width);
            return Math.Sqrt(Math.Max(0, ((_squares[t + 1] - _squares[from]) / (t + 1 - from)) - (mean * mean)));
        }

        /// <summary>Of the straight line through the window, by sample; missing below 5 samples.</summary>
        public double Slope(int t, int width)
        {
            var from = From(t, width);
            double n = t + 1 - from;
            return n < 5 ? double.NaN
                : (_moments[t + 1] - _moments[from] - ((from + t) / 2.0 * (_values[t + 1] - _values[from]))) / (n * ((n * n) - 1) / 12);
        }

        static int From(int t, int width) => Math.Max(0, t + 1 - width);
    }
}
