namespace Werkstrom.Tariff.Pricing;

/// <summary>
/// Rows of prices made ready for the kernel, cut into stretches (months), one sum each. A price is <c>high × 65,536 + low</c>, both 16 bits with sign:
/// prices between −32.768 and +32.767 ct/kWh (±327 €/MWh) need their low half only, and where no price of a month is beyond them the high half costs nothing.
/// What does not change in a month costs nothing at all: its sum is the price times the energy.
/// </summary>
public sealed class PackedPrices
{
    /// <summary>The largest price either way, 0.001 ct/kWh: 2³¹ − 32,769, 21 million €/MWh.</summary>
    public const int MaxPrice = int.MaxValue - 32_768;

    const int MaxStretch = 200_000;

    /// <summary>Makes prices ready.</summary>
    /// <param name="rows">A row for each component, 0.001 ct/kWh, all of the same length.</param>
    /// <param name="stretches">How many quarter-hours each has that gets a sum of its own, in their order; 1 to 200,000 each. Together as long as a row.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a price is beyond <see cref="MaxPrice"/>.</exception>
    public PackedPrices(IReadOnlyList<int[]> rows, IReadOnlyList<int> stretches)
    {
        if (rows.Count == 0 || rows.Any(r => r.Length != rows[0].Length))
            throw new ArgumentException($"At least one row, all of one length; the lengths are {string.Join(", ", rows.Select(r => r.Length))}.", nameof(rows));
        if (rows.Any(r => r.AsSpan().ContainsAnyExceptInRange(-MaxPrice, MaxPrice)))
            throw new ArgumentException($"A price is beyond ±{MaxPrice} (0.001 ct/kWh).", nameof(rows));
        if (stretches.Any(s => s is < 1 or > MaxStretch) || stretches.Sum(s => (long)s) != rows[0].Length)
            throw new ArgumentException($"Stretches of 1 to {MaxStretch} quarter-hours, together {rows[0].Length}, not {string.Join(" + ", stretches)}.", nameof(stretches));
        (Rows, Slots) = (rows, rows[0].Length);
        var first = 0;
        foreach (var count in stretches)
        {
            Parts.Add(Part(first, count));
            first += count;
        }
    }

    /// <summary>Quarter-hours of a row.</summary>
    public int Slots { get; }

    /// <summary>Numbers that the kernel gives for each stretch: the energy (Wh), then each row's cost (µct).</summary>
    public int Width => Rows.Count + 1;

    /// <summary>Numbers that the kernel gives for a customer: those of each stretch, one after the other.</summary>
    public int Sums => Parts.Count * Width;

    internal IReadOnlyList<int[]> Rows { get; }

    internal List<PackedPart> Parts { get; } = [];

    PackedPart Part(int first, int count)
    {
        List<(int Row, int Times)> of = [];
        List<(int Row, int Price)> flat = [];
        List<short> packed = [];
        for (var row = 0; row < Rows.Count; row++)
        {
            var prices = Rows[row].AsSpan(first, count);
            if (!prices.ContainsAnyExcept(prices[0]))
            {
                flat.Add((row, prices[0]));
                continue;
            }

            short[] low = new short[count], high = new short[count];
            for (var i = 0; i < count; i++)
                (low[i], high[i]) = ((short)prices[i], (short)((prices[i] - (short)prices[i]) >> 16));
            of.Add((row, 1));
            packed.AddRange(low);
            if (high.AsSpan().ContainsAnyExcept((short)0))
            {
                of.Add((row, 65_536));
                packed.AddRange(high);
            }
        }

        short[] all = [.. packed];
        return new(first, count, all, all.Length == 0 ? 1 : all.Max(p => Math.Abs((int)p)), of, flat);
    }
}

/// <summary>The prices of one stretch.</summary>
/// <param name="Packed">16-bit rows, one after the other.</param>
/// <param name="Largest">The largest number in them either way.</param>
/// <param name="Of">For each 16-bit row whose it is and what it counts.</param>
/// <param name="Flat">Rows with one price.</param>
sealed record PackedPart(int First, int Count, short[] Packed, int Largest, List<(int Row, int Times)> Of, List<(int Row, int Price)> Flat)
{
    /// <summary>How many pairs of products fit in 32 bits; at least one, for 2 × 32,767 × 32,768 is below 2³¹.</summary>
    public int Steps(int load) => (int)Math.Min(Count, int.MaxValue / (2L * load * Math.Max(1, Largest)));
}
