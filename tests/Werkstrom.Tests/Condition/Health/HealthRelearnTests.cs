using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Health;

namespace Werkstrom.Tests.Condition.Health;

/// <summary>A machine that runs by day and stands by night, wears from day 8 on and is learned anew later: what was seen of it holds.</summary>
public sealed class HealthRelearnTests
{
    const int Day = 1440, Worn = 8 * Day;
    const double Off = 0, On = 1;

    static readonly HealthSignals Signals = new([1, 2, 3, 4], State: 9, [3]);

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public void A_worn_machine_is_not_well_because_it_has_stood_since(bool? said)
    {
        var rows = Rows(14 * Day, i => IsDay(i) && i < 10 * Day, _ => 12); // worn for two days, off for four
        var (entry, told) = Told(rows, 10 * Day);

        var learned = Again(entry, rows, told, said, rows.Count - 1);

        Assert.True(learned!.Alarm);
        Assert.InRange(entry.Now!.Index, 0, 20);
        Assert.Equal(1, entry.Now.Parts[0].SignalId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public void A_fault_that_goes_on_is_no_healthy_time_whether_it_was_confirmed_or_not(bool? said)
    {
        var rows = Rows(15 * Day, IsDay, _ => 12); // seven days with the fault
        var (entry, told) = Told(rows, 14 * Day);

        var learned = Again(entry, rows, told, said, rows.Count - 60);

        Assert.True(learned!.Alarm);
        Assert.InRange(entry.Now!.Index, 0, 20);
    }

    [Fact]
    public void One_that_ran_as_usual_again_is_well_after_it_was_learned_anew()
    {
        // repaired unrecorded in the night to day 12: the alarm ends while it is judged, and no lesson brings it back
        var rows = Rows(14 * Day, IsDay, i => i < 12 * Day ? 12 : 0);
        var (entry, told) = Told(rows, 12 * Day);

        var learned = Again(entry, rows, told, true, rows.Count - 60);

        Assert.False(learned!.Alarm);
        Assert.InRange(entry.Now!.Index, 50, 100);
    }

    [Fact]
    public void A_false_alarm_ends_though_the_machine_has_stood_since()
    {
        var rows = Rows(14 * Day, i => IsDay(i) && i < 10 * Day, _ => 12);
        var (entry, told) = Told(rows, 10 * Day);

        Assert.False(Again(entry, rows, told, false, rows.Count - 1)!.Alarm);
    }

    /// <summary>Walks up to a row; the alarm lasts there.</summary>
    static (HealthEntry Entry, Finding Told) Told(HealthRows rows, int end)
    {
        var (entry, walk) = Runs.Walk(Signals, new(rows.From, rows.Values[..end], rows.States[..end]));
        var told = walk.Findings[^1];
        Assert.Null(told.EndedAt);
        Assert.InRange(told.At, Runs.Start.AddMinutes(Worn), Runs.Start.AddMinutes(Worn + Day));
        Assert.True(entry.Now!.Index < 20);
        return (entry, told);
    }

    /// <summary>Learns anew at a row, as after a person's word or once a day, and judges the next one.</summary>
    static Werkstrom.Learning.Health.HealthReading? Again(HealthEntry entry, HealthRows rows, Finding told, bool? said, int end)
    {
        told.WasReal = said;
        var (lesson, _) = HealthLearner.Learn(Signals, rows, end, 60, new([], [told]));
        entry.Take(lesson!, rows, end, entry.QuietUntil);
        return entry.Judge(rows.EndOf(end), rows.Values[end], rows.States[end]);
    }

    static bool IsDay(int minute) => minute % Day is >= 360 and < 1320;

    static HealthRows Rows(int minutes, Func<int, bool> isRun, Func<int, double> wear)
    {
        double[] Row(int i) => isRun(i)
            ? [.. Runs.Well(i).Select((v, s) => v + (s == 0 && i >= Worn ? wear(i) : 0))]
            : [20 + Math.Sin(i * 0.7), 20 + (0.5 * Math.Cos(i * 1.9)), 0.02 + (0.01 * Math.Sin(i * 2.3)), 0];
        return new(Runs.Start, [.. Enumerable.Range(0, minutes).Select(Row)], [.. Enumerable.Range(0, minutes).Select(i => isRun(i) ? On : Off)]);
    }
}
