using Werkstrom.Tariff;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Tariff.Prices;

/// <summary>How prices come about; expected ones by hand, 0.001 ct/kWh.</summary>
public sealed class PriceRuleTests
{
    static readonly QuarterRange March = GermanTime.Day(new(2024, 3, 31)); // 92 quarter-hours
    static readonly QuarterRange October = GermanTime.Day(new(2024, 10, 27)); // 100

    [Fact]
    public void High_and_low_times_follow_the_clock_on_the_days_of_the_change()
    {
        // low 01:00 to 03:00: in March 02:00 to 03:00 is not there (4 left), in October it comes twice (4 + 8)
        ClockPrice rule = new(30_000, [(ClockWindow.Read("01:00-03:00"), 20_000)]);

        Assert.Equal((88, 4), Counts(Draw(rule, March)));
        Assert.Equal((88, 12), Counts(Draw(rule, October)));
        static (int, int) Counts(int[] prices) => (prices.Count(p => p == 30_000), prices.Count(p => p == 20_000));
    }

    [Fact]
    public void Windows_know_kinds_of_days_quarters_of_the_year_and_midnight()
    {
        ClockPrice rule = new(1, [(ClockWindow.Read("22:00-06:00", DayType.Workday, 0b1000), 2), (ClockWindow.Read("00:00-24:00", DayType.Sunday), 3)]);

        Assert.Equal(96, Draw(rule, GermanTime.Day(new(2024, 12, 25))).Count(p => p == 3)); // Christmas
        Assert.Equal((32, 64), (Draw(rule, GermanTime.Day(new(2024, 12, 2))).Count(p => p == 2), Draw(rule, GermanTime.Day(new(2024, 12, 2))).Count(p => p == 1)));
        Assert.All(Draw(rule, GermanTime.Day(new(2024, 7, 1))), p => Assert.Equal(1, p)); // not in July
        Assert.All(Draw(rule, GermanTime.Day(new(2024, 12, 24))), p => Assert.Equal(1, p)); // counts as a Saturday
    }

    [Fact]
    public void Hours_of_the_exchange_hold_for_four_quarters_and_have_no_bounds()
    {
        var spot = QuarterSeries.Hourly("exchange", March.First, [-50_000, 400_000, 21_000_000, .. Enumerable.Repeat<int?>(8_005, 20)]);

        var prices = Draw(new SpotPrice(spot, Surcharge: 1_500, Permille: 1_030), March);

        Assert.Equal(-50_000, Draw(new SpotPrice(spot), March)[0]);
        Assert.Equal([-50_000, -50_000, 413_500, 413_500], prices[2..6]); // −51,500 + 1,500; 412,000 + 1,500
        Assert.Equal((21_631_500, 9_745), (prices[8], prices[12])); // 8,005 × 1.03 = 8,245.15
    }

    [Fact]
    public void What_the_exchange_did_not_say_is_named()
    {
        var spot = new QuarterSeries("exchange", March.First, [.. Enumerable.Range(0, 90).Select(i => i == 5 ? (int?)null : 1)]);

        Assert.Contains("exchange: 3 of 92 quarter-hours are missing, the first at 2024-03-31T00:15Z", Scenes.Plan(Scenes.Energy(new SpotPrice(spot))).Fault(March), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50, 30_000)]
    [InlineData(75, 27_500)] // 30 ct − 0.1 ct × 25
    [InlineData(100, 26_000)] // 25 ct, but the floor is 26
    [InlineData(0, 34_000)] // 35 ct, but the cap is 34
    public void An_index_price_falls_with_the_index_between_cap_and_floor(int index, int price)
    {
        IndexPrice rule = new(Flat(March, index), Base: 30_000, Slope: 100, Cap: 34_000, Floor: 26_000);

        Assert.All(Draw(rule, March), p => Assert.Equal(price, p));
    }

    [Theory]
    [InlineData(29, 35_000)]
    [InlineData(30, 30_000)] // at the threshold: the zone above
    [InlineData(69, 30_000)]
    [InlineData(70, 25_000)]
    public void A_zone_begins_at_its_threshold(int index, int price) =>
        Assert.All(Draw(new IndexZones(Flat(March, index), [30, 70], [35_000, 30_000, 25_000]), March), p => Assert.Equal(price, p));

    [Fact]
    public void All_that_is_wrong_with_an_index_tariff_is_said_at_once()
    {
        var fault = Scenes.Plan(
            Scenes.Energy(new IndexZones(Flat(March, 101), [70, 30], [1, 2])),
            new("Other", PartKind.Energy, new IndexPrice(Flat(October, 1), 1, 1, Cap: 1, Floor: 2), Scenes.Always)).Fault(March);

        foreach (var said in new[] { "2 thresholds make 3 zones; there are 2 prices", "thresholds must rise, not 70, 30", "not 101 at 2024-03-30T23:00Z", "the floor (2) is above the cap (1)", "92 of 92 quarter-hours are missing" })
            Assert.Contains(said, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_balanced_index_price_earns_what_a_flat_one_would()
    {
        // loads 3, 1, at index 60 and 20: 3 (base − 1,000) + (base + 3,000) = 4 × 30,000, so the base is 30,000
        QuarterSeries index = new("index", 0, [60, 20]);
        var (even, none) = Neutrality.Balance(new(index, 0, 100), 30_000, new(0, 2), [3, 1]);
        // with a cap of 31,000 the second costs 31,000: 3 (base − 1,000) = 89,000, base = 30,666.67: the nearest earns 3 × 29,667 + 31,000 − 120,000 = 1
        var (capped, rest) = Neutrality.Balance(new(index, 0, 100, Cap: 31_000), 30_000, new(0, 2), [3, 1]);

        Assert.Equal((30_000, 0), (even.Base, none));
        Assert.Equal((30_667, 1), (capped.Base, rest));
        Assert.Throws<ArgumentException>(() => Neutrality.Balance(new(index, 0, 100, Cap: 29_999), 30_000, new(0, 2), [3, 1]));
        Assert.Throws<ArgumentException>(() => Neutrality.Balance(new(index, 0, 100), 30_000, new(0, 3), [3, 1, 1]));
    }

    [Theory]
    [InlineData("18:15-21:10")]
    [InlineData("25:00-26:00")]
    [InlineData("18:15")]
    [InlineData("24:00-06:00")]
    [InlineData("01:00-00:00")]
    public void A_window_that_is_no_time_is_refused(string text) => Assert.Contains(text, Assert.Throws<ArgumentException>(() => ClockWindow.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Windows_that_overlap_are_named() =>
        Assert.Contains("windows 22:00-06:00 and 05:45-07:00 overlap", Scenes.Plan(Scenes.Energy(new ClockPrice(1, [(ClockWindow.Read("22:00-06:00"), 2), (ClockWindow.Read("05:45-07:00"), 3)]))).Fault(March), StringComparison.Ordinal);

    static int[] Draw(PriceRule rule, QuarterRange range) => Scenes.Plan(Scenes.Energy(rule)).Draw(range, Scenes.Place).Rows[0].Prices;

    static QuarterSeries Flat(QuarterRange range, int value) => new("index", range.First, [.. Enumerable.Repeat<int?>(value, range.Count)]);
}
