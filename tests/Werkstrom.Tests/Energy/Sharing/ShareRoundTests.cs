using Werkstrom.Energy.Sharing;

namespace Werkstrom.Tests.Energy.Sharing;

public sealed class ShareRoundTests
{
    const int People = 24;

    [Fact]
    public void No_combination_of_all_that_is_ever_published_is_about_fewer_than_five()
    {
        var groups = 0;
        for (var seed = 1; seed <= 60; seed++)
        {
            var sums = Different(new ShareLife(seed, People, ShareLife.Rules).Live(25));
            Assert.Equal((seed, null), (seed, Isolation.Find(sums, People)));
            groups = Math.Max(groups, sums.Count);
        }

        Assert.True(groups > 2, "too few groups to find out anything");
    }

    [Fact]
    public void In_large_towns_a_hundred_thousand_combinations_are_about_five_or_more()
    {
        Random random = new(7);
        var sums = Different(new ShareLife(11, 600, ShareLife.Rules).Live(60));
        Assert.True(sums.Count > 50);
        for (var i = 0; i < 100_000; i++)
        {
            var factors = new int[600];
            for (var k = random.Next(1, 7); k > 0; k--)
            {
                var factor = random.Next(-3, 4);
                foreach (var person in sums[random.Next(sums.Count)])
                    factors[person] += factor;
            }

            var isolated = factors.Where(f => f != 0).ToList();
            Assert.False(isolated.Count is > 0 and < 5);
        }
    }

    // what the test finds when a guard is taken out: without newcomers, with four, with groups that go on without who left
    [Theory]
    [InlineData(5, 0, false)]
    [InlineData(5, 4, false)]
    [InlineData(4, 4, false)]
    [InlineData(5, 5, true)]
    public void Without_one_of_the_rules_somebody_is_isolated(int least, int fresh, bool shrinks) =>
        Assert.Contains(Enumerable.Range(1, 60), seed => Isolation.Find(Different(new ShareLife(seed, People, new(least, fresh, 6, 25)) { Shrinks = shrinks }.Live(25)), People) is not null);

    [Fact]
    public void Two_partners_with_groupings_of_their_own_would_isolate_somebody_together() =>
        Assert.Contains(Enumerable.Range(1, 40), seed =>
        {
            SharePoint[] all = [.. Enumerable.Range(0, 12).Select(i => new SharePoint($"{i}", $"{i}a", new("", "t"), 3_000_000))];
            Random random = new(seed);
            List<int[]> sums = [];
            for (var partner = 0; partner < 2; partner++)
            {
                random.Shuffle(all);
                sums.AddRange(ShareRound.Next([], all, new HashSet<string>(), ShareLife.Rules).Made.Select(g => g.Select(p => int.Parse(p.Customer, System.Globalization.CultureInfo.InvariantCulture)).ToArray()));
            }

            return Isolation.Find(sums, 12) is not null;
        });

    // the finder itself against all combinations with factors −2 … 2, on small towns of any groups
    [Fact]
    public void What_isolates_is_found_as_by_trying_all()
    {
        Random random = new(3);
        var found = 0;
        for (var town = 0; town < 400; town++)
        {
            List<int[]> sums = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Enumerable.Range(0, 9).Where(_ => random.Next(10) < 6).ToArray()).Where(s => s.Length >= 5)];
            var isIsolated = Isolation.Find(sums, 9) is not null;
            if (TryAll(sums))
                Assert.True(isIsolated, $"town {town}");
            found += isIsolated ? 1 : 0;
        }

        Assert.InRange(found, 50, 350);
        Assert.NotNull(Isolation.Find([[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4]], 6)); // one leaves
        Assert.Null(Isolation.Find([[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]], 10));
        Assert.NotNull(Isolation.Find([[0, 1, 2, 3, 4], [3, 4, 5, 6, 7], [0, 1, 2, 5, 6, 7]], 8)); // 3 + 4 by half of the first and second less the third
    }

    [Fact]
    public void One_who_uses_most_of_it_waits_and_so_do_four()
    {
        SharePoint[] five = [.. Enumerable.Range(1, 5).Select(i => new SharePoint($"{i}", $"{i}a", new("r", "t"), 3_000_000))];
        SharePoint works = new("works", "w", new("r", "t"), 2_000_000_000);
        Assert.Equal(["1", "2", "3", "4", "5"], Made([.. five, works]).Single().Select(p => p.Customer).Order());
        Assert.Empty(Made([.. five[..4], works]));
        Assert.Empty(Made(five[..4]));
        Assert.Empty(Made([.. five[..4], new("4", "4b", new("r", "t"), 3_000_000)])); // two meters of one customer are one customer
        Assert.Empty(Made([.. five[..3], .. five[3..].Select(p => p with { Kind = new("r", "other") })]));
    }

    [Fact]
    public void Who_is_left_of_a_group_goes_with_five_new_ones()
    {
        SharePoint[] all = [.. Enumerable.Range(1, 11).Select(i => new SharePoint($"{i}", $"{i}a", new("", "t"), 3_000_000))];
        OpenGroup first = new(1, new("", "t"), [.. all[..6].Select(p => (p.Customer, p.Malo))]);
        HashSet<string> ever = [.. all[..6].Select(p => p.Customer)];
        var four = ShareRound.Next([first], all[1..10], ever, ShareLife.Rules);
        Assert.Equal(1, Assert.Single(four.Ended));
        Assert.Empty(four.Made);
        var five = ShareRound.Next([first], all[1..11], ever, ShareLife.Rules);
        Assert.Equal(10, Assert.Single(five.Made).Count);
    }

    static IReadOnlyList<IReadOnlyList<SharePoint>> Made(SharePoint[] agreed) => ShareRound.Next([], agreed, new HashSet<string>(), ShareLife.Rules).Made;

    static List<int[]> Different(ShareLife life) => [.. life.Sums.DistinctBy(s => string.Join(',', s))];

    static bool TryAll(List<int[]> sums)
    {
        for (var code = 0; code < Math.Pow(5, sums.Count); code++)
        {
            var (factors, left) = (new int[9], code);
            foreach (var sum in sums)
            {
                foreach (var person in sum)
                    factors[person] += (left % 5) - 2;
                left /= 5;
            }

            if (factors.Count(f => f != 0) is > 0 and < 5)
                return true;
        }

        return false;
    }
}
