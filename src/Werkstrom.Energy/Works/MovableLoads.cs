using Werkstrom.Tariff.Time;
using Werkstrom.Tariff.Windows;

namespace Werkstrom.Energy.Works;

/// <summary>What moving a load within its window would have saved.</summary>
/// <param name="Load">When it may run.</param>
/// <param name="Machine">Which machine.</param>
/// <param name="Days">Days that could be computed.</param>
/// <param name="Left">Days that could not; <see cref="Gaps"/> says why.</param>
/// <param name="Kilowatthours">What was used in the window on those days.</param>
/// <param name="Euros">Saved on those days by running in the cheapest time; 0 or more.</param>
/// <param name="Kilograms">CO₂ saved by that; below 0: more.</param>
/// <param name="Starts">The clock of the cheapest start by day, in quarter-hours: what people can learn from it.</param>
sealed record MovedLoad(WorksLoad Load, MachineLoad Machine, int Days, int Left, decimal Kilowatthours, decimal Euros, double Kilograms, IReadOnlyList<(DateOnly Day, int Clock)> Starts)
{
    /// <summary>Why days could not be computed, and how many of each.</summary>
    public required IReadOnlyDictionary<MoveGap, int> Gaps { get; init; }

    /// <summary>The least and the most that a day saved, €; 0 without days.</summary>
    public required (decimal Least, decimal Most) Span { get; init; }

    /// <summary>€ in a year of such days.</summary>
    public decimal? EurosPerYear => Days > 0 ? Euros * 365 / Days : null;

    /// <summary>kg of CO₂ in a year of such days.</summary>
    public double? KilogramsPerYear => Days > 0 ? Kilograms * 365 / Days : null;
}

/// <summary>Why a day could not be computed.</summary>
enum MoveGap
{
    /// <summary>The window of that day is not over.</summary>
    Running,

    /// <summary>The machine was silent for some time.</summary>
    Values,

    /// <summary>A price is missing.</summary>
    Prices,

    /// <summary>Nothing was used in the window.</summary>
    Idle,

    /// <summary>So much in so short a time was never drawn: nobody promises that it fits.</summary>
    Dense,
}

/// <summary>
/// Day by day: what a machine used in its window, against the same energy spread evenly over the cheapest unbroken time of the length that it needs. Where
/// it ran cheaper than that, nothing is saved.
/// </summary>
static class MovableLoads
{
    /// <summary>Of one load.</summary>
    public static MovedLoad Of(WorksData data, WorksLoad load, MachineLoad machine)
    {
        var most = machine.Wh.Max() ?? 0;
        var (days, left, wh, saved, carbon) = (0, 0, 0L, 0m, 0.0);
        List<(DateOnly, int)> starts = [];
        List<decimal> euros = [];
        SortedDictionary<MoveGap, int> gaps = [];
        foreach (var day in Enumerable.Range(data.Range.First, data.Range.Count).GroupBy(GermanTime.Date))
        {
            int[] window = [.. day.Where(q => GermanTime.OfClock(q) >= load.Earliest && GermanTime.OfClock(q) < load.Latest)];
            // where the range ends within a day its window may go on
            var isRunning = data.Range.End < GermanTime.Day(day.Key).End && GermanTime.OfClock(data.Range.End) < load.Latest;
            var (moved, gap) = isRunning ? (null, MoveGap.Running) : Move(data, load, machine, window, most);
            if (moved is null)
            {
                left++;
                gaps[gap] = gaps.GetValueOrDefault(gap) + 1;
                continue;
            }

            (days, wh, saved, carbon) = (days + 1, wh + moved.Value.Wh, saved + moved.Value.Euros, carbon + moved.Value.Kilograms);
            starts.Add((day.Key, GermanTime.OfClock(moved.Value.Start)));
            euros.Add(moved.Value.Euros);
        }

        return new(load, machine, days, left, wh / 1_000m, saved, carbon, starts)
        {
            Gaps = gaps,
            Span = (euros.DefaultIfEmpty().Min(), euros.DefaultIfEmpty().Max()),
        };
    }

    /// <summary>The cheapest start of a time of quarter-hours without a pause; null where none has all its prices. The earlier one of two.</summary>
    internal static int? Cheapest(IReadOnlyList<int> window, int length, Func<int, int?> price)
    {
        if (window.Count < length)
            return null;
        var own = window.ToHashSet(); // where an hour comes twice the window of the clock may have a hole
        return BestWindow.Find(new(length, 1, isUnbroken: true), new(window[0], window[^1] + 1 - window[0]), q => own.Contains(q) ? price(q) : null)?.Slots[0].Quarter;
    }

    static ((long Wh, decimal Euros, double Kilograms, int Start)? Moved, MoveGap Gap) Move(WorksData data, WorksLoad load, MachineLoad machine, int[] window, int most)
    {
        int? Price(int quarter) => data.Price[quarter - data.Range.First];
        int? Used(int quarter) => machine.Wh[quarter - data.Range.First];
        double? Carbon(int quarter) => data.Carbon[quarter - data.Range.First];
        if (window.Any(q => Used(q) is null))
            return (null, MoveGap.Values);
        if (window.Any(q => Price(q) is null))
            return (null, MoveGap.Prices);
        var wh = window.Sum(q => (long)Used(q)!.Value);
        if (wh <= 0)
            return (null, MoveGap.Idle);
        if (wh > (long)most * load.Quarters || Cheapest(window, load.Quarters, Price) is not { } start)
            return (null, MoveGap.Dense);
        var paid = window.Sum(q => (decimal)Used(q)!.Value * Price(q)!.Value);
        var best = Enumerable.Range(start, load.Quarters).Sum(q => (decimal)wh / load.Quarters * Price(q)!.Value);
        if (best >= paid)
            return ((wh, 0, 0, start), default);
        var isKnown = window.All(q => Carbon(q) is not null);
        var carbon = isKnown ? window.Sum(q => Used(q)!.Value * Carbon(q)!.Value) - Enumerable.Range(start, load.Quarters).Sum(q => (double)wh / load.Quarters * Carbon(q)!.Value) : 0;
        return ((wh, (paid - best) / 100_000_000, carbon / 1_000_000, start), default);
    }
}
