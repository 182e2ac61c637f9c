namespace Werkstrom.Learning.Health;

/// <summary>Levels of one signal by k-means (<see href="https://doi.org/10.1109/TIT.1982.1056489"/>), begun at equal shares of its values: no chance in it.</summary>
static class Clusters
{
    const int Rounds = 30;

    /// <summary>The limits between so many levels, rising; fewer levels where there are not so many values.</summary>
    public static double[] Limits(double[] sorted, int count)
    {
        double[] centres = [.. Enumerable.Range(0, count).Select(i => sorted[(int)((i + 0.5) * sorted.Length / count)]).Distinct()];
        for (var round = 0; round < Rounds; round++)
        {
            var moved = Moved(sorted, centres);
            if (moved.SequenceEqual(centres))
                break;
            centres = moved;
        }

        return [.. centres.Zip(centres.Skip(1), (a, b) => (a + b) / 2)];
    }

    /// <summary>Number of a value's level, from 0.</summary>
    public static int Of(double value, double[] limits)
    {
        var level = 0;
        while (level < limits.Length && value >= limits[level])
            level++;
        return level;
    }

    static double[] Moved(double[] sorted, double[] centres)
    {
        var (sums, counts) = (new double[centres.Length], new int[centres.Length]);
        var level = 0;
        foreach (var value in sorted)
        {
            while (level + 1 < centres.Length && value >= (centres[level] + centres[level + 1]) / 2)
                level++;
            sums[level] += value;
            counts[level]++;
        }

        return [.. centres.Select((c, i) => counts[i] == 0 ? c : sums[i] / counts[i])];
    }
}
