using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;

namespace Werkstrom.Tests.Condition.Cases;

/// <summary>How sure it is, by the documented formula; expected values worked out by hand.</summary>
public sealed class EvidenceTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(nameof(FindingKind.Lasting), 1.0, 0, 0.175)] // 0.25 × 0.7
    [InlineData(nameof(FindingKind.Lasting), 2.0, 60, 0.65)] // 0.25 + 0.4
    [InlineData(nameof(FindingKind.Shift), 2.0, 30, 0.5525)] // 0.65 × 0.85
    [InlineData(nameof(FindingKind.Lasting), 100, 60, 0.9)] // no further than that
    [InlineData(nameof(FindingKind.Peak), 4.0, 0, 0.504)] // 0.8 × 0.9 × 0.7
    [InlineData(nameof(FindingKind.Peak), 1000, 0, 0.504)] // one value that is gone again is never a case by itself
    [InlineData(nameof(FindingKind.Stuck), 2.0, 60, 0.585)]
    [InlineData(nameof(FindingKind.Spread), 2.0, 60, 0.52)]
    [InlineData(nameof(FindingKind.Shape), 2.0, 60, 0.455)]
    [InlineData(nameof(FindingKind.Silence), 4.0, 60, 0.45)] // a machine that is off is silent
    [InlineData(nameof(FindingKind.RareState), 2.0, 60, 0.39)]
    [InlineData(nameof(FindingKind.LongState), 2.0, 60, 0.39)]
    [InlineData(nameof(FindingKind.Health), 1.0, 60, 0.7)]
    [InlineData(nameof(FindingKind.Health), 2.0, 0, 0.765)] // 0.9 × 0.85
    [InlineData(nameof(FindingKind.Drift), 1.0, 60, 0.5)]
    [InlineData(nameof(FindingKind.Life), 1.0, 0, 0.75)]
    [InlineData(nameof(FindingKind.Rule), 1.0, 0, 1)]
    public void One_finding_says_so_much(string kind, double score, double minutes, double expected) =>
        Assert.Equal(expected, Evidence.Of(One(1, 1, Enum.Parse<FindingKind>(kind), score, minutes), Now), 6);

    [Theory]
    [InlineData(1, 0.75)] // 0.25 + 0.5
    [InlineData(2, 0.375)] // 0.25 + 0.5 / 4
    [InlineData(10, 0.255)]
    [InlineData(null, 0.25)]
    public void The_fewer_signals_a_machine_has_the_more_one_of_them_says(int? among, double expected)
    {
        var finding = One(1, 1, FindingKind.Lasting, 1, 60);
        finding.Among = among;

        Assert.Equal(expected, Evidence.Of(finding, finding.At.AddHours(1)), 6); // it has lasted for an hour since it was noticed
    }

    [Fact]
    public void Of_signals_about_as_sure_the_one_furthest_off_is_named_first_unless_the_whole_machine_says_which()
    {
        var now = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        Finding Off(int signal, double value, double score = 8) => new()
        {
            AssetId = 1,
            SignalId = signal,
            Kind = FindingKind.Lasting,
            At = now.AddHours(-1),
            Since = now.AddHours(-2 - signal),
            Score = score,
            Value = value,
            Usual = 1,
            Spread = 0.1,
            Among = 8,
        };
        Finding[] signals = [Off(4, 1.5), Off(3, 1.4), Off(1, 2.6), Off(2, 9, 1)]; // the last is far off, as it often was
        Assert.Equal([1, 4, 3, 2], Evidence.Named(signals, now).Select(f => f.SignalId!.Value));

        Finding health = new() { AssetId = 1, Kind = FindingKind.Health, At = now.AddHours(-1), Since = now.AddHours(-2), Score = 1.8, Value = 20, Parts = [new(3, 0.7, 1.4, 1, 4), new(1, 0.2, 2.6, 1, 16)] };
        Assert.Equal([null, 3, 1, 4, 2], Evidence.Named([.. signals, health], now).Select(f => f.SignalId));
    }

    [Fact]
    public void What_is_over_lasted_until_its_end()
    {
        var finding = One(1, 1, FindingKind.Lasting, 2, 600);
        finding.EndedAt = finding.Since.AddMinutes(30);

        Assert.Equal(0.5525, Evidence.Of(finding, Now), 6);
    }

    [Fact]
    public void A_second_signal_counts_half_and_a_third_a_third() =>
        Assert.Equal(69.2, Evidence.Certainty([Watched(1), Watched(2), Watched(3)], Now)); // 0.474, 1 − 0.526^(1 + 1/2 + 1/3)

    [Fact]
    public void Several_findings_of_one_signal_are_one_source() =>
        Assert.Equal(47.4, Evidence.Certainty([Watched(1), One(1, 1, FindingKind.Peak, 1.2, 60), One(1, 1, FindingKind.Shift, 1.1, 60)], Now));

    [Fact]
    public void Of_one_signal_what_still_lasts_is_told_else_of_about_the_surest_what_lasted_longest()
    {
        var over = One(1, 1, FindingKind.Shift, 4, 300);
        over.EndedAt = Now.AddMinutes(-60);
        var lasts = One(1, 1, FindingKind.Lasting, 1.2, 30);
        var (told, says) = Assert.Single(Evidence.Ranked([over, lasts], Now));
        Assert.Same(lasts, told); // though the former says more, which counts all the same
        Assert.Equal(0.9, says, 6);

        lasts.EndedAt = Now.AddMinutes(-10); // both are over: four hours against twenty minutes
        Assert.Same(over, Assert.Single(Evidence.Ranked([over, lasts], Now)).Finding);
        var weak = One(1, 1, FindingKind.Spread, 1, 900); // lasted longest, but says 0.2, less than four fifths of 0.9
        weak.EndedAt = Now;
        Assert.Same(over, Assert.Single(Evidence.Ranked([over, lasts, weak], Now)).Finding);
    }

    [Fact]
    public void Ten_signals_that_fall_silent_with_a_machine_are_one_source() =>
        Assert.Equal(45, Evidence.Certainty(Enumerable.Range(1, 10).Select(i => One(1, i, FindingKind.Silence, 4, 60)), Now));

    [Fact]
    public void Nothing_measured_is_ever_wholly_certain_and_a_rule_of_ones_own_is()
    {
        Assert.Equal(98, Evidence.Certainty(Enumerable.Range(1, 40).Select(i => One(1, i, FindingKind.Lasting, 9, 60)), Now));
        Assert.Equal(100, Evidence.Certainty([One(1, 1, FindingKind.Rule, 1, 0)], Now));
        Assert.Equal(0, Evidence.Certainty([], Now));
    }

    // 0.25 + 0.4 × log2(1.4743) = 0.474
    static Finding Watched(int signal) => One(1, signal, FindingKind.Lasting, 1.4743, 60);

    static Finding One(int asset, int signal, FindingKind kind, double score, double minutes) => new()
    {
        AssetId = asset,
        SignalId = kind is FindingKind.Health or FindingKind.Drift or FindingKind.Life ? null : signal,
        Kind = kind,
        At = Now,
        Since = Now.AddMinutes(-minutes),
        Score = score,
        RuleId = kind == FindingKind.Rule ? 7 : null,
    };
}
