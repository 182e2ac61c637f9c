using Werkstrom.Condition.Assets;
using Werkstrom.Condition.Life;
using Werkstrom.Kernel.Assets;
using Werkstrom.Learning.Life;

namespace Werkstrom.Tests.Condition.Life;

/// <summary>What remaining lives rest on, by hand calculation.</summary>
public sealed class LifeMathTests
{
    static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static LifeEnd End(double day, bool failed = true, double repair = 1) =>
        new(1, "BRD", "bearing", Start.AddDays(day), Start.AddDays(day + repair), failed, $"record:{day}", null);

    [Fact]
    public void Lives_run_from_the_end_of_a_repair_to_the_next_end()
    {
        var lives = PastLife.Between([End(50, failed: false), End(10), End(100)], Start.AddDays(130)).ToArray();

        Assert.Equal([(39, false, false), (49, true, false), (29, false, true)], lives.Select(l => ((int)l.Days, l.Failed, l.IsRunning)));
    }

    [Fact]
    public void What_comes_later_is_not_known()
    {
        var lives = PastLife.Between([End(10), End(50), End(100)], Start.AddDays(99)).ToArray();

        Assert.Equal([(39, true, false), (48, false, true)], lives.Select(l => ((int)l.Days, l.Failed, l.IsRunning)));
    }

    [Fact]
    public void Two_failures_are_too_few_and_three_give_a_wide_range()
    {
        Assert.Null(PartLife.Of([new(30, true), new(40, true), new(10, false)]));

        var three = PartLife.Of([new(30, true), new(40, true), new(35, true), new(10, false)])!;
        var many = PartLife.Of([.. Enumerable.Range(0, 30).SelectMany(_ => new LifeTime[] { new(30, true), new(40, true), new(35, true) })])!;

        Assert.InRange(three.Remaining(10, 0.5), 20, 30);
        Assert.True(three.Remaining(10, 0.95) - three.Remaining(10, 0.05) > 1.2 * (many.Remaining(10, 0.95) - many.Remaining(10, 0.05)));
    }

    [Fact]
    public void Many_lives_of_an_exponential_forget_their_age()
    {
        // quantiles of an exponential with mean 100, at (i - 0.5) / n
        var life = PartLife.Of([.. Enumerable.Range(1, 400).Select(i => new LifeTime(-100 * Math.Log(1 - ((i - 0.5) / 400)), true))])!;

        Assert.Equal(69.3, life.Remaining(0, 0.5), 2.0); // 100 ln 2
        Assert.Equal(69.3, life.Remaining(150, 0.5), 6.0);
    }

    static PastLife Life(int asset, double days, bool failed) => new(asset, "BRD", "bearing", Start, Start.AddDays(days), failed, false);

    /// <summary>
    /// One fails after 1 and 2 days, the other runs 3 and 4. On day 1 two of four are at risk, on day 2 one of three: expected 1/2 + 1/3 = 5/6 of 2
    /// failures, variance 1/4 + 2/9 = 17/36: (2 − 5/6) / √(17/36) = 1.6977.
    /// </summary>
    [Fact]
    public void Failures_are_held_against_those_expected_of_the_ones_at_risk()
    {
        PastLife[] some = [Life(1, 1, true), Life(1, 2, true)], others = [Life(2, 3, false), Life(2, 4, false)];

        Assert.Equal(1.6977, LifeKin.Score(some, others), 4);
        Assert.Equal(-1.6977, LifeKin.Score(others, some), 4);
        Assert.Equal(0, LifeKin.Score(others, others));
    }

    [Fact]
    public void Own_lives_come_first_and_sisters_count_where_they_live_alike()
    {
        PastLife[] monthly = [.. Enumerable.Range(0, 30).Select(i => Life(2, 17 + (i % 5), true))];
        PastLife[] upkeep = [.. Enumerable.Range(0, 4).Select(_ => Life(1, 182, false))];
        PastLife[] young = [Life(3, 18, true), Life(3, 6, false)];
        PastLife[] all = [.. upkeep, .. monthly, .. young];

        Assert.Equal(monthly, LifeKin.Of(2, all)); // thirty failures of its own
        Assert.Equal(upkeep, LifeKin.Of(1, all)); // replaced after half a year and never failed: nothing in common
        Assert.Equal([.. young, .. monthly], LifeKin.Of(3, [.. young, .. monthly])); // one failure at the same age
    }

