namespace Werkstrom.Learning.Remaining;

/// <summary>
/// One series from all: the weights with which the signals of one sample follow the (capped) remaining life best, by ridge regression
/// (<see href="https://doi.org/10.1080/00401706.1970.10488634"/>).
/// </summary>
/// <param name="Weights">By signal used, in their order.</param>
/// <param name="Constant">What is added.</param>
sealed record Fusion(double[] Weights, double Constant)
{
    const double Pull = 100; // of the weights towards 0, in rows: signals that say the same share alike

    /// <summary>Learns from some episodes' scaled signals.</summary>
    /// <param name="series">By episode, then signal, then sample.</param>
    /// <param name="cap">Of the remaining life.</param>
    public static Fusion Of(IEnumerable<double[][]> series, double cap)
    {
        double[,]? a = null;
        double[] row = [];
        foreach (var episode in series)
        {
            var width = episode.Length + 2; // signals, the constant, what is to be met
            a ??= new double[width - 1, width];
            row = new double[width];
            for (var t = 0; t < episode[0].Length; t++)
            {
                for (var s = 0; s < episode.Length; s++)
                    row[s] = episode[s][t];
                (row[^2], row[^1]) = (1, Math.Min(cap, episode[0].Length - 1 - t));
                Add(a, row);
            }
        }

        return Solved(a!);
    }

    /// <summary>The fused series of an episode's scaled signals.</summary>
    public double[] Apply(double[][] series)
    {
        var fused = new double[series[0].Length];
        Array.Fill(fused, Constant);
        for (var s = 0; s < series.Length; s++)
        {
            for (var t = 0; t < fused.Length; t++)
                fused[t] += Weights[s] * series[s][t];
        }

        return fused;
    }

    static void Add(double[,] a, double[] row)
    {
        for (var i = 0; i < row.Length - 1; i++)
        {
            for (var j = i; j < row.Length; j++)
                a[i, j] += row[i] * row[j];
        }
    }

    // Gauss-Jordan: the matrix is symmetric and positive by the pull
    static Fusion Solved(double[,] a)
    {
        var n = a.GetLength(0);
        for (var i = 0; i < n; i++)
        {
            a[i, i] += i < n - 1 ? Pull : 1e-9;
            for (var j = 0; j < i; j++)
                a[i, j] = a[j, i];
        }

        for (var i = 0; i < n; i++)
        {
            var pivot = a[i, i];
            for (var j = i; j <= n; j++)
                a[i, j] /= pivot;
            for (var k = 0; k < n; k++)
            {
                var factor = k == i ? 0 : a[k, i];
                for (var j = i; j <= n && factor != 0; j++)
                    a[k, j] -= factor * a[i, j];
            }
        }

        return new([.. Enumerable.Range(0, n - 1).Select(i => a[i, n])], a[n - 1, n]);
    }
}
