using Werkstrom.Energy.Laboratory.Ideas;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Laboratory;

public sealed class LabStressTests
{
    static readonly QuarterRange Then = GermanTime.Year(2022);
    static readonly QuarterRange Now = GermanTime.Year(2025);

    [Fact]
    public void Prices_of_2022_come_at_the_same_time_of_the_same_day_of_the_week_a_few_days_off_at_most()
    {
        var stress = LabStress.Of(Flat(Now, 8_000), new("spot", Then.First, [.. Enumerable.Range(0, Then.Count).Select(i => (int?)i)]), Now);

        Assert.True(stress.IsMeasured);
        // 15 May 2025 is a Thursday; the nearest one of 2022 is the 12th (the 19th is four days off)
        Assert.Equal(GermanTime.Day(new(2022, 5, 12)).First - Then.First + 50, stress.Spot[GermanTime.Day(new(2025, 5, 15)).First + 50]);
        // Wednesday 1 January 2025: 29 December 2021 is three days off but not of that year, so the 5th
        Assert.Equal(4 * 96, stress.Spot[Now.First]);
        Assert.All(Enumerable.Range(Now.First, Now.Count), q =>
        {
            var then = Then.First + stress.Spot[q]!.Value;
            Assert.Equal(GermanTime.Date(q).DayOfWeek, GermanTime.Date(then).DayOfWeek);
            Assert.InRange(Math.Abs(GermanTime.Date(q).DayOfYear - GermanTime.Date(then).DayOfYear), 0, 7);
        });
    }

    [Fact]
    public void Without_them_the_own_prices_are_multiplied_to_their_mean()
    {
        var stress = LabStress.Of(Flat(Now, 9_418), Flat(new(Then.First, Then.Count - 1), 20_000), Now);

        Assert.Equal((false, 2_500), (stress.IsMeasured, stress.Permille)); // 235.45 / 94.18 €/MWh
        Assert.Equal(23_545, stress.Spot[Now.First]);
    }

    static QuarterSeries Flat(QuarterRange range, int price) => new("spot", range.First, [.. Enumerable.Repeat((int?)price, range.Count)]);
}
