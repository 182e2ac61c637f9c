using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Laboratory;

/// <summary>
/// What it changes when customers move a part of their energy within the day, from the dearest quarter-hours to the cheapest. The model: a day's budget is a
/// share of its energy, rounded down; of a quarter-hour at most half is moved; none is filled beyond the highest quarter-hour that the customer had on that
/// day; nothing is moved where it saves nothing. Within these bounds no other move saves more. Days are German ones, of 92, 96 or 100 quarter-hours.
/// </summary>
public sealed class LabShift
{
    const int Batch = 16;

    readonly (int First, int Count)[] _days;
    readonly int[] _prices;
    readonly int[] _market;
    readonly int[] _dearest;
    readonly int _percent;

    /// <summary>Sorts the quarter-hours of each day by price.</summary>
    /// <param name="range">Whole days.</param>
    /// <param name="prices">What customers pay, net, 0.001 ct/kWh.</param>
    /// <param name="market">What the supplier pays, 0.001 ct/kWh.</param>
    /// <param name="percent">Share of a day's energy that can be moved, 0 to 50.</param>
    public LabShift(QuarterRange range, int[] prices, int[] market, int percent)
    {
        if (prices.Length != range.Count || market.Length != range.Count)
            throw new ArgumentException(FormattableString.Invariant($"There must be {range.Count} prices, not {prices.Length} and {market.Length}."), nameof(prices));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 50);
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        (_prices, _market, _percent, _dearest) = (prices, market, percent, new int[range.Count]);
        List<(int, int)> days = [];
        for (var at = range.First; at < range.End;)
        {
            var end = Math.Min(range.End, GermanTime.Day(GermanTime.Date(at)).End);
            var first = at - range.First;
            days.Add((first, end - at));
            // at a tie the earlier is the dearer: always the same move
            int[] order = [.. Enumerable.Range(first, end - at).OrderByDescending(q => prices[q]).ThenBy(q => q)];
            order.CopyTo(_dearest, first);
            at = end;
        }

        _days = [.. days];
    }

    /// <summary>What a customer saves and what the supplier saves when it buys, µct.</summary>
    /// <param name="loads">Wh of each quarter-hour.</param>
    public (long Saved, long Bought, long Moved) Of(ReadOnlySpan<ushort> loads)
    {
        long saved = 0, bought = 0, moved = 0;
        foreach (var (first, count) in _days)
        {
            var order = _dearest.AsSpan(first, count);
            if (_prices[order[0]] == _prices[order[^1]])
                continue;
            long energy = 0;
            ushort most = 0;
            foreach (var load in loads.Slice(first, count))
                (energy, most) = (energy + load, Math.Max(most, load));
            var left = energy * _percent / 100;
            int dear = 0, cheap = count - 1;
            var (give, take) = (loads[order[dear]] / 2, most - loads[order[cheap]]);
            while (left > 0 && dear < cheap && _prices[order[dear]] > _prices[order[cheap]])
            {
                var wh = (int)Math.Min(left, Math.Min(give, take));
                saved += (long)wh * (_prices[order[dear]] - _prices[order[cheap]]);
                bought += (long)wh * (_market[order[dear]] - _market[order[cheap]]);
                (left, give, take, moved) = (left - wh, give - wh, take - wh, moved + wh);
                if (give == 0)
                    give = loads[order[++dear]] / 2;
                if (take == 0)
                    take = most - loads[order[--cheap]];
            }
        }

        return (saved, bought, moved);
    }

    /// <summary>All customers of a file together.</summary>
    /// <param name="loads">The customers.</param>
    /// <param name="by">How each of them moves.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Wh moved, and µct that customers save and that <c>market</c> makes of it.</returns>
    public static (long Moved, long Saved, long Bought) All(LoadFile loads, IReadOnlyList<LabShift> by, CancellationToken stop) => All(loads, by, null, stop);

    /// <summary>All customers of a file together, and says how far it is.</summary>
    /// <param name="loads">The customers.</param>
    /// <param name="by">How each of them moves.</param>
    /// <param name="progress">Is told by several threads how many customers were gone through.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Wh moved, and µct that customers save and that <c>market</c> makes of it.</returns>
    public static (long Moved, long Saved, long Bought) All(LoadFile loads, IReadOnlyList<LabShift> by, Action<int>? progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(loads);
        var done = 0;
        (long Moved, long Saved, long Bought) all = default;
        Lock one = new();
        Parallel.For(0, (loads.Count + Batch - 1) / Batch, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => (Loads: new ushort[loads.Room(Batch)], Bytes: Array.Empty<byte>(), Moved: 0L, Saved: 0L, Bought: 0L),
            (batch, _, work) =>
            {
                var first = batch * Batch;
                var count = Math.Min(Batch, loads.Count - first);
                loads.Read(first, count, work.Loads, ref work.Bytes);
                for (var i = 0; i < count; i++)
                {
                    var (saved, bought, moved) = by[first + i].Of(work.Loads.AsSpan(i * loads.Range.Count, loads.Range.Count));
                    (work.Moved, work.Saved, work.Bought) = (work.Moved + moved, work.Saved + saved, work.Bought + bought);
                }

                progress?.Invoke(Interlocked.Add(ref done, count));
                return work;
            },
            work =>
            {
                lock (one)
                    all = (all.Moved + work.Moved, all.Saved + work.Saved, all.Bought + work.Bought);
            });
        return all;
    }
}
