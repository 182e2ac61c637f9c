using Werkstrom.Tariff.Laboratory;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Tariff.Laboratory;

public sealed class LabShiftTests
{
    static readonly QuarterRange Day = GermanTime.Day(new(2025, 5, 14));

    [Fact]
    public void Energy_moves_from_the_dearest_to_the_cheapest_within_its_bounds()
    {
        // 100 Wh each, nothing in the last: 9,500 Wh, of which 950 may be moved; half of each at most, none above 100
        var prices = Enumerable.Repeat(20_000, 96).ToArray();
        (prices[0], prices[95]) = (30_000, 10_000);
        var market = Enumerable.Repeat(7_000, 96).ToArray();
        market[0] = 9_000;
        var loads = Enumerable.Repeat((ushort)100, 96).ToArray();
        loads[95] = 0;

        // 50 Wh from 30 to 10 ct, 50 Wh from 20 to 10 ct; then the last is full, and nothing else is cheaper
        Assert.Equal(((50L * 20_000) + (50 * 10_000), 50L * 2_000, 100L), new LabShift(Day, prices, market, 10).Of(loads));
        Assert.Equal((0L, 0L, 0L), new LabShift(Day, prices, market, 0).Of(loads));
        Assert.Equal((0L, 0L, 0L), new LabShift(Day, [.. market.Select(_ => 5_000)], market, 10).Of(loads)); // one price all day: nothing to save
    }

    [Fact]
    public void A_budget_ends_it_and_each_day_has_its_own()
    {
        // the two days around the change to summer time: 96 and 92 quarter-hours
        var range = GermanTime.Between(new(2025, 3, 29), new(2025, 3, 31));
        var prices = Enumerable.Range(0, range.Count).Select(i => i is 0 or 96 ? 40_000 : 10_000).ToArray();
        var loads = new ushort[range.Count];
        (loads[0], loads[1], loads[96]) = (1_000, 1_000, 500);

        // first day 2,000 Wh: 200 of it; second day 500 Wh, all in one quarter-hour: 50 of it
        Assert.Equal((250L * 30_000, 0L, 250L), new LabShift(range, prices, new int[range.Count], 10).Of(loads));
    }

    [Fact]
    public void No_other_move_within_the_bounds_saves_more()
    {
        Random random = new(11);
        QuarterRange few = new(Day.First + 40, 5);
        for (var round = 0; round < 200; round++)
        {
            int[] prices = [.. Enumerable.Range(0, 5).Select(_ => random.Next(6))];
            ushort[] loads = [.. Enumerable.Range(0, 5).Select(_ => (ushort)random.Next(9))];
            var percent = random.Next(51);
            Assert.Equal(Best(prices, loads, percent), new LabShift(few, prices, new int[5], percent).Of(loads).Saved);
        }
    }

    /// <summary>The least that any new course of the loads costs that takes at most half from each, fills none above the day's highest and moves no more than the budget.</summary>
    static long Best(int[] prices, ushort[] loads, int percent)
    {
        var (most, budget) = (loads.Max(), loads.Sum(l => (long)l) * percent / 100);
        long best = 0;
        var after = new int[5];
        void Try(int at)
        {
            if (at == 5)
            {
                var moved = Enumerable.Range(0, 5).Sum(i => Math.Max(0, loads[i] - after[i]));
                if (after.Sum() == loads.Sum(l => l) && moved <= budget)
                    best = Math.Max(best, Enumerable.Range(0, 5).Sum(i => (long)(loads[i] - after[i]) * prices[i]));
                return;
            }

            for (after[at] = loads[at] - (loads[at] / 2); after[at] <= most; after[at]++)
                Try(at + 1);
        }

        Try(0);
        return best;
    }
}
