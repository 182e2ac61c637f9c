using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Store.Queries;

public class GapFinderTests
{
    [Fact]
    public void A_gap_is_longer_than_three_expected_intervals()
    {
        var gaps = Find(Signal(TimeSpan.FromSeconds(10)), 0, 10, 40, 71, 80);

        Assert.Equal([new Gap(40 * Micros.PerSecond, 71 * Micros.PerSecond)], gaps);
    }

    [Fact]
    public void Without_an_expected_interval_the_typical_one_counts() =>
        Assert.Equal([new Gap(6_000_000, 20_000_000)], Find(Signal(null), 0, 1, 2, 3, 4, 5, 6, 20, 21, 22));

    [Fact]
    public void States_that_are_sent_when_they_change_have_no_gaps() =>
        Assert.Empty(Find(Signal(null, SignalKind.State), 0, 1, 2, 3, 4, 5, 6, 20, 21, 22));

    [Fact]
    public void Two_samples_are_too_few_to_tell() => Assert.Empty(Find(Signal(null), 0, 1_000));

    [Fact]
    public void Silence_between_hours_is_a_gap()
    {
        GapFinder finder = new(Signal(null));
        foreach (var hour in new[] { 0, 1, 2, 3, 7, 8 })
        {
            Figures figures = default;
            for (var minute = 0; minute < 60; minute++)
                figures.Add((hour * Micros.PerHour) + (minute * 60 * Micros.PerSecond), 1, Figures.NoLimit);
            finder.Add(figures);
        }

        Assert.Equal([new Gap((3 * Micros.PerHour) + (59 * 60 * Micros.PerSecond), 7 * Micros.PerHour)], finder.End());
    }

    static IReadOnlyList<Gap> Find(Signal signal, params int[] seconds)
    {
        GapFinder finder = new(signal);
        foreach (var second in seconds)
            finder.Add(second * Micros.PerSecond, 0);
        return finder.End();
    }

    static Signal Signal(TimeSpan? expected, SignalKind kind = SignalKind.Measurement) =>
        new() { Id = 1, AssetId = 1, Name = "t", Path = "w/t", Kind = kind, ExpectedInterval = expected };
}
