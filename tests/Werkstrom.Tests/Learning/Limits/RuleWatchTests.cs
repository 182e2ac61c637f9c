using Werkstrom.Learning.Limits;

namespace Werkstrom.Tests.Learning.Limits;

/// <summary>Samples stand as minute and value; changes as minute, + or - for begin and end, and value.</summary>
public sealed class RuleWatchTests
{
    static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static List<(DateTimeOffset, double)> Samples(params (double Minute, double Value)[] samples) =>
        [.. samples.Select(s => (Start.AddMinutes(s.Minute), s.Value))];

    static string Said(SignalRule rule, double end, params (double Minute, double Value)[] samples) =>
        Text(RuleWatch.Over(rule, Samples(samples), Start.AddMinutes(end)));

    static string Text(IEnumerable<RuleChange> changes) => string.Join(
        ' ', changes.Select(c => FormattableString.Invariant($"{(c.At - Start).TotalMinutes}{(c.Active ? '+' : '-')}{c.Value}")));

    [Fact]
    public void Above_a_limit_until_it_is_back_at_the_release() => Assert.Equal(
        "2+81 5-75 6+90",
        Said(new(RuleKind.Above, 80, release: 75), 9, (0, 70), (1, 80), (2, 81), (3, 79), (4, 76), (5, 75), (6, 90), (7, 85)));

    [Fact]
    public void Below_a_limit_without_hysteresis() =>
        Assert.Equal("1+4 2-5 3+4.9", Said(new(RuleKind.Below, 5), 9, (0, 6), (1, 4), (2, 5), (3, 4.9)));

    [Fact]
    public void A_condition_counts_when_it_has_lasted() => Assert.Equal(
        "8+82 12-70", // above from minute 1 to 2 is too short; from 3 on it is 5 minutes later, between two values
        Said(new(RuleKind.Above, 80, lasting: TimeSpan.FromMinutes(5)), 20, (0, 70), (1, 81), (2, 70), (3, 82), (6, 83), (10, 84), (12, 70)));

    [Fact]
    public void A_value_between_release_and_limit_breaks_a_condition_that_does_not_count_yet() => Assert.Equal(
        "9+85",
        Said(new(RuleKind.Above, 80, release: 70, lasting: TimeSpan.FromMinutes(5)), 20, (0, 85), (3, 75), (4, 85), (20, 85)));

    [Fact]
    public void A_rise_within_a_window() => Assert.Equal(
        "12+6 20-0", // 2 a minute: 4 within 2 minutes is not more than 5; then 6
        Said(new(RuleKind.Rise, 5, window: TimeSpan.FromMinutes(2)), 30, (0, 10), (10, 12), (11, 14), (12, 18), (20, 18)));

    [Fact]
    public void A_fall_within_a_window() =>
        Assert.Equal("3+7", Said(new(RuleKind.Fall, 5, window: TimeSpan.FromMinutes(60)), 30, (0, 10), (1, 12), (2, 8), (3, 5)));

    [Fact]
    public void A_slow_rise_is_none() => Assert.Equal(
        "", Said(new(RuleKind.Rise, 5, window: TimeSpan.FromMinutes(2)), 99, [.. Enumerable.Range(0, 90).Select(i => ((double)i, (double)i))]));

    [Fact]
    public void No_data_is_said_when_it_is_due_and_ends_with_the_next_value() => Assert.Equal(
        "12+NaN 30-7 40+NaN",
        Said(new(RuleKind.NoData, window: TimeSpan.FromMinutes(10)), 50, (0, 5), (2, 6), (30, 7)));

    [Fact]
    public void Asked_every_minute_it_says_the_same_as_the_back_test()
    {
        SignalRule rule = new(RuleKind.Above, 80, release: 75, lasting: TimeSpan.FromMinutes(5));
        var samples = Samples((0, 70), (3, 82), (17, 84), (31, 70), (40, 90));
        RuleWatch live = new(rule);
        List<RuleChange> said = [];
        for (var minute = 0; minute <= 60; minute++)
        {
            foreach (var (at, value) in samples.Where(s => s.Item1 == Start.AddMinutes(minute)))
                said.AddRange(live.See(at, value));
            if (live.Tick(Start.AddMinutes(minute)) is { } change)
                said.Add(change);
            live = RuleWatch.Load(rule, live.Save());
        }

        Assert.Equal("8+82 31-70 45+90", Text(said));
        Assert.Equal(RuleWatch.Over(rule, samples, Start.AddMinutes(60)), said);
    }

    [Fact]
    public void Late_repeated_and_impossible_values_are_passed_over() => Assert.Equal(
        "2+85", Said(new(RuleKind.Above, 80), 9, (1, 70), (1, 99), (0, 99), (1.5, double.NaN), (2, 85), (3, double.PositiveInfinity)));

    [Fact]
    public void Everything_that_is_wrong_with_a_rule_is_said_at_once()
    {
        var refused = Assert.Throws<ArgumentException>(
            () => new SignalRule(RuleKind.Rise, -1, release: 2, lasting: TimeSpan.FromSeconds(-1)));

        Assert.Contains("limit: a rise or fall is above 0", refused.Message, StringComparison.Ordinal);
        Assert.Contains("release: not above the limit", refused.Message, StringComparison.Ordinal);
        Assert.Contains("lasting: from 0 to 366 days", refused.Message, StringComparison.Ordinal);
        Assert.Contains("window: above 0", refused.Message, StringComparison.Ordinal);
    }
}
