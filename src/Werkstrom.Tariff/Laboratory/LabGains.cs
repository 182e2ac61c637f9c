namespace Werkstrom.Tariff.Laboratory;

/// <summary>From when on a customer who pays more is a hardship: one of both is enough.</summary>
/// <param name="MicroCents">More a year, µct gross.</param>
/// <param name="Permille">More, ‰ of today's bill.</param>
public readonly record struct Hardship(long MicroCents, int Permille);

/// <summary>
/// Who wins and who loses by a tariff, for some customers together. Counts are rounded down to multiples of five, a quantile is the mean of the five
/// customers around it: nobody can be read out of it, also not by comparing two ideas that differ little.
/// </summary>
/// <param name="Customers">How many they are.</param>
/// <param name="Winners">Who pay at least 1 € a year less.</param>
/// <param name="Losers">Who pay at least 1 € a year more.</param>
/// <param name="Hardships">Who pay more than the limit allows.</param>
/// <param name="Mean">What they pay less a year in the mean, µct gross; below 0: more.</param>
/// <param name="Today">What they pay today in the mean, µct gross.</param>
/// <param name="Quantiles">What they pay less at 5, 25, 50, 75 and 95 % of them, µct gross, those who lose most first.</param>
public sealed record LabGains(int Customers, int Winners, int Losers, int Hardships, long Mean, long Today, IReadOnlyList<long> Quantiles)
{
    /// <summary>At which shares of the customers quantiles are said, %.</summary>
    public static readonly IReadOnlyList<int> Percents = [5, 25, 50, 75, 95];

    const long Euro = 100_000_000;

    /// <summary>A count as it is said.</summary>
    public static int Said(int count) => count - (count % LabGroups.Least);

    /// <summary>Looks at some customers.</summary>
    /// <param name="today">µct gross of each customer.</param>
    /// <param name="idea">The same by the other tariff.</param>
    /// <param name="customers">Whom to look at, five at least.</param>
    /// <param name="hardship">What is too much.</param>
    /// <exception cref="ArgumentException">They are fewer than five.</exception>
    public static LabGains Of(ReadOnlySpan<long> today, ReadOnlySpan<long> idea, IReadOnlyList<int> customers, Hardship hardship)
    {
        if (customers.Count < LabGroups.Least)
            throw new ArgumentException(FormattableString.Invariant($"Nothing is said of fewer than {LabGroups.Least} customers; these are {customers.Count}."), nameof(customers));
        var gains = new long[customers.Count];
        var (winners, losers, hardships) = (0, 0, 0);
        Int128 sum = 0, paid = 0;
        for (var i = 0; i < gains.Length; i++)
        {
            var (before, after) = (today[customers[i]], idea[customers[i]]);
            var gain = gains[i] = before - after;
            (sum, paid) = (sum + gain, paid + before);
            winners += gain >= Euro ? 1 : 0;
            losers += gain <= -Euro ? 1 : 0;
            hardships += -gain > hardship.MicroCents || (before > 0 && -(Int128)gain * 1_000 > (Int128)before * hardship.Permille) ? 1 : 0;
        }

        Array.Sort(gains);
        return new(gains.Length, Said(winners), Said(losers), Said(hardships), (long)(sum / gains.Length), (long)(paid / gains.Length), [.. Percents.Select(p => Quantile(gains, p))]);
    }

    /// <summary>The mean of the five around a place in a sorted row.</summary>
    static long Quantile(ReadOnlySpan<long> sorted, int percent)
    {
        var middle = (int)Math.Round((sorted.Length - 1) * percent / 100.0);
        var first = Math.Clamp(middle - (LabGroups.Least / 2), 0, sorted.Length - LabGroups.Least);
        Int128 sum = 0;
        foreach (var gain in sorted.Slice(first, LabGroups.Least))
            sum += gain;
        return (long)(sum / LabGroups.Least);
    }
}

/// <summary>How many customers gain how much.</summary>
/// <param name="Width">Of a bar, µct.</param>
/// <param name="First">Where the first bar begins, µct; what is below counts to it, what is above the last to that.</param>
/// <param name="Counts">Of each bar, rounded down to multiples of five.</param>
public sealed record LabHistogram(long Width, long First, IReadOnlyList<int> Counts)
{
    const int Bars = 44;
    const long Euro = 100_000_000;

    /// <summary>
    /// One axis for several ideas, in steps of 1, 2 or 5 × 10ⁿ €, 0 at the edge of a bar, for all but the outer 5 % on each side: a few large customers do not
    /// press all others into one bar.
    /// </summary>
    /// <param name="gains">Of each idea.</param>
    public static (long Width, long First, int Count) Axis(IReadOnlyList<LabGains> gains)
    {
        var low = Math.Min(0, gains.Min(g => g.Quantiles[0]));
        var high = Math.Max(0, gains.Max(g => g.Quantiles[4]));
        var width = Euro;
        for (var step = 0; (high - low) / width > Bars - 4; step++)
            width = width / (step % 3 == 1 ? 2 : 1) * (step % 3 == 1 ? 5 : 2);
        var first = ((long)Math.Floor((double)low / width) - 1) * width;
        var last = ((long)Math.Ceiling((double)high / width) + 1) * width;
        return (width, first, (int)((last - first) / width));
    }

    /// <summary>Counts.</summary>
    public static LabHistogram Of(ReadOnlySpan<long> today, ReadOnlySpan<long> idea, IReadOnlyList<int> customers, (long Width, long First, int Count) axis)
    {
        var counts = new int[axis.Count];
        foreach (var customer in customers)
        {
            var from = today[customer] - idea[customer] - axis.First;
            counts[Math.Clamp(from < 0 ? 0 : from / axis.Width, 0, axis.Count - 1)]++;
        }

        return new(axis.Width, axis.First, Array.ConvertAll(counts, LabGains.Said));
    }
}
