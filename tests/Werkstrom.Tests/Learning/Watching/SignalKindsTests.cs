using Werkstrom.Learning.Watching;

namespace Werkstrom.Tests.Learning.Watching;

public sealed class SignalKindsTests
{
    [Fact]
    public void A_count_that_rises_and_is_set_back_is_a_counter() =>
        Assert.Equal(SignalKind.Counter, SignalKinds.Guess(Enumerable.Range(0, 500).Select(i => (double)(i % 240))));

    [Fact]
    public void A_few_whole_numbers_that_stay_are_states() =>
        Assert.Equal(SignalKind.State, SignalKinds.Guess(Enumerable.Range(0, 500).Select(i => (double)(i / 20 % 3))));

    [Fact]
    public void A_coarse_noisy_sensor_is_measured() =>
        Assert.Equal(SignalKind.Measure, SignalKinds.Guess(Enumerable.Range(0, 500).Select(i => (double)(i * 7 % 3))));

    [Fact]
    public void A_temperature_is_measured() =>
        Assert.Equal(SignalKind.Measure, SignalKinds.Guess(Enumerable.Range(0, 500).Select(i => 20 + Math.Sin(i / 30.0))));

    [Fact]
    public void Little_says_nothing() =>
        Assert.Equal(SignalKind.Measure, SignalKinds.Guess(Enumerable.Range(0, 49).Select(i => (double)i)));

    [Fact]
    public void A_constant_is_measured() => Assert.Equal(SignalKind.Measure, SignalKinds.Guess(Enumerable.Repeat(3.0, 500)));

    [Theory]
    [InlineData(100, 160, 1.0)] // 60 more in 60 s
    [InlineData(100, 30, 0.5)] // set back, 30 since
    [InlineData(65_500, 24, 1.0)] // 36 to its end and 24 from there
    [InlineData(4_294_967_290, 54, 1.0)]
    [InlineData(100, 99, null)] // a disturbance
    public void The_rate_of_a_counter(double first, double second, double? rate)
    {
        CounterRate counter = new();

        Assert.Null(counter.Next(DateTimeOffset.UnixEpoch, first));
        Assert.Equal(rate, counter.Next(DateTimeOffset.UnixEpoch.AddMinutes(1), second));
    }
}
