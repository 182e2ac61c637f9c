namespace Werkstrom.Store.Queries;

/// <summary>
/// The mean of every few pixels of a chart: the line within the band from least to greatest value. An hour counts as a whole where it begins.
/// Samples come in order of time.
/// </summary>
/// <param name="from">The first instant of the chart, microseconds.</param>
/// <param name="to">The first instant after it.</param>
/// <param name="pixels">Width of the chart, 1 or more.</param>
sealed class MeanFold(long from, long to, int pixels) : IFold
{
    const int PixelsEach = 4;

    readonly int _columns = Math.Max(1, pixels / PixelsEach);
    readonly List<long> _instants = [];
    readonly List<double> _means = [];
    long _first, _last, _count, _end = long.MinValue;
    double _sum;

    /// <inheritdoc/>
    public void Add(long instant, double value) => Take(instant, instant, 1, value);

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<long> instants, ReadOnlySpan<double> values)
    {
        for (int start = 0, end; start < instants.Length; start = end)
        {
            Add(instants[start], values[start]);
            end = start + 1;
            var sum = 0.0;
            while (end < instants.Length && instants[end] < _end)
                sum += values[end++];
            if (end > start + 1)
                Take(instants[start + 1], instants[end - 1], end - start - 1, sum);
        }
    }

    /// <inheritdoc/>
    public void Add(in Figures hour)
    {
        if (hour.Count > 0)
            Take(hour.FirstAt, hour.LastAt, hour.Count, hour.Sum);
    }

    /// <summary>Ends the last column and gives the middle between its first and last sample, and the mean, in stored units.</summary>
    public (long[] Instants, double[] Means) End()
    {
        Close();
        return ([.. _instants], [.. _means]);
    }

    void Take(long first, long last, long count, double sum)
    {
        if (first >= _end)
        {
            Close();
            _first = first;
            _end = M4.StartOf((int)((Int128)(first - from) * _columns / (to - from)) + 1, from, to, _columns);
        }
        (_last, _count, _sum) = (last, _count + count, _sum + sum);
    }

    void Close()
    {
        if (_count == 0)
            return;
        _instants.Add(_first + ((_last - _first) / 2));
        _means.Add(_sum / _count);
        (_count, _sum) = (0, 0);
    }
}
