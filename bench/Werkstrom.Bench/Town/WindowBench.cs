using System.Diagnostics;
using Werkstrom.Tariff.Windows;

namespace Werkstrom.Bench.Town;

/// <summary>The best window on random days: as good as trying everything, and how long it takes.</summary>
static class WindowBench
{
    const int Days = 2_000, Rounds = 20_000;

    public static IReadOnlyList<Row> Run(CancellationToken stop)
    {
        Random random = new(20_261);
        var wrong = 0;
        for (var day = 0; day < Days; day++)
        {
            stop.ThrowIfCancellationRequested();
            var values = Enumerable.Range(0, random.Next(92, 101)).Select(_ => random.Next(25) == 0 ? (int?)null : random.Next(-50, 400)).ToArray();
            LoadWish wish = new(random.Next(1, 60), random.Next(1, 12), day % 2 == 0);
            var least = wish.IsUnbroken ? Unbroken(wish, values) : Parted(wish, values);
            wrong += BestWindow.Find(wish, new(0, values.Length), q => values[q])?.Sum == least ? 0 : 1;
        }

        var prices = Enumerable.Range(0, 192).Select(_ => (int?)random.Next(-20_000, 60_000)).ToArray();
        return
        [
            Row.AtMost($"best window against trying everything, {Days:N0} random days of 92 to 100 quarter-hours with gaps: not the same", wrong, "1", 0),
            Row.Seen("best two hours without a pause of two days", Micros(new(2_000, 250, true), prices), "us"),
            Row.Seen("20 kWh at 11 kW with pauses, of two days", Micros(new(20_000, 2_750, false), prices), "us"),
        ];
    }

    static double Micros(LoadWish wish, int?[] prices)
    {
        for (var i = 0; i < Rounds / 10; i++)
            BestWindow.Find(wish, new(0, prices.Length), q => prices[q]);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Rounds; i++)
            BestWindow.Find(wish, new(0, prices.Length), q => prices[q]);
        return watch.Elapsed.TotalMicroseconds / Rounds;
    }

    // each start, Wh by Wh
    static long? Unbroken(LoadWish wish, int?[] values)
    {
        long? best = null;
        for (var start = 0; start < values.Length; start++)
        {
            var (left, sum) = (wish.Wh, 0L);
            for (var at = start; left > 0 && at < values.Length && values[at] is { } value; at++)
                (sum, left) = (sum + (Math.Min(left, wish.WhPerQuarter) * value), left - Math.Min(left, wish.WhPerQuarter));
            if (left == 0 && !(best <= sum))
                best = sum;
        }

        return best;
    }

    // the least for each energy after each quarter-hour, over all shares of it
    static long? Parted(LoadWish wish, int?[] values)
    {
        var least = new long?[wish.Wh + 1];
        least[0] = 0;
        foreach (var value in values.OfType<int>())
        {
            for (var all = wish.Wh; all > 0; all--)
            {
                for (var own = 1; own <= Math.Min(all, wish.WhPerQuarter); own++)
                {
                    if (least[all - own] + ((long)own * value) is { } sum && !(least[all] <= sum))
                        least[all] = sum;
                }
            }
        }

        return least[wish.Wh];
    }
}