    [Theory]
    [InlineData("mill1", "mill2", "machine", true)]
    [InlineData("mill2", "lathe1", "machine", false)]
    [InlineData("pump-a", "pump-b", "machine", true)]
    [InlineData("pump", "plug", "machine", false)]
    [InlineData("anna", "berta", "press", true)] // a word of one's own says what it is
    [InlineData("mill1", "mill2", "", false)]
    public void Machines_are_of_one_type_by_their_kind_or_their_name(string one, string other, string kind, bool isSame)
    {
        Asset Named(int id, string name) => new() { Id = id, Name = name, Path = $"works/{name}", Kind = kind };

        Assert.Equal(isSame, AssetType.IsSame(Named(1, one), Named(2, other)));
    }

    [Fact]
    public void A_straight_line_reaches_its_limit_where_it_does()
    {
        double[] days = [.. Enumerable.Range(0, 40).Select(i => 0.75 * i)];
        double[] values = [.. days.Select((d, i) => 50 + (0.5 * d) + (0.05 * (i % 3)))];

        var found = LimitTrend.Of(days, values, 70)!.Value; // 64.7 at the end: 5.3 at 0.5 a day

        Assert.Equal(10.7, found.Middle, 0.3);
        Assert.InRange(10.7, found.Lower, found.Upper);
    }

    [Fact]
    public void Without_a_sure_trend_towards_the_limit_nothing_is_said()
    {
        double[] days = [.. Enumerable.Range(0, 40).Select(i => 0.75 * i)];
        Random chance = new(1);

        Assert.Null(LimitTrend.Of(days, [.. days.Select(_ => 50 + chance.NextDouble())], 70));
        Assert.Null(LimitTrend.Of(days, [.. days.Select(d => 50 - d)], 70)); // away from it
        Assert.Null(LimitTrend.Of(days, [.. days.Select(d => 50 + (0.01 * d))], 70)); // in six years
        Assert.Null(LimitTrend.Of(days, [.. days.Select(_ => 50.0)], 70)); // constant
        Assert.Null(LimitTrend.Of([0, 1], [50, 60], 70)); // two points
        Assert.Null(LimitTrend.Of(days, [.. days.Select(_ => double.NaN)], 70));
    }

    [Fact]
    public void Wear_that_falls_back_again_and_again_is_found_and_noise_is_not()
    {
        double[] wear = [.. Enumerable.Range(0, 300).Select(i => i % 60 / 60.0)];
        Random chance = new(2);

        Assert.Equal([60, 120, 180, 240], ResetFinder.Resets(wear).Select(r => r.Row));
        Assert.Empty(ResetFinder.Resets([.. wear.Select(_ => chance.NextDouble())]));
        Assert.Empty(ResetFinder.Resets([.. wear.Select(_ => 1.0)]));
        Assert.Empty(ResetFinder.Resets([1, 0]));
    }

    [Fact]
    public void Statements_are_held_against_what_came()
    {
        LifeRow Said(double day, double lower, double upper) => new()
        {
            AssetId = 1,
            At = Start.AddDays(day),
            Method = LifeMethod.Dates,
            PartKey = "bearing",
            Lower = lower,
            Middle = (lower + upper) / 2,
            Upper = upper,
            Share = 0.9,
            IsLow = false,
        };

        // it failed on day 100: right, too late, and one about the life that still runs
        Assert.Equal((1, 2), LifeDesk.Reliability([Said(90, 5, 15), Said(95, 6, 9), Said(110, 1, 2)], [End(10), End(100)]));
    }

    [Fact]
    public void Quantiles_are_read_in_between()
    {
        LifeForecast forecast = new(1, Start, LifeMethod.Dates, "bearing", [new(0.05, 2), new(0.5, 11), new(0.95, 20)], 0.9, 3, 5);

        Assert.Equal(6.5, forecast.Days(0.275), 9);
        Assert.Equal((2.0, 20.0), (forecast.Days(0), forecast.Days(1)));
        Assert.Equal(Start.AddDays(11), forecast.Middle);
    }
}
