using Werkstrom.Tariff.Time;
using Werkstrom.Tariff.Windows;

namespace Werkstrom.Tests.Tariff.Windows;

/// <summary>The best window, by hand and against a program that tries everything.</summary>
public sealed class BestWindowTests
{
    // 0.001 ct/kWh of eight quarter-hours
    static readonly int?[] Prices = [30_000, 10_000, 20_000, 12_000, 11_000, -5_000, 40_000, 9_000];

    [Fact]
    public void Two_quarter_hours_without_a_pause_are_the_cheapest_pair() => Assert.Equal((104, 6_000_000L), Of(new(2_000, 1_000, true))); // 11 ct and −5 ct for a kWh each: 6 ct

    [Fact]
    public void The_last_quarter_hour_without_a_pause_has_the_rest()
    {
        var plan = BestWindow.Find(new(1_500, 1_000, true), new(100, 8), Price)!;

        // −5 ct in the last with 0.5 kWh: 11 − 2.5 = 8.5 ct; 40 after −5: −5 + 20 = 15 ct; so 11, then −5
        Assert.Equal([(104, 1_000), (105, 500)], plan.Slots);
        Assert.Equal(8_500_000, plan.Sum);
    }

    [Fact]
    public void With_pauses_the_cheapest_are_taken_and_the_dearest_of_them_has_the_rest()
    {
        var plan = BestWindow.Find(new(2_500, 1_000, false), new(100, 8), Price)!;

        // −5, 9 and half of 10 ct
        Assert.Equal([(101, 500), (105, 1_000), (107, 1_000)], plan.Slots);
        Assert.Equal(9_000_000, plan.Sum);
        Assert.Equal([(101, 102), (105, 106), (107, 108)], plan.Runs.Select(r => (r.First, r.End)));
    }

    [Fact]
    public void Ready_by_and_not_before_bound_it() => Assert.Equal(101, BestWindow.Find(new(1_000, 1_000, true), new(100, 5), Price)!.Slots[0].Quarter);

    [Fact]
    public void Of_two_that_are_as_good_the_earlier_is_taken() => Assert.Equal(100, BestWindow.Find(new(500, 1_000, true), new(100, 8), _ => 7)!.Slots[0].Quarter);

    [Fact]
    public void What_is_not_known_is_not_used()
    {
        Assert.Null(BestWindow.Find(new(3_000, 1_000, true), new(0, 4), q => q == 2 ? null : 1));
        Assert.Equal([0, 1, 3], BestWindow.Find(new(3_000, 1_000, false), new(0, 4), q => q == 2 ? null : 1)!.Slots.Select(s => s.Quarter));
        Assert.Null(BestWindow.Find(new(4_000, 1_000, false), new(0, 4), q => q == 2 ? null : 1));
        Assert.Null(BestWindow.Find(new(1, 1, false), new(0, 0), _ => 1));
    }

    [Fact]
    public void Starting_at_once_is_what_it_is_compared_with()
    {
        var plan = BestWindow.AtOnce(new(1_500, 1_000, false), new(100, 8), Price)!;

        Assert.Equal([(100, 1_000), (101, 500)], plan.Slots);
        Assert.Equal(35_000_000, plan.Sum);
        Assert.Null(BestWindow.AtOnce(new(1_500, 1_000, false), new(107, 1), Price));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(10_000_001, 1)]
    public void Energy_has_a_range(long wh, int perQuarter) => Assert.Throws<ArgumentOutOfRangeException>(() => new LoadWish(wh, perQuarter, true));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void On_random_days_it_is_as_good_as_trying_everything(int seed)
    {
        Random random = new(seed);
        for (var day = 0; day < 200; day++)
        {
            var values = Enumerable.Range(0, random.Next(1, 101)).Select(_ => random.Next(20) == 0 ? (int?)null : random.Next(-50, 400)).ToArray();
            LoadWish wish = new(random.Next(1, 40), random.Next(1, 9), random.Next(2) == 0);
            var plan = BestWindow.Find(wish, new(1_000, values.Length), q => values[q - 1_000]);
            var best = wish.IsUnbroken ? Brute.Unbroken(wish, values) : Brute.Parted(wish, values);

            Assert.Equal(best, plan?.Sum);
            if (plan is null)
                continue;
            Assert.Equal(wish.Wh, plan.Slots.Sum(s => (long)s.Wh));
            Assert.All(plan.Slots, s => Assert.InRange(s.Wh, 1, wish.WhPerQuarter));
            Assert.Equal(plan.Sum, plan.Slots.Sum(s => (long)s.Wh * values[s.Quarter - 1_000]!.Value));
        }
    }

    static (int First, long Sum) Of(LoadWish wish) => BestWindow.Find(wish, new(100, 8), Price) is { } plan ? (plan.Slots[0].Quarter, plan.Sum) : default;

    static int? Price(int quarter) => Prices[quarter - 100];

    /// <summary>Tries everything, Wh by Wh.</summary>
    static class Brute
    {
        public static long? Unbroken(LoadWish wish, int?[] values)
        {
            long? best = null;
            for (var start = 0; start < values.Length; start++)
            {
                var (left, sum, at) = (wish.Wh, 0L, start);
                for (; left > 0 && at < values.Length && values[at] is { } value; at++)
                {
                    var wh = Math.Min(left, wish.WhPerQuarter);
                    (sum, left) = (sum + (wh * value), left - wh);
                }

                if (left == 0 && !(best <= sum))
                    best = sum;
            }

            return best;
        }

        // the least that so much energy costs in the quarter-hours so far, for every energy and every share of each
        public static long? Parted(LoadWish wish, int?[] values)
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
}
