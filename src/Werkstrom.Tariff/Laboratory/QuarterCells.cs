using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Laboratory;

/// <summary>
/// Quarter-hours sorted into cells: those with one value of an index, or with one time of the day. Once it is known how much energy a customer used in each
/// cell, every price that is the same within a cell costs one multiplication a cell, exactly, and no quarter-hour has to be looked at again.
/// </summary>
public sealed class QuarterCells
{
    const int LongRun = 32;

    readonly ushort[] _of;
    readonly List<(int First, int Cell, int Count)> _runs = [];

    QuarterCells(ushort[] of, int count)
    {
        (_of, Count) = (of, count);
        for (var i = 0; i < of.Length;)
        {
            var end = i + 1;
            while (end < of.Length && of[end] == of[i] + end - i)
                end++;
            _runs.Add((i, of[i], end - i));
            i = end;
        }
    }

    /// <summary>How many cells.</summary>
    public int Count { get; }

    /// <summary>How many quarter-hours.</summary>
    public int Slots => _of.Length;

    /// <summary>A cell for each value of an index, and one for all quarter-hours without a value.</summary>
    /// <param name="index">0 to 100.</param>
    /// <param name="range">Which quarter-hours.</param>
    public static QuarterCells OfIndex(QuarterSeries index, QuarterRange range)
    {
        ArgumentNullException.ThrowIfNull(index);
        return new([.. Enumerable.Range(range.First, range.Count).Select(q => (ushort)(index[q] is >= 0 and <= 100 and var value ? value : 101))], 102);
    }

    /// <summary>A cell for each of the 96 quarter-hours that a clock shows, on workdays, Saturdays, Sundays and holidays.</summary>
    /// <param name="range">Which quarter-hours.</param>
    /// <param name="typeOf">The kind of a day.</param>
    public static QuarterCells OfClock(QuarterRange range, Func<DateOnly, DayType> typeOf)
    {
        ArgumentNullException.ThrowIfNull(typeOf);
        var of = new ushort[range.Count];
        for (var i = 0; i < of.Length;)
        {
            var day = GermanTime.Date(range.First + i);
            var row = typeOf(day) switch { DayType.Saturday => 96, DayType.Sunday => 192, _ => 0 };
            for (var end = Math.Min(of.Length, GermanTime.Day(day).End - range.First); i < end; i++)
                of[i] = (ushort)(row + GermanTime.OfClock(range.First + i));
        }

        return new(of, 288);
    }

    /// <summary>The price of each cell; null when the prices within a cell differ.</summary>
    /// <param name="prices">0.001 ct/kWh, by the quarter-hour.</param>
    public int[]? PricesOf(ReadOnlySpan<int> prices)
    {
        if (prices.Length != _of.Length)
            return null;
        var (of, known) = (new int[Count], new bool[Count]);
        for (var i = 0; i < prices.Length; i++)
        {
            var cell = _of[i];
            if (!known[cell])
                (known[cell], of[cell]) = (true, prices[i]);
            else if (of[cell] != prices[i])
                return null;
        }

        return of;
    }

    /// <summary>Adds the energy of each cell. A year of at most 65,535 Wh a quarter-hour is below 2³² Wh.</summary>
    internal void Add(ReadOnlySpan<ushort> loads, Span<uint> sums)
    {
        if (_of.Length < _runs.Count * LongRun)
        {
            AddEach(loads, sums);
            return;
        }

        // a day's quarter-hours are cells side by side
        foreach (var (first, cell, count) in _runs)
            AddRun(loads.Slice(first, count), sums.Slice(cell, count));
    }

    static void AddRun(ReadOnlySpan<ushort> loads, Span<uint> sums)
    {
        ref var from = ref MemoryMarshal.GetReference(loads);
        ref var to = ref MemoryMarshal.GetReference(sums);
        var i = 0;
        for (; i <= loads.Length - Vector512<ushort>.Count; i += Vector512<ushort>.Count)
        {
            var (low, high) = Vector512.Widen(Vector512.LoadUnsafe(ref from, (nuint)i));
            (Vector512.LoadUnsafe(ref to, (nuint)i) + low).StoreUnsafe(ref to, (nuint)i);
            var second = (nuint)(i + Vector512<uint>.Count);
            (Vector512.LoadUnsafe(ref to, second) + high).StoreUnsafe(ref to, second);
        }

        for (; i < loads.Length; i++)
            sums[i] += loads[i];
    }

    void AddEach(ReadOnlySpan<ushort> loads, Span<uint> sums)
    {
        // four banks: neighbours are often in one cell, and need not wait for each other's sum
        Span<uint> banks = stackalloc uint[4 * Count];
        var one = banks[..Count];
        var two = banks.Slice(Count, Count);
        var three = banks.Slice(2 * Count, Count);
        var four = banks[(3 * Count)..];
        var of = _of.AsSpan(0, loads.Length);
        var i = 0;
        for (; i + 3 < of.Length; i += 4)
        {
            one[of[i]] += loads[i];
            two[of[i + 1]] += loads[i + 1];
            three[of[i + 2]] += loads[i + 2];
            four[of[i + 3]] += loads[i + 3];
        }

        for (; i < of.Length; i++)
            one[of[i]] += loads[i];
        for (var cell = 0; cell < Count; cell++)
            sums[cell] += one[cell] + two[cell] + three[cell] + four[cell];
    }
}
