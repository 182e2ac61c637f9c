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
        var distances = Distances(all, one);
        var apart = exclusion ?? window.Length;
        List<(int At, double Distance)> found = [];
        foreach (var at in Enumerable.Range(0, all.Count).Where(i => !all.IsGap[i]).OrderBy(i => distances[i]).ThenBy(i => i))
        {
            if (found.Count == count)
                break;
            if (!found.Exists(f => Math.Abs(f.At - at) <= apart))
                found.Add((at, distances[at]));
        }

        return found;
    }

    static double[] Distances(WindowStats all, WindowStats one)
    {
        var distances = new double[all.Count];
        Parallel.For(0, distances.Length, i =>
        {
            var correlation = all.IsConstant[i] && one.IsConstant[0] ? 1
                : all.IsConstant[i] || one.IsConstant[0] ? 0.5
                : all.Product(i, one, 0) * all.Inverse[i] * one.Inverse[0];
            distances[i] = Math.Sqrt(2 * one.Width * Math.Max(0, 1 - correlation));
        });
        return distances;
    }
}
