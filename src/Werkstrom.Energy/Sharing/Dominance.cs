namespace Werkstrom.Energy.Sharing;

/// <summary>
/// The p%-rule of statistical offices (Hundepool et al., Handbook on Statistical Disclosure Control, chapter on magnitude tables): a sum is unsafe when the second largest
/// contributor, who knows the own share, could tell the largest one to within p percent: what all others make is less than p percent of the largest.
/// p = 25 is as strict as "the two largest make more than 80 %".
/// </summary>
static class Dominance
{
    /// <summary>Whether a sum may be shown. A sum to which only two contribute never may, nor one of nothing but zeros: it would tell each of them.</summary>
    /// <param name="parts">What each contributes, 0 or more.</param>
    /// <param name="percent">p, 1 to 100.</param>
    public static bool IsSafe(IEnumerable<long> parts, int percent)
    {
        var (largest, second, rest) = (0L, 0L, 0L);
        foreach (var part in parts)
        {
            if (part > largest)
                (largest, second, rest) = (part, largest, rest + second);
            else if (part > second)
                (second, rest) = (part, rest + second);
            else
                rest += part;
        }

        return rest > 0 && rest * 100 >= largest * percent;
    }

    /// <summary>The finest resolution at which all sums of a day may be shown; null when not even that of the day may.</summary>
    /// <param name="members">By member, by quarter-hour of the day, Wh.</param>
    /// <param name="percent">p.</param>
    /// <returns>The sums at that resolution.</returns>
    public static (Kernel.Agreements.Resolution Finest, long[] Sums)? Finest(IReadOnlyList<long[]> members, int percent)
    {
        var count = members[0].Length;
        foreach (var (resolution, size) in new[] { (Kernel.Agreements.Resolution.QuarterHour, 1), (Kernel.Agreements.Resolution.Hour, 4), (Kernel.Agreements.Resolution.Day, count) })
        {
            var sums = new long[count / size];
            var isSafe = true;
            for (var i = 0; i < sums.Length && isSafe; i++)
            {
                var parts = members.Select(m => m.AsSpan(i * size, size).ToArray().Sum()).ToArray();
                (sums[i], isSafe) = (parts.Sum(), IsSafe(parts, percent));
            }

            if (isSafe)
                return (resolution, sums);
        }

        return null;
    }
}
