using Werkstrom.Condition.Backtest;
using Werkstrom.Condition.Findings;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Condition.Backtest;

/// <summary>Episodes against failures, by hand: a span of four weeks, a horizon of seven days.</summary>
public sealed class VerdictTests
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    static readonly TimeRange Span = new(Start, Start.AddDays(28));

    [Fact]
    public void An_episode_is_true_when_a_failure_follows_within_the_horizon()
    {
        // told on days 1 (failure on day 8, exactly the horizon), 10 (nothing), 18 (failure on day 20), 19 (the same), 26 (nothing, but day 33 is not there yet)
        var verdict = Judge([Told(1), Told(10), Told(18), Told(19), Told(26)], [Failed(8), Failed(20), Failed(23)]);

        Assert.Equal([Outcome.True, Outcome.False, Outcome.True, Outcome.True, Outcome.Open], verdict.Episodes.Select(e => e.Outcome));
        Assert.Equal(new Share(2, 3), verdict.Precision); // days 18 and 19 announced the same failure: once
        Assert.Equal(new Share(3, 3), verdict.Recall); // day 23 was announced on day 18, five days before
        Assert.Equal([TimeSpan.FromDays(2), TimeSpan.FromDays(5), TimeSpan.FromDays(7)], verdict.Leads);
        Assert.Equal(TimeSpan.FromDays(5), verdict.MedianLead);
        Assert.Equal(1.25, verdict.PerWeek);
    }

    [Fact]
    public void What_speaks_while_a_failure_is_there_counts_neither_way()
    {
        var verdict = Judge([Told(8.5), Told(9.5)], [Failed(8, until: 9)]);

        Assert.Equal([Outcome.During, Outcome.False], verdict.Episodes.Select(e => e.Outcome));
        Assert.Equal(new Share(0, 1), verdict.Precision);
        Assert.Equal(new Share(0, 1), verdict.Recall);
        Assert.Null(verdict.MedianLead);
    }

    [Fact]
    public void A_failure_of_another_machine_does_not_make_it_true()
    {
        var verdict = Verdict.Of([Told(1)], [Failed(2) with { AssetId = 9 }], Span, TimeSpan.FromDays(7), Span.To, (asset, failed) => asset == failed);

        Assert.Equal(Outcome.False, Assert.Single(verdict.Episodes).Outcome);
        Assert.Null(Assert.Single(verdict.Failures).Lead);
    }

    [Fact]
    public void Without_any_failure_nothing_is_right_or_wrong()
    {
        var verdict = Judge([Told(1)], []);

        Assert.Equal(Outcome.Unknown, Assert.Single(verdict.Episodes).Outcome);
        Assert.Null(verdict.Precision.Value);
        Assert.Null(verdict.Recall.Value);
    }

    [Fact]
    public void Time_under_several_episodes_counts_once()
    {
        // days 2 to 6 and 4 to 8 are six days; from day 27 on it lasts: one more; seven of 28
        var verdict = Judge([Told(2, until: 6), Told(4, until: 8), Told(27) with { Lasts = true }], []);

        Assert.Equal(0.25, verdict.TimeShare, 9);
    }

    [Fact]
    public void A_share_of_few_is_unsure()
    {
        // Wilson's interval of 8 of 10: (0.8 + 3.8415/20 ± 1.96·√(0.016 + 3.8415/400)) / 1.38415
        Share share = new(8, 10);
        Assert.Equal(0.4902, share.Low, 4);
        Assert.Equal(0.9433, share.High, 4);

        Share none = new(0, 0);
        Assert.Null(none.Value);
        Assert.Equal((0, 1), (none.Low, none.High));
    }

    [Theory]
    [InlineData(new[] { 60.0, 62, 58, 61, 200 }, 1, 4)] // four of five lie an hour later
    [InlineData(new[] { -120.0, -118, -121 }, -2, 3)]
    [InlineData(new[] { 60.0, 61 }, 0, 0)] // two are no proof
    [InlineData(new[] { 0.0, 2, -3, 60 }, 0, 0)] // they lie right
    [InlineData(new[] { 60.0, 62, 58, 25, 200, 400 }, 0, 0)] // half is not most
    public void Times_of_another_zone_lie_whole_hours_off(double[] minutes, int hours, int count) =>
        Assert.Equal((hours, count), LabelClock.Off(minutes));

    static Verdict Judge(IEnumerable<Said> said, IReadOnlyList<FailureMark> failures) =>
        Verdict.Of(said, failures, Span, TimeSpan.FromDays(7), Span.To, (_, _) => true);

    static Said Told(double day, double? until = null) => new(
        1, 1, FindingKind.Rule, Start.AddDays(day), Start.AddDays(day), until is { } end ? Start.AddDays(end) : null, Lasts: false, null, null);

    static FailureMark Failed(double day, double? until = null) =>
        new((long)day, 1, Start.AddDays(day), until is { } end ? Start.AddDays(end) : null, "bearing", IsCase: false);
}
