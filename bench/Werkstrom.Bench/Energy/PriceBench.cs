using System.Diagnostics;
using Werkstrom.Tariff.Pricing;

namespace Werkstrom.Bench.Energy;

/// <summary>
/// Quarter-hours priced a second on one core, four components and twelve monthly sums each, from memory: 6,000 homes are 420 MB, far more than any cache.
/// A quarter-hour with its four components counts once.
/// </summary>
static class PriceBench
{
    const int Homes = 6_000;
    const int Batch = 32;
    const int Runs = 7;

    public static IReadOnlyList<Row> Run(CancellationToken stop)
    {
        var loads = EnergyYear.Homes(Homes);
        var prices = EnergyYear.Prices();
        var sums = new long[prices.Sums * Homes];
        List<double> seconds = [];
        for (var run = 0; run < Runs; run++)
        {
            stop.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            for (var home = 0; home < Homes; home += Batch)
            {
                var count = Math.Min(Batch, Homes - home);
                PriceKernel.Sum(prices, loads.AsSpan(home * EnergyYear.Slots, count * EnergyYear.Slots), sums.AsSpan(home * prices.Sums));
            }

            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        var speed = (double)Homes * EnergyYear.Slots / seconds.Order().ElementAt(Runs / 2);
        return
        [
            Row.AtLeast("quarter-hours priced from memory, 4 components, 12 monthly sums, one core", speed / 1e9, "G/s", 2),
            Row.Seen("the same, best of 7", Homes * (double)EnergyYear.Slots / seconds.Min() / 1e9, "G/s"),
            Row.Seen("a year of a million homes at that speed", 1e6 * EnergyYear.Slots / speed, "s"),
        ];
    }
}
