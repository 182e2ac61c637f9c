using Werkstrom.Tariff.Laboratory;

namespace Werkstrom.Tests.Tariff.Laboratory;

/// <summary>Nothing is ever said of fewer than five customers, however groups and ideas are taken from one another.</summary>
public sealed class LabGroupsTests
{
    [Fact]
    public void Every_customer_is_in_one_group_of_at_least_five_whatever_the_town_is_like()
    {
        Random random = new(3);
        for (var round = 0; round < 500; round++)
        {
            var (kinds, sizes) = (random.Next(1, 6), random.Next(1, 8));
            List<(int, int)> of = [.. Enumerable.Range(0, random.Next(5, 120)).Select(_ => (random.Next(kinds) * random.Next(2), random.Next(sizes) * random.Next(2)))];
            var groups = LabGroups.Make(of);

            Assert.All(groups, g => Assert.InRange(g.Customers.Count, LabGroups.Least, of.Count));
            // a partition: any sums and differences of what is said are of whole groups
            Assert.Equal(Enumerable.Range(0, of.Count), groups.SelectMany(g => g.Customers).Order());
            Assert.All(groups, g => Assert.All(g.Customers, c => Assert.Contains(of[c].Item1, g.Branches)));
            Assert.All(groups.Where(g => g.Branches.Count == 1), g => Assert.All(g.Customers, c => Assert.InRange(of[c].Item2, g.From, g.To)));
        }
    }

    [Fact]
    public void Small_classes_join_their_neighbour_and_small_kinds_each_other()
    {
        // households: 4 small, 7 middle, 2 large; 3 farms; 6 shops
        List<(int, int)> of = [.. Many(4, 0, 0), .. Many(7, 0, 1), .. Many(2, 0, 2), .. Many(3, 5, 4), .. Many(6, 4, 5)];
        var groups = LabGroups.Make(of);

        // 4 + 7 + 2 households; the farms are too few and join the shops, the smallest kind
        Assert.Equal([13, 9], groups.Select(g => g.Customers.Count));
        Assert.Equal([0], groups[0].Branches);
        Assert.Equal((0, 2), (groups[0].From, groups[0].To));
        Assert.Equal([4, 5], groups[1].Branches);
        Assert.Empty(LabGroups.Make([.. Many(4, 0, 0)]));
    }

    [Fact]
    public void Counts_are_said_in_fives_and_quantiles_are_means_of_five()
    {
        const long Euro = 100_000_000;
        var today = Enumerable.Repeat(1_000 * Euro, 12).ToArray();
        // three pay 200 € more, one 40 ct more, eight pay 10, 20 … 80 € less
        long[] idea = [.. today.Select((t, i) => i < 3 ? t + (200 * Euro) : i == 3 ? t + (Euro * 2 / 5) : t - ((i - 3) * 10 * Euro))];
        var gains = LabGains.Of(today, idea, [.. Enumerable.Range(0, 12)], new(120 * Euro, 100));

        Assert.Equal((12, 5, 0, 0), (gains.Customers, gains.Winners, gains.Losers, gains.Hardships)); // 8 → 5, 3 → none said
        Assert.Equal(((-600 * Euro) - (Euro * 2 / 5) + (360 * Euro)) / 12, gains.Mean);
        // the five highest: 40, 50 … 80 €
        Assert.Equal(60 * Euro, gains.Quantiles[4]);
        Assert.Throws<ArgumentException>(() => LabGains.Of(today, idea, [0, 1, 2, 3], default));
    }

    [Fact]
    public void No_threshold_and_no_other_idea_shows_who_moved()
    {
        // two ideas that differ for a single customer: what is said of counts and bars is the same or differs by whole fives
        Random random = new(8);
        const long Euro = 100_000_000;
        for (var round = 0; round < 100; round++)
        {
            var count = random.Next(5, 60);
            long[] today = [.. Enumerable.Range(0, count).Select(_ => random.Next(300, 2_000) * Euro)];
            long[] one = [.. today.Select(t => t + (random.Next(-200, 200) * Euro))];
            long[] other = [.. one];
            other[random.Next(count)] += random.Next(-300, 300) * Euro;
            int[] all = [.. Enumerable.Range(0, count)];
            Hardship limit = new(random.Next(0, 30) * 10 * Euro, random.Next(0, 30) * 10);
            var (a, b) = (LabGains.Of(today, one, all, limit), LabGains.Of(today, other, all, limit));
            Assert.All([a.Winners - b.Winners, a.Losers - b.Losers, a.Hardships - b.Hardships], d => Assert.Equal(0, d % 5));
            var bars = LabHistogram.Of(today, other, all, LabHistogram.Axis([a, b]));
            Assert.All(bars.Counts, c => Assert.Equal(0, c % 5));
        }
    }

    static IEnumerable<(int, int)> Many(int count, int branch, int size) => Enumerable.Repeat((branch, size), count);
}
