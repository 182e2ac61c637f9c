namespace Werkstrom.Learning.Profile;

/// <summary>
/// What the sweep needs of each window of a series: mean, one over the norm of what differs from it, and the two figures by which the product
/// of two windows changes when both move on by one sample (<see href="https://arxiv.org/abs/1901.07125"/>, SCAMP).
/// </summary>
sealed class WindowStats
{
    public WindowStats(ReadOnlySpan<double> series, int width)
    {
        Width = width;
        Count = series.Length - width + 1;
        (Mean, Inverse, Df, Dg) = (new double[Count], new double[Count], new double[Count], new double[Count]);
        (IsGap, IsConstant) = (new bool[Count], new bool[Count]);
        Values = Filled(series);
        Mark(series);
        for (var i = 0; i < Count; i++)
            (Mean[i], Inverse[i]) = Of(i);
        for (var i = 1; i < Count; i++)
        {
            Df[i] = (Values[i + width - 1] - Values[i - 1]) / 2;
            Dg[i] = Values[i + width - 1] - Mean[i] + (Values[i - 1] - Mean[i - 1]);
        }
    }

    public int Width { get; }

    public int Count { get; }

    /// <summary>The series less its mean; 0 where a value is missing.</summary>
    public double[] Values { get; }

    public double[] Mean { get; }

    /// <summary>One over the norm; NaN for a window that the sweep is not to compare: with a gap, or constant.</summary>
    public double[] Inverse { get; }

    public double[] Df { get; }

    public double[] Dg { get; }

    /// <summary>Windows in which a value is missing or infinite: they have no neighbour.</summary>
    public bool[] IsGap { get; }

    /// <summary>Windows whose values are all the same.</summary>
    public bool[] IsConstant { get; }

    /// <summary>Sum of the products of two windows' differences from their means.</summary>
    public double Product(int mine, WindowStats other, int its)
    {
        var sum = 0.0;
        for (var k = 0; k < Width; k++)
            sum += (Values[mine + k] - Mean[mine]) * (other.Values[its + k] - other.Mean[its]);
        return sum;
    }

    static double[] Filled(ReadOnlySpan<double> series)
    {
        var (sum, n) = (0.0, 0);
        foreach (var value in series)
        {
            if (double.IsFinite(value))
                (sum, n) = (sum + value, n + 1);
        }

        var filled = new double[series.Length];
        for (var i = 0; i < filled.Length; i++)
            filled[i] = double.IsFinite(series[i]) ? series[i] - (sum / n) : 0;
        return filled;
    }

    void Mark(ReadOnlySpan<double> series)
    {
        var (sinceGap, same) = (0, 0); // samples in a row that are there, and that are alike
        for (var i = 0; i < series.Length; i++)
        {
            sinceGap = double.IsFinite(series[i]) ? sinceGap + 1 : 0;
            same = sinceGap > 1 && series[i] == series[i - 1] ? same + 1 : Math.Min(sinceGap, 1);
            if (i + 1 < Width)
                continue;
            IsGap[i + 1 - Width] = sinceGap < Width;
            IsConstant[i + 1 - Width] = same >= Width;
        }
    }

    (double Mean, double Inverse) Of(int at)
    {
        var window = Values.AsSpan(at, Width);
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in window)
            sum += value;
        var mean = sum / Width;
        foreach (var value in window)
            squares += (value - mean) * (value - mean);
        return (mean, IsGap[at] || IsConstant[at] || squares <= 0 ? double.NaN : 1 / Math.Sqrt(squares));
    }
}
