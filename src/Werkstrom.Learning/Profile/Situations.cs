namespace Werkstrom.Learning.Profile;

/// <summary>When did it look like this before?</summary>
public static class Situations
{
    /// <summary>The windows of a past that are most like one window, the most alike first. Distances are those of <see cref="MatrixProfile"/>.</summary>
    /// <param name="past">From the length of the window; NaN and infinity are gaps, and what touches them is left out.</param>
    /// <param name="window">What is looked for; from 3 samples, without gaps.</param>
    /// <param name="count">At most; from 1.</param>
    /// <param name="exclusion">Those found begin more than this many samples apart; from 0, null: the length of the window.</param>
    /// <returns>Where they begin, and how far they are.</returns>
    /// <exception cref="ArgumentException">The window does not fit the past or has a gap.</exception>
    public static IReadOnlyList<(int At, double Distance)> Find(
        ReadOnlySpan<double> past, ReadOnlySpan<double> window, int count, int? exclusion = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        MatrixProfile.Check(past.Length, window.Length, nameof(past), exclusion ?? 0, null);
        WindowStats one = new(window, window.Length);
        if (one.IsGap[0])
            throw new ArgumentException("window: no value is missing or infinite.", nameof(window));
        WindowStats all = new(past, window.Length);
        return Nearest(Distances(all, one), count, exclusion ?? window.Length);
    }

    /// <summary>
    /// How far each window of a past is from one window, level and size included: the root mean square of what they differ by, in the unit
    /// of the series. Unlike <see cref="Find"/>, twice as high is not the same.
    /// </summary>
    /// <param name="past">From the length of the window; NaN and infinity are gaps.</param>
    /// <param name="window">What is looked for; from 3 samples, gaps allowed.</param>
    /// <param name="least">Share of the window's samples that a past window must have, above 0 to 1; default 0.8.</param>
    /// <returns>By beginning of the past window; NaN where too much is missing.</returns>
    /// <exception cref="ArgumentException">The window does not fit the past.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0 to 1.</exception>
    public static double[] Differences(ReadOnlySpan<double> past, ReadOnlySpan<double> window, double least = 0.8)
    {
        MatrixProfile.Check(past.Length, window.Length, nameof(past), 0, null);
        if (least is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(least), least, "A share is above 0 to 1.");
        var (all, one) = (past.ToArray(), window.ToArray());
        var needed = Math.Max(1, least * one.Count(double.IsFinite));
        var differences = new double[all.Length - one.Length + 1];
        Parallel.For(0, differences.Length, i => differences[i] = Difference(all.AsSpan(i, one.Length), one, needed));
        return differences;
    }

    /// <summary>The places of the least distances, the least first.</summary>
    /// <param name="distances">By place; NaN is left out.</param>
    /// <param name="count">At most; from 1.</param>
    /// <param name="apart">Those chosen are more than this many places apart; from 0.</param>
    public static IReadOnlyList<(int At, double Distance)> Nearest(IReadOnlyList<double> distances, int count, int apart)
    {
        ArgumentNullException.ThrowIfNull(distances);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(apart);
        List<(int At, double Distance)> found = [];
        foreach (var at in Enumerable.Range(0, distances.Count).Where(i => !double.IsNaN(distances[i])).OrderBy(i => distances[i]).ThenBy(i => i))
        {
            if (found.Count == count)
                break;
            if (!found.Exists(f => Math.Abs(f.At - at) <= apart))
                found.Add((at, distances[at]));
        }

        return found;
    }

    static double Difference(ReadOnlySpan<double> past, ReadOnlySpan<double> window, double needed)
    {
        var (sum, n) = (0.0, 0);
        for (var k = 0; k < window.Length; k++)
        {
            if (past[k] - window[k] is var off && double.IsFinite(off))
                (sum, n) = (sum + (off * off), n + 1);
        }

        return n >= needed ? Math.Sqrt(sum / n) : double.NaN;
    }

    static double[] Distances(WindowStats all, WindowStats one)
    {
        var distances = new double[all.Count];
        Parallel.For(0, distances.Length, i =>
        {
            if (all.IsGap[i])
            {
                distances[i] = double.NaN;
                return;
            }

            var correlation = all.IsConstant[i] && one.IsConstant[0] ? 1
                : all.IsConstant[i] || one.IsConstant[0] ? 0.5
                : all.Product(i, one, 0) * all.Inverse[i] * one.Inverse[0];
            distances[i] = Math.Sqrt(2 * one.Width * Math.Max(0, 1 - correlation));
        });
        return distances;
    }
}
