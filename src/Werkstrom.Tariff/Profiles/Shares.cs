namespace Werkstrom.Tariff.Profiles;

/// <summary>Splits whole numbers so that nothing is lost (largest remainder).</summary>
public static class Shares
{
    /// <summary>
    /// Splits a sum by weights: each gets its share rounded down, and what is left goes one by one to the largest remainders, at a tie to the earlier.
    /// Where all weights are 0 all get the same.
    /// </summary>
    /// <param name="weights">0 or more each, one at least.</param>
    /// <param name="sum">0 or more.</param>
    /// <exception cref="ArgumentException">There is no weight, a weight or the sum is negative, or a share is above 2,147,483,647.</exception>
    public static int[] Of(ReadOnlySpan<long> weights, long sum)
    {
        if (weights.IsEmpty)
            throw new ArgumentException("There is nothing to split among: no weights.", nameof(weights));
        ArgumentOutOfRangeException.ThrowIfNegative(sum);
        Int128 all = 0;
        foreach (var weight in weights)
            all += weight >= 0 ? weight : throw new ArgumentException($"A weight is negative: {weight}.", nameof(weights));
        var shares = new int[weights.Length];
        var remainders = new (Int128 Over, int Index)[weights.Length];
        var left = sum;
        for (var i = 0; i < weights.Length; i++)
        {
            var part = all == 0 ? sum : (Int128)weights[i] * sum;
            var share = part / (all == 0 ? weights.Length : all);
            remainders[i] = (part - (share * (all == 0 ? weights.Length : all)), i);
            shares[i] = share <= int.MaxValue - 1 ? (int)share : throw new ArgumentException($"A share of {share} is too large for one of {weights.Length}.", nameof(sum));
            left -= shares[i];
        }

        Array.Sort(remainders, (a, b) => a.Over == b.Over ? a.Index.CompareTo(b.Index) : b.Over.CompareTo(a.Over));
        for (var i = 0; i < left; i++)
            shares[remainders[i].Index]++;
        return shares;
    }
}
