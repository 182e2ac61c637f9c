using Werkstrom.Learning.Life;

namespace Werkstrom.Tests.Learning.Life;

/// <summary>The remission times under 6-MP of Freireich et al. (1963), the example of most text books; figures as printed there and by SAS.</summary>
public sealed class KaplanMeierTests
{
    static readonly LifeTime[] Remissions =
    [
        .. new double[] { 6, 6, 6, 7, 10, 13, 16, 22, 23 }.Select(t => new LifeTime(t, true)),
        .. new double[] { 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35 }.Select(t => new LifeTime(t, false)),
    ];

    [Theory]
    [InlineData(5.9, 1)]
    [InlineData(6, 0.857)]
    [InlineData(7, 0.807)]
    [InlineData(10, 0.753)]
    [InlineData(13, 0.690)]
    [InlineData(16, 0.627)]
    [InlineData(22, 0.538)]
    [InlineData(23, 0.448)]
    [InlineData(99, 0.448)]
    public void The_share_that_lives_on(double time, double share) => Assert.Equal(share, KaplanMeier.Of(Remissions).At(time), 0.0006);

    [Fact]
    public void Standard_errors_are_Greenwoods() =>
        Assert.Equal(
            [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346],
            KaplanMeier.Of(Remissions).Steps.Select(s => Math.Round(s.StandardError, 4)));

    [Fact]
    public void Bounds_are_those_of_the_log_log_scale()
    {
        var first = KaplanMeier.Of(Remissions).Steps[0];

        Assert.Equal((0.6197, 0.9516), (Math.Round(first.Lower, 4), Math.Round(first.Upper, 4)));
    }

    [Fact]
    public void Half_of_them_are_over_at_23() => Assert.Equal(23, KaplanMeier.Of(Remissions).Median);

    [Fact]
    public void Where_most_live_on_there_is_no_median() =>
        Assert.Null(KaplanMeier.Of([new(1, true), new(2, false), new(3, false)]).Median);

    [Fact]
    public void Every_impossible_time_is_named()
    {
        var fault = Assert.Throws<ArgumentException>(() => KaplanMeier.Of([new(-1, true), new(double.NaN, false)]));

        Assert.StartsWith("lives[0]: a time is above 0 and finite, not -1; lives[1]: a time is above 0 and finite, not NaN.", fault.Message);
    }

    [Fact]
    public void Without_a_failure_nothing_can_be_said()
    {
        var fault = Assert.Throws<ArgumentException>(() => KaplanMeier.Of([new(1, false)]));

        Assert.StartsWith("lives: 1 failure is needed at least, and there are 0.", fault.Message);
    }
}
