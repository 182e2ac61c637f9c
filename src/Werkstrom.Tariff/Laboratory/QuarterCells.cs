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
    readonly ushort[] _of;

    QuarterCells(ushort[] of, int count) => (_of, Count) = (of, count);

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
        // two banks: neighbours are often in one cell, and need not wait for each other's sum
        Span<uint> other = stackalloc uint[Count];
        var of = _of.AsSpan(0, loads.Length);
        var i = 0;
        for (; i + 1 < of.Length; i += 2)
        {
            sums[of[i]] += loads[i];
            other[of[i + 1]] += loads[i + 1];
        }

        if (i < of.Length)
            sums[of[i]] += loads[i];
        for (var cell = 0; cell < other.Length; cell++)
            sums[cell] += other[cell];
    }
}
