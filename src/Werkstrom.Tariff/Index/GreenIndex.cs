namespace Werkstrom.Tariff.Index;

/// <summary>
/// The index WGI-1 of a region: for every quarter-hour the position of its renewable share among those of the trailing 365 days, 0 (the least) to
/// 100 (the most). Only integers: whoever computes it from the same inputs gets the same bits.
/// </summary>
public static class GreenIndex
{
    /// <summary>The formula; a change of any digit of any result is another one.</summary>
    public const string Formula = "WGI-1";

    /// <summary>Quarter-hours that a share is compared with: 365 days.</summary>
    public const int Trailing = 365 * 96;

    /// <summary>Computes it for quarter-hours without gaps.</summary>
    /// <param name="quarters">In the order of time; to be final from the first on, 365 days must stand before it.</param>
    /// <returns>As many values.</returns>
    /// <exception cref="ArgumentException">A quarter-hour that cannot be; the message says which and why.</exception>
    public static IReadOnlyList<GreenValue> Of(IReadOnlyList<GreenQuarter> quarters)
    {
        TrailingRank rank = new(Trailing);
        var values = new GreenValue[quarters.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var share = Checked(quarters, i).Share;
            values[i] = new(rank.Add(share), share, IsProvisional: !rank.IsFull);
        }

        return values;
    }

    /// <summary>Computes it for quarter-hours whose past needs no index: the same values as <see cref="Of"/> has for them, without the time for the past.</summary>
    /// <param name="past">Shares before them in the order of time, millionths; those of the last 365 days count.</param>
    /// <param name="shares">Theirs, millionths.</param>
    /// <returns>As many values as <paramref name="shares"/>.</returns>
    /// <exception cref="ArgumentException">A share outside 0 to 1,000,000; the message says which.</exception>
    public static GreenValue[] After(ReadOnlySpan<int> past, ReadOnlySpan<int> shares)
    {
        Check(past, nameof(past));
        Check(shares, nameof(shares));
        TrailingRank rank = new(Trailing, past);
        var values = new GreenValue[shares.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = new(rank.Add(shares[i]), shares[i], IsProvisional: !rank.IsFull);
        return values;
    }

    static void Check(ReadOnlySpan<int> shares, string name)
    {
        if (shares.IndexOfAnyExceptInRange(0, GreenQuarter.Whole) is >= 0 and var at)
            throw new ArgumentException($"Share {at} of {shares.Length} ({shares[at]} millionths) must be 0 to {GreenQuarter.Whole}.", name);
    }

    static GreenQuarter Checked(IReadOnlyList<GreenQuarter> quarters, int at)
    {
        try
        {
            return quarters[at].Checked();
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"Quarter-hour {at} of {quarters.Count}: {e.Message}", nameof(quarters), e);
        }
    }
}

/// <summary>The index of one quarter-hour.</summary>
/// <param name="Index">0 to 100.</param>
/// <param name="Share">The renewable share that stands behind it, millionths.</param>
/// <param name="IsProvisional">It was compared with less than 365 days.</param>
public readonly record struct GreenValue(byte Index, int Share, bool IsProvisional);
