namespace Werkstrom.Learning.Boosting;

/// <summary>A table with each value replaced by the number of its interval, so that sums by value are sums by byte.</summary>
sealed class Binned
{
    Binned(byte[][] columns, float[][] uppers, bool[] gaps, int missing) => (Columns, Uppers, Gaps, Missing) = (columns, uppers, gaps, missing);

    /// <summary>Stands for a missing value: the number after the last interval, at most 255.</summary>
    public int Missing { get; }

    /// <summary>Interval numbers by column, then row.</summary>
    public byte[][] Columns { get; }

    /// <summary>Greatest value of each interval but the last, by column: <c>value ≤ upper</c> is in it or before it.</summary>
    public float[][] Uppers { get; }

    /// <summary>Whether a column has missing values.</summary>
    public bool[] Gaps { get; }

    /// <summary>Puts each column into at most so many intervals of about the same number of rows.</summary>
    public static Binned Of(FeatureTable table, int bins, ParallelOptions threads)
    {
        var count = table.Columns.Count;
        Binned binned = new(new byte[count][], new float[count][], new bool[count], bins);
        Parallel.For(0, count, threads, c =>
        {
            binned.Uppers[c] = Limits(table.Columns[c], bins);
            binned.Columns[c] = Numbered(table.Columns[c], binned.Uppers[c], bins);
            binned.Gaps[c] = binned.Columns[c].AsSpan().Contains((byte)bins);
        });
        return binned;
    }

    /// <summary>These columns with more behind them, of the same rows and number of intervals.</summary>
    public Binned With(Binned more) => new([.. Columns, .. more.Columns], [.. Uppers, .. more.Uppers], [.. Gaps, .. more.Gaps], Missing);

    static float[] Limits(float[] column, int bins)
    {
        var sorted = Array.FindAll(column, v => !float.IsNaN(v));
        Array.Sort(sorted);
        List<float> limits = [];
        var next = 0; // the first row that the interval now being filled may end behind
        var distinct = Distinct(sorted);
        for (var i = 0; i + 1 < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i + 1] || (distinct > bins && i < next))
                continue;
            limits.Add(Between(sorted[i], sorted[i + 1]));
            next = i + Math.Max(1, (sorted.Length - i - 1) / Math.Max(1, bins - limits.Count));
            if (limits.Count == bins - 1)
                break;
        }

        return [.. limits];
    }

    static int Distinct(float[] sorted)
    {
        var distinct = sorted.Length == 0 ? 0 : 1;
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] != sorted[i - 1])
                distinct++;
        }

        return distinct;
    }

    // the middle, unless rounding lifts it to the upper value
    static float Between(float low, float high)
    {
        var middle = (float)(((double)low + high) / 2);
        return middle < high ? middle : low;
    }

    static byte[] Numbered(float[] column, float[] uppers, int missing)
    {
        var numbers = new byte[column.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = float.IsNaN(column[i]) ? (byte)missing : (byte)Number(uppers, column[i]);
        return numbers;
    }

    static int Number(float[] uppers, float value)
    {
        var at = Array.BinarySearch(uppers, value);
        return at >= 0 ? at : ~at;
    }
}
