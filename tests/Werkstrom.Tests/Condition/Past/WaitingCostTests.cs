using Werkstrom.Condition.Life;
using Werkstrom.Condition.Past.Cost;
using Werkstrom.Learning.Life;

namespace Werkstrom.Tests.Condition.Past;

/// <summary>Figures by hand.</summary>
public sealed class WaitingCostTests
{
    /// <summary>480 € planned, 6,900 € after a failure, 26 % within the week: 0.74 · 480 + 0.26 · 6,900 = 355.20 + 1,794 = 2,149.20.</summary>
    [Fact]
    public void A_week_of_waiting_costs_the_failure_with_its_chance()
    {
        var week = WaitingCost.On(0.26, 7, 480, 6_900, 0);

        Assert.Equal((2_149.2, 480, 6_900), (Math.Round(week.Expected, 2), week.Low, week.High));
    }

    [Theory]
    [InlineData(0.04, 480, 480)] // a failure is rarer than one in twenty
    [InlineData(0.05, 480, 480)]
    [InlineData(0.06, 480, 6_900)]
    [InlineData(0.95, 6_900, 6_900)]
    public void What_is_rarer_than_one_in_twenty_is_outside_the_range(double chance, double low, double high)
    {
        var point = WaitingCost.On(chance, 1, 480, 6_900, 0);

        Assert.Equal((low, high), (point.Low, point.High));
    }

    /// <summary>Without wear, mean life 10 days: chance 1 − e^(−0.1 d), mean use 10 · (1 − e^(−0.1 d)).</summary>
    [Fact]
    public void A_course_adds_what_use_is_worth()
    {
        var course = WaitingCost.Course(new Steady(), 10, 100, 600, rate: 20);

        Assert.Equal(11, course.Count);
        Assert.Equal((0, 100, 100), (course[0].Day, course[0].Expected, course[0].Net));
        Assert.Equal(100 + (500 * 0.632121), course[10].Expected, 2); // 1 − e^(−1)
        Assert.Equal(100 + (500 * 0.632121) - (20 * 6.32121), course[10].Net, 2);
        Assert.Equal(0, WaitingCost.Best(course).Day); // each day of use is worth 20 and costs 50 of risk
        Assert.Equal(10, WaitingCost.Best(WaitingCost.Course(new Steady(), 10, 100, 600, rate: 60)).Day);
    }

    /// <summary>Lives of mean 100 without wear, at the quantiles (i − 0.5) / 400: whatever the age, 1 − e^(−0.5) fail within 50.</summary>
    [Fact]
    public void Dates_are_asked_at_the_age_of_the_part()
    {
        var law = PartLife.Of([.. Enumerable.Range(1, 400).Select(i => new LifeTime(-100 * Math.Log(1 - ((i - 0.5) / 400)), true))])!;

        DatedLife life = new(law, 80, 400);

        Assert.Equal((LifeSource.Dates, 400, 80.0), (life.Source, life.N, life.Age));
        Assert.Equal(0.3935, life.FailedWithin(50), 0.02);
        Assert.Equal(law.Remaining(80, 0.5), life.Quantile(0.5)!.Value, 1e-6);
    }

    /// <summary>Failed after 1 and 3 days, one ran seven: a third by day 1, two thirds by day 3. Two days on, the first is out of it: half by day 1 from then.</summary>
    [Fact]
    public void How_alike_ones_ended_is_a_distribution_also_days_later()
    {
        var curve = KaplanMeier.Of([new(1, true), new(3, true), new(7, false)]);

        Assert.Equal([0, 0.333333, 0.666667, 0.666667], new[] { 0.5, 1, 3, 7 }.Select(d => Math.Round(new SimilarLife(curve, 0, 3).FailedWithin(d), 6)));
        Assert.Equal(0.5, new SimilarLife(curve, 2, 3).FailedWithin(1), 12);
        Assert.Null(new SimilarLife(curve, 0, 3).Quantile(0.95));
        Assert.Equal(3, new SimilarLife(curve, 0, 3).Quantile(0.5)!.Value, 6);
    }

    [Fact]
    public void A_prediction_is_even_between_its_bounds()
    {
        PredictedLife life = new(2, 5, 11, 20);

        Assert.Equal([0.025, 0.05, 0.275, 0.5, 0.95, 1], new double[] { 1, 2, 3.5, 5, 11, 99 }.Select(d => Math.Round(life.FailedWithin(d), 9)));
    }

    sealed class Steady() : LifeGuess(LifeSource.Dates, 1)
    {
        public override double FailedWithin(double days) => 1 - Math.Exp(-days / 10);
    }
}
