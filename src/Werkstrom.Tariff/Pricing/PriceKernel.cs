using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Werkstrom.Tariff.Pricing;

/// <summary>Energy times prices, summed exactly: the same integers on every machine, whatever width of vectors it has.</summary>
public static class PriceKernel
{
    static readonly IWidth Best = Widths.First();

    /// <summary>What works on this machine, the fastest first.</summary>
    internal static IEnumerable<IWidth> Widths =>
    [
        .. Lanes512.IsSupported ? [new Width<Lanes512, Vector512<short>, Vector512<int>, Vector512<long>>()] : Array.Empty<IWidth>(),
        .. Lanes256.IsSupported ? [new Width<Lanes256, Vector256<short>, Vector256<int>, Vector256<long>>()] : Array.Empty<IWidth>(),
        .. Lanes128.IsSupported ? [new Width<Lanes128, Vector128<short>, Vector128<int>, Vector128<long>>()] : Array.Empty<IWidth>(),
        new Width<Lanes1, short, int, long>(),
    ];

    /// <summary>Prices customers that all have the same prices.</summary>
    /// <param name="prices">Of their quarter-hours.</param>
    /// <param name="loads">Wh: all quarter-hours of the first customer, then of the next.</param>
    /// <param name="sums">Is filled: <see cref="PackedPrices.Sums"/> numbers a customer.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static void Sum(PackedPrices prices, ReadOnlySpan<ushort> loads, Span<long> sums) => Sum(prices, loads, sums, Best);

    /// <summary>Prices one customer of any size, also with negative energy.</summary>
    /// <param name="prices">Of its quarter-hours.</param>
    /// <param name="loads">Wh.</param>
    /// <param name="sums">Is filled: <see cref="PackedPrices.Sums"/> numbers.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    /// <exception cref="OverflowException">A sum is beyond 64 bits.</exception>
    public static void Sum(PackedPrices prices, ReadOnlySpan<int> loads, Span<long> sums)
    {
        Check(prices, loads.Length, sums.Length, 1);
        if (!loads.ContainsAnyExceptInRange(0, ushort.MaxValue))
        {
            var small = new ushort[loads.Length];
            for (var i = 0; i < small.Length; i++)
                small[i] = (ushort)loads[i];
            Sum(prices, small, sums, Best);
            return;
        }

        for (var part = 0; part < prices.Parts.Count; part++)
            Wide(prices, part, loads, sums[(part * prices.Width)..]);
    }

    internal static void Sum(PackedPrices prices, ReadOnlySpan<ushort> loads, Span<long> sums, IWidth width)
    {
        var customers = loads.Length / prices.Slots;
        Check(prices, loads.Length, sums.Length, customers);
        // a month of the prices stays in the first cache while all customers pass
        for (var part = 0; part < prices.Parts.Count; part++)
        {
            for (var customer = 0; customer < customers; customer++)
            {
                var own = loads.Slice(customer * prices.Slots, prices.Slots);
                var to = sums.Slice((customer * prices.Sums) + (part * prices.Width), prices.Width);
                if (!width.Sum(prices.Parts[part], MemoryMarshal.Cast<ushort, short>(own), to))
                    Wide(prices, part, own, to);
            }
        }
    }

    /// <summary>Quarter-hours beyond 15 bits (131 kW): 64-bit products, one by one.</summary>
    static void Wide<T>(PackedPrices prices, int part, ReadOnlySpan<T> loads, Span<long> sums)
        where T : struct, INumber<T>
    {
        var (first, count) = (prices.Parts[part].First, prices.Parts[part].Count);
        var own = loads.Slice(first, count);
        sums[0] = 0;
        foreach (var load in own)
            sums[0] += long.CreateTruncating(load);
        for (var row = 0; row < prices.Rows.Count; row++)
        {
            var price = prices.Rows[row].AsSpan(first, count);
            long sum = 0;
            for (var i = 0; i < own.Length; i++)
                sum = checked(sum + (long.CreateTruncating(own[i]) * price[i]));
            sums[row + 1] = sum;
        }
    }

    static void Check(PackedPrices prices, int loads, int sums, int customers)
    {
        if (loads != (long)customers * prices.Slots)
            throw new ArgumentException($"The loads are {loads} quarter-hours, no multiple of the {prices.Slots} that have prices.", nameof(loads));
        if (sums < (long)customers * prices.Sums)
            throw new ArgumentException($"There is room for {sums} sums; {customers} customers need {(long)customers * prices.Sums}.", nameof(sums));
    }
}

/// <summary>The kernel in one width of vectors.</summary>
interface IWidth
{
    /// <summary>False, and nothing done, when a load is beyond 15 bits.</summary>
    bool Sum(PackedPart part, ReadOnlySpan<short> loads, Span<long> sums);
}

sealed class Width<TLanes, TShort, TInt, TLong> : IWidth
    where TLanes : ILanes<TShort, TInt, TLong>
    where TShort : struct
    where TInt : struct
    where TLong : struct
{
    public bool Sum(PackedPart part, ReadOnlySpan<short> loads, Span<long> sums)
    {
        var own = loads.Slice(part.First, part.Count);
        var (bits, energy) = Stretch<TLanes, TShort, TInt, TLong>.Look(own);
        if (bits > short.MaxValue)
            return false;
        sums.Clear();
        sums[0] = energy;
        if (bits == 0)
            return true;
        foreach (var (row, price) in part.Flat)
            sums[row + 1] = energy * price;
        Varying(part, own, part.Steps(bits), sums);
        return true;
    }

    static void Varying(PackedPart part, ReadOnlySpan<short> loads, int steps, Span<long> sums)
    {
        var row = 0;
        for (; row <= part.Of.Count - 4; row += 4)
        {
            var (a, b, c, d) = Stretch<TLanes, TShort, TInt, TLong>.Four(loads, part.Packed.AsSpan(row * part.Count), steps);
            Add(part, row, a, sums);
            Add(part, row + 1, b, sums);
            Add(part, row + 2, c, sums);
            Add(part, row + 3, d, sums);
        }

        for (; row < part.Of.Count; row++)
            Add(part, row, Stretch<TLanes, TShort, TInt, TLong>.One(loads, part.Packed.AsSpan(row * part.Count), steps), sums);
    }

    static void Add(PackedPart part, int row, long sum, Span<long> sums) => sums[part.Of[row].Row + 1] += sum * part.Of[row].Times;
}
