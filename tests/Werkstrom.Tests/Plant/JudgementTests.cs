using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Today;

namespace Werkstrom.Tests.Plant;

public sealed class JudgementTests
{
    static Signal Signal(TimeSpan? every) => new() { Id = 1, AssetId = 1, Name = "t", Path = "a/t", ExpectedInterval = every };

    [Theory]
    [InlineData(60, 180)]
    [InlineData(1, 15)]
    public void Three_intervals_of_silence_are_too_much_but_never_less_than_15_seconds(int seconds, int patience) =>
        Assert.Equal(patience, Judgement.PatienceOf(Signal(TimeSpan.FromSeconds(seconds))).TotalSeconds);

    [Fact]
    public void Without_an_expected_interval_a_day_of_silence_is_too_much() =>
        Assert.Equal(24, Judgement.PatienceOf(Signal(null)).TotalHours);
}
