using Werkstrom.Condition.Health;

namespace Werkstrom.Tests.Condition.Health;

public sealed class DriftTests
{
    const int Day = 1440;

    // days differ by 0.4 K at most; the last four days are 4 K warmer
    static double[] Warmer(int i) => [.. Runs.Well(i).Select((v, s) => s == 0 ? v + (0.2 * (i / Day % 3)) + (i >= 26 * Day ? 4 : 0) : v)];

    static IReadOnlyList<DriftFigure> Of(Func<int, double[]> at)
    {
        var rows = Runs.Rows(30 * Day, at);
        var (lesson, _) = HealthLearner.Learn(Runs.Signals, rows, 20 * Day, 60, Runs.Nothing);
        return DriftMeasure.Of(Runs.Signals, lesson!, rows, Runs.Nothing);
    }

    [Fact]
    public void A_signal_that_has_moved_for_days_is_told_with_how_far_and_from_how_many_days()
    {
        var figures = Of(Warmer);

        Assert.All(figures.Where(f => f.SignalId == 1), f =>
        {
            Assert.Equal((7, 23), (f.Days, f.DaysBefore));
            Assert.Equal(4, f.Change, 0.35); // the median of seven days, four of them warmer
            Assert.Equal(4, f.Lasting);
            Assert.True(f.IsTold);
        });
        Assert.Equal(2, figures.Count(f => f.SignalId == 1)); // in both ways of running
        Assert.All(figures.Where(f => f.SignalId != 1), f => Assert.False(f.IsTold));
    }

    [Fact]
    public void What_the_sister_machines_did_too_is_not_told()
    {
        var figure = Of(Warmer).First(f => f.SignalId == 1);

        Assert.False((figure with { Sisters = 3.6, SisterCount = 2 }).IsTold);
        Assert.True((figure with { Sisters = 0.1, SisterCount = 2 }).IsTold);
        Assert.True((figure with { Sisters = -4, SisterCount = 2 }).IsTold);
    }

    [Fact]
    public void Nothing_is_said_from_too_few_days()
    {
        var rows = Runs.Rows(11 * Day, Warmer); // four days before the last week
        var (lesson, _) = HealthLearner.Learn(Runs.Signals, rows, rows.Count, 60, Runs.Nothing);

        Assert.Empty(DriftMeasure.Of(Runs.Signals, lesson!, rows, Runs.Nothing));
    }
}
