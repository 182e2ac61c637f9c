using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Windows;

/// <summary>
/// Finds when a device runs best: exactly, not by trial. What is best has the smallest sum of energy times value (a price, or for the greenest 100 less the
/// index); of two that are as good the earlier one. A quarter-hour without a value is not used.
/// </summary>
public static class BestWindow
{
    /// <summary>The best time.</summary>
    /// <param name="wish">What is needed.</param>
    /// <param name="allowed">Which quarter-hours may be used: not before the first, ready by the end.</param>
    /// <param name="value">Value of a quarter-hour; null: not known.</param>
    /// <returns>Null when it does not fit.</returns>
    public static LoadPlan? Find(LoadWish wish, QuarterRange allowed, Func<int, int?> value)
    {
        var values = new int?[allowed.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(allowed.First + i);
        return wish.IsUnbroken ? Unbroken(wish, allowed.First, values) : Parted(wish, allowed.First, values);
    }

    /// <summary>What it is when the device starts with the first quarter-hour and does not pause: what a plan is compared with.</summary>
    /// <returns>Null when a value is not known, or the time is too short.</returns>
    public static LoadPlan? AtOnce(LoadWish wish, QuarterRange allowed, Func<int, int?> value) =>
        allowed.Count < wish.Quarters ? null : Find(new(wish.Wh, wish.WhPerQuarter, true), new(allowed.First, wish.Quarters), value);

    // full power for all but the last quarter-hour: the sum of a window follows from that of the one before it
    static LoadPlan? Unbroken(LoadWish wish, int first, int?[] values)
    {
        var (n, best, at, sum, unknown) = (wish.Quarters, long.MaxValue, -1, 0L, 0);
        for (var end = 1; end <= values.Length; end++)
        {
            (sum, unknown) = (sum + (values[end - 1] ?? 0), unknown + (values[end - 1] is null ? 1 : 0));
            if (end > n)
                (sum, unknown) = (sum - (values[end - 1 - n] ?? 0), unknown - (values[end - 1 - n] is null ? 1 : 0));
            if (end < n || unknown > 0)
                continue;
            var last = values[end - 1]!.Value;
            var cost = checked(((sum - last) * wish.WhPerQuarter) + ((long)last * wish.Rest));
            if (cost < best)
                (best, at) = (cost, end - n);
        }

        return at < 0 ? null : new([.. Enumerable.Range(0, n).Select(i => (first + at + i, i == n - 1 ? wish.Rest : wish.WhPerQuarter))], best);
    }

    // energy goes to the cheapest first, as much as fits: nothing that is moved from there can become better
    static LoadPlan? Parted(LoadWish wish, int first, int?[] values)
    {
        var chosen = Enumerable.Range(0, values.Length).Where(i => values[i] is not null).OrderBy(i => values[i]).ThenBy(i => i).Take(wish.Quarters).ToList();
        if (chosen.Count < wish.Quarters)
            return null;
        List<(int Quarter, int Wh)> slots = [.. chosen.Select((i, rank) => (first + i, rank == wish.Quarters - 1 ? wish.Rest : wish.WhPerQuarter))];
        var sum = 0L;
        foreach (var (quarter, wh) in slots)
            sum = checked(sum + ((long)wh * values[quarter - first]!.Value));
        slots.Sort();
        return new(slots, sum);
    }
}
