using Werkstrom.Energy.Sharing;
using Werkstrom.Kernel.Agreements;

namespace Werkstrom.Tests.Energy.Sharing;

public sealed class DominanceTests
{
    // by hand: what all but the two largest make, against 25 % of the largest
    [Theory]
    [InlineData("100,100,25", true)] // 25 ≥ 25
    [InlineData("100,100,24", false)]
    [InlineData("100,1,1,1,1", false)] // 3 < 25
    [InlineData("100,30,10,10,10", true)] // 30 ≥ 25
    [InlineData("20,20,20,20,20", true)]
    [InlineData("5,0,0,0,0", false)]
    [InlineData("0,0,0,0,0", false)] // a sum of nothing tells that all used nothing
    public void A_sum_is_safe_when_the_second_largest_cannot_tell_the_largest(string parts, bool isSafe) =>
        Assert.Equal(isSafe, Dominance.IsSafe(parts.Split(',').Select(long.Parse), 25));

    [Theory]
    [InlineData(0, 0, Resolution.QuarterHour, 96)]
    [InlineData(3_900, 4, Resolution.Hour, 24)] // of the quarter-hour the rest is 3 × 100 Wh < 25 % of 3,900; of the hour 3 × 400 Wh = 1,200 ≥ 25 % of 4,200 …
    [InlineData(30_000, 4, Resolution.Day, 1)] // … and < 25 % of 30,300; of the day 3 × 9,600 Wh = 28,800 ≥ 25 % of 39,500
    [InlineData(200_000, 4, null, 0)] // < 25 % of 209,500
    public void A_day_on_which_one_makes_most_of_a_sum_is_shown_coarser_or_not_at_all(int peak, int at, Resolution? finest, int count)
    {
        long[][] members = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Repeat(100L, 96).ToArray())];
        if (peak > 0)
            members[0][at] = peak;
        var found = Dominance.Finest(members, 25);
        Assert.Equal((finest, count), (found?.Finest, found?.Sums.Length ?? 0));
        if (found is { } safe)
            Assert.Equal(48_000 + (peak == 0 ? 0 : peak - 100), safe.Sums.Sum());
    }

    [Theory]
    [InlineData(92, 23)]
    [InlineData(100, 25)]
    public void A_day_of_another_length_has_other_hours(int quarters, int hours)
    {
        long[][] members = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Repeat(100L, quarters).ToArray())];
        members[0][0] = 3_900;
        Assert.Equal((Resolution.Hour, hours), Dominance.Finest(members, 25) is { } safe ? (safe.Finest, safe.Sums.Length) : default);
    }
}
