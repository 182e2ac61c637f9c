using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Health;
using Werkstrom.Learning.Health;

namespace Werkstrom.Tests.Condition.Health;

public sealed class HealthWalkTests
{
    const int Day = 1440;

    [Fact]
    public void A_machine_that_does_as_always_is_well_and_its_ways_of_running_are_found()
    {
        var (entry, walk) = Runs.Walk(Runs.Signals, Runs.Rows(12 * Day, Runs.Well));

        Assert.Empty(walk.Findings);
        Assert.All(walk.Index, i => Assert.InRange(i.Index, 50, 100));
        Assert.True(walk.Index.Count(i => i.Index > 80) > 0.95 * walk.Index.Count);
        Assert.Equal(2, entry.Lesson!.Regimes.All.Count);
        Assert.Equal(Runs.Start.AddDays(3), walk.Index[0].At.AddMinutes(-1)); // nothing is said of the first three days
    }

    [Fact]
    public void What_is_said_of_a_minute_rests_on_nothing_later()
    {
        static double[] Worse(int i) => [.. Runs.Well(i).Select((v, s) => v + (s == 2 && i > 9 * Day ? (i - (9 * Day)) / 500.0 : 0))];
        var whole = Runs.Walk(Runs.Signals, Runs.Rows(14 * Day, Worse)).Walk.Index;
        var cut = Runs.Walk(Runs.Signals, Runs.Rows(10 * Day, Worse)).Walk.Index;

        Assert.Equal(whole.Take(cut.Count), cut);
        Assert.True(cut.Count > 6 * Day && cut[^1].Index < 50);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_unit_that_changes_is_told_and_names_its_signal(int sensor)
    {
        var (entry, walk) = Runs.Walk(Runs.Signals, Runs.Rows(12 * Day, i => [.. Runs.Well(i).Select((v, s) => s == sensor && i > 10 * Day ? (v * 1.8) + 32 : v)]));

        var finding = Assert.Single(walk.Findings);
        Assert.Equal(FindingKind.Health, finding.Kind);
        Assert.InRange(finding.At, Runs.Start.AddDays(10), Runs.Start.AddDays(10.2));
        Assert.Null(finding.EndedAt);
        Assert.Equal(sensor + 1, finding.Parts[0].SignalId);
        Assert.True(entry.Now!.Index < 5);
    }

    [Fact]
    public void A_finding_that_lasts_follows_and_keeps_its_worst()
    {
        // 10 K off at first, 30 K at noon of the next day, 14 K since then
        static double Off(int i) => i switch { < 8 * Day => 0, < (8 * Day) + 720 => 10, < 9 * Day => 30, _ => 14 };
        static double[] Row(int i) => [.. Runs.Well(i).Select((v, s) => v + (s == 0 ? Off(i) : 0))];
        var (entry, walk) = Runs.Walk(Runs.Signals, Runs.Rows((9 * Day) + 600, Row));

        var finding = Assert.Single(walk.Findings);
        Assert.Equal(walk.Index.First(i => i.At == finding.At).Index, finding.First);
        Assert.Equal(walk.Index.Where(i => i.At >= finding.At).Min(i => i.Index), finding.Worst);
        Assert.Equal(entry.Now!.Index, finding.Value!.Value, 0.5);
        Assert.True(finding.Worst < finding.Value && finding.Worst < finding.First, $"{finding.First} {finding.Worst} {finding.Value}");
        Assert.Equal(HealthWatch.ShareOf(finding.Worst!.Value), finding.Score, 1e-9);

        var over = Assert.Single(Runs.Walk(Runs.Signals, Runs.Rows(11 * Day, i => i < (9 * Day) + 600 ? Row(i) : Runs.Well(i))).Walk.Findings);
        Assert.NotNull(over.EndedAt);
        Assert.Equal((finding.First, finding.Worst, finding.Worst), (over.First, over.Worst, over.Value));
    }

    [Fact]
    public void Two_sensors_that_were_swapped_are_both_named()
    {
        var (_, walk) = Runs.Walk(Runs.Signals, Runs.Rows(12 * Day, i => Runs.Well(i) is var w && i > 10 * Day ? [w[1], w[0], w[2], w[3]] : w));

        var finding = Assert.Single(walk.Findings);
        Assert.Equal([1, 2], finding.Parts.Take(2).Select(p => p.SignalId).Order());
        Assert.True(finding.Parts.Take(2).Sum(p => p.Share) > 0.95);
    }

    [Fact]
    public void An_alarm_ends_when_the_machine_is_back_and_a_repair_ends_it_at_once()
    {
        static double[] Off(int i) => [.. Runs.Well(i).Select((v, s) => v + (s == 0 && i is > 8 * Day and < 9 * Day ? 15 : 0))];
        var (_, walk) = Runs.Walk(Runs.Signals, Runs.Rows(11 * Day, Off));
        Assert.InRange(Assert.Single(walk.Findings).EndedAt!.Value, Runs.Start.AddDays(9), Runs.Start.AddDays(9.3));

        HealthSpans repaired = new([new(1, 7, Runs.Start.AddDays(8.4), Runs.Start.AddDays(8.5), "bearing", null, null)], []);
        var (entry, again) = Runs.Walk(Runs.Signals, Runs.Rows(11 * Day, Off), repaired);
        Assert.Equal(Runs.Start.AddDays(8.5), again.Findings[0].EndedAt);
        Assert.DoesNotContain(again.Index, i => i.At > Runs.Start.AddDays(8.5) && i.At <= Runs.Start.AddDays(9)); // it is run in
        Assert.True(entry.Lesson!.Facts.Ill > 6 * Day); // a week before it failed is not learned from
    }

    [Fact]
    public void A_false_alarm_becomes_healthy_time_and_a_real_one_does_not()
    {
        var rows = Runs.Rows(14 * Day, i => [.. Runs.Well(i).Select((v, s) => v + (s == 0 && i is > 8 * Day and < 9 * Day or > 12 * Day ? 15 : 0))]);
        var told = Runs.Walk(Runs.Signals, rows).Walk.Findings;
        Assert.Equal(2, told.Count);

        Assert.True(After(null) < 20);
        Assert.True(After(true) < 20);
        Assert.True(After(false) > 50);

        double After(bool? real)
        {
            var said = told[0];
            said.WasReal = real;
            HealthEntry entry = new(7, Runs.Signals);
            var (lesson, _) = HealthLearner.Learn(Runs.Signals, rows, 12 * Day, 60, new([], [said]));
            entry.Take(lesson!, rows, 12 * Day, DateTimeOffset.MinValue);
            for (var i = 12 * Day; i < 13 * Day; i++)
                entry.Judge(rows.EndOf(i), rows.Values[i], double.NaN);
            return entry.Now!.Index;
        }
    }

    [Fact]
    public void Too_little_is_said_to_be_too_little()
    {
        Assert.Equal(("days", 2.0, 3.0), Gap(Runs.Rows((3 * Day) - 10, Runs.Well)));
        Assert.Equal(("sensors", 1.0, 2.0), Gap(Runs.Rows(6 * Day, i => [5, 5, Runs.Well(i)[2], double.NaN])));
        Assert.Equal(("rows", 6.0, 100.0), Gap(Runs.Rows(6 * Day, i => i % Day == 0 ? Runs.Well(i) : [double.NaN, double.NaN, double.NaN, double.NaN])));
        Assert.Equal("none", HealthLearner.Learn(Runs.Signals, Runs.Rows(0, Runs.Well), 0, 60, Runs.Nothing).Gap!.Why);

        static (string, double, double) Gap(HealthRows rows) =>
            HealthLearner.Learn(Runs.Signals, rows, rows.Count, 60, Runs.Nothing).Gap is { } gap ? (gap.Why, gap.Have, gap.Need) : default;
    }

    [Fact]
    public void Gaps_and_signals_that_say_nothing_do_not_stop_it()
    {
        // a third of the minutes is missing, one signal is constant, one only counts up
        var (entry, walk) = Runs.Walk(new([1, 2, 3, 4, 5, 6], null, [3]), Runs.Rows(8 * Day, i =>
            i % 3 == 0 ? [.. Enumerable.Repeat(double.NaN, 6)] : [.. Runs.Well(i), 17, i / 2]));

        Assert.Empty(walk.Findings);
        Assert.Equal([new(5, "constant"), new(6, "counter")], entry.Lesson!.Facts.Unused);
        Assert.Equal(5 * Day * 2 / 3, walk.Index.Count, 10.0);
    }

    [Fact]
    public void Sensitivity_counts_as_the_watch_would()
    {
        double[] shares = [.. Enumerable.Repeat(0.2, 50), .. Enumerable.Repeat(1.2, 40), .. Enumerable.Repeat(0.2, 50), .. Enumerable.Repeat(0.7, 40), .. Enumerable.Repeat(0.2, 40)];

        Assert.Equal(1, HealthReport.Count(shares, HealthDesk.Easing(3), 30));
        Assert.Equal(2, HealthReport.Count(shares, HealthDesk.Easing(6), 30)); // 0.66 of the limit
        Assert.Equal(0, HealthReport.Count(shares, HealthDesk.Easing(0), 30));
        Assert.Equal(50, HealthWatch.IndexOf(HealthDesk.Easing(3)));
    }
}
