using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Werkstrom.Tariff.Pricing;

/// <summary>
/// Sums of 16-bit products over a stretch of quarter-hours, exact. Products of pairs stay in 32 bits for as many steps as the largest load and the
/// largest price allow, and are then added to 64 bits: a home of at most 2,047 Wh in a quarter-hour takes that way every 16 steps, not every one.
/// </summary>
static class Stretch<TLanes, TShort, TInt, TLong>
    where TLanes : ILanes<TShort, TInt, TLong>
    where TShort : struct
    where TInt : struct
    where TLong : struct
{
    /// <summary>All bits that a load has anywhere (at least the largest load), and the sum of the loads where none is above 32,767.</summary>
    public static (int Bits, long Sum) Look(ReadOnlySpan<short> loads)
    {
        ref var load = ref MemoryMarshal.GetReference(loads);
        TShort bits = default;
        TInt sums = default; // holds pairs of 2 × 32,767: 32,768 steps, far more than a month has
        var at = 0;
        for (; at <= loads.Length - TLanes.Count; at += TLanes.Count)
        {
            var some = TLanes.Load(ref load, at);
            bits = TLanes.Or(bits, some);
            sums = TLanes.Add(sums, TLanes.Pairs(some, TLanes.Ones));
        }

        var (all, sum) = ((int)TLanes.Any(bits), TLanes.Sum(TLanes.Widen(default, sums)));
        for (; at < loads.Length; at++)
            (all, sum) = (all | (ushort)loads[at], sum + loads[at]);
        return (all, sum);
    }

    /// <summary>Adds the sums of four rows of prices, which stand one after the other.</summary>
    /// <param name="loads">0 to 32,767.</param>
    /// <param name="rows">Four times as many prices.</param>
    /// <param name="steps">How many pairs of products may be added in 32 bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (long, long, long, long) Four(ReadOnlySpan<short> loads, ReadOnlySpan<short> rows, int steps)
    {
        var count = loads.Length;
        ref var load = ref MemoryMarshal.GetReference(loads);
        ref var first = ref MemoryMarshal.GetReference(rows[..(4 * count)]);
        ref var second = ref Unsafe.Add(ref first, count);
        ref var third = ref Unsafe.Add(ref second, count);
        ref var fourth = ref Unsafe.Add(ref third, count);
        TLong a = default, b = default, c = default, d = default;
        var (at, whole) = (0, count - (count % TLanes.Count));
        while (at < whole)
        {
            TInt e = default, f = default, g = default, h = default;
            var stop = (int)Math.Min(whole, at + ((long)steps * TLanes.Count));
            for (; at < stop; at += TLanes.Count)
            {
                var some = TLanes.Load(ref load, at);
                e = TLanes.Add(e, TLanes.Pairs(some, TLanes.Load(ref first, at)));
                f = TLanes.Add(f, TLanes.Pairs(some, TLanes.Load(ref second, at)));
                g = TLanes.Add(g, TLanes.Pairs(some, TLanes.Load(ref third, at)));
                h = TLanes.Add(h, TLanes.Pairs(some, TLanes.Load(ref fourth, at)));
            }

            (a, b, c, d) = (TLanes.Widen(a, e), TLanes.Widen(b, f), TLanes.Widen(c, g), TLanes.Widen(d, h));
        }

        var rest = loads[at..];
        return (
            TLanes.Sum(a) + Rest(rest, rows[at..]), TLanes.Sum(b) + Rest(rest, rows[(at + count)..]),
            TLanes.Sum(c) + Rest(rest, rows[(at + (2 * count))..]), TLanes.Sum(d) + Rest(rest, rows[(at + (3 * count))..]));
    }

    /// <summary>The sum of one row of prices.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long One(ReadOnlySpan<short> loads, ReadOnlySpan<short> row, int steps)
    {
        ref var load = ref MemoryMarshal.GetReference(loads);
        ref var price = ref MemoryMarshal.GetReference(row[..loads.Length]);
        TLong sum = default;
        var (at, whole) = (0, loads.Length - (loads.Length % TLanes.Count));
        while (at < whole)
        {
            TInt some = default;
            var stop = (int)Math.Min(whole, at + ((long)steps * TLanes.Count));
            for (; at < stop; at += TLanes.Count)
                some = TLanes.Add(some, TLanes.Pairs(TLanes.Load(ref load, at), TLanes.Load(ref price, at)));
            sum = TLanes.Widen(sum, some);
        }

        return TLanes.Sum(sum) + Rest(loads[at..], row[at..]);
    }

    static long Rest(ReadOnlySpan<short> loads, ReadOnlySpan<short> row)
    {
        long sum = 0;
        for (var i = 0; i < loads.Length; i++)
            sum += (long)loads[i] * row[i];
        return sum;
    }
}
