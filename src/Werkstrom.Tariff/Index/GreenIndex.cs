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
