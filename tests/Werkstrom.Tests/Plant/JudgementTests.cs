using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Today;
using Werkstrom.Store.Judging;
using Werkstrom.Store.Live;

namespace Werkstrom.Tests.Plant;

public sealed class JudgementTests
{
    static readonly Signal Signal = new() { Id = 1, AssetId = 1, Name = "t", Path = "a/t", Limits = new(null, null, 80, 90) };

    static Standing Standing(PulseState state, double value, int hours) =>
        Judgement.Of(Signal, new(state, new(1, 0, value, 192), null, null, TimeSpan.FromHours(hours), false)).Standing;

    [Theory]
    [InlineData(60, 180)]
    [InlineData(1, 15)]
    public void Three_intervals_of_silence_are_too_much_but_never_less_than_15_seconds(int seconds, int patience) =>
        Assert.Equal(patience, Pulse.PatienceOf(TimeSpan.FromSeconds(seconds)).TotalSeconds);

    [Theory]
    [InlineData(PulseState.Alive, 70, 0, "Good")]
    [InlineData(PulseState.Alive, 85, 0, "Watch")]
    [InlineData(PulseState.Alive, 95, 0, "Act")]
    [InlineData(PulseState.Silent, 95, 1, "Silent")]
    [InlineData(PulseState.Unwatched, 70, 0, "Unwatched")] // nobody can say that all is well
    [InlineData(PulseState.Unwatched, 95, 24, "Act")]
    [InlineData(PulseState.Unwatched, 95, 25, "Unwatched")] // a value of yesterday is no alarm
    [InlineData(PulseState.Ended, 95, 90_000, "Ended")] // an import of old data does not scream
    public void What_is_said_of_a_signal(PulseState state, double value, int hours, string standing) =>
        Assert.Equal(standing, Standing(state, value, hours).ToString());
}
