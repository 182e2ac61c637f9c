using Werkstrom.Learning.Watching;

namespace Werkstrom.Tests.Learning.Watching;

public sealed class StateWatchTests
{
    static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // run 10 min, idle 5 min, and so on
    static StateWatch Learned(int cycles, StateWatch? watch = null)
    {
        watch ??= new();
        for (var i = 0; i < cycles; i++)
        {
            Assert.Null(watch.See(Start.AddMinutes(15 * i), 1));
            Assert.Null(watch.See(Start.AddMinutes((15 * i) + 10), 0));
        }

        return watch;
    }

    [Fact]
    public void A_state_never_seen_is_told()
    {
        var alarm = Learned(50).See(Start.AddMinutes((15 * 49) + 15), 7);

        Assert.Equal((WatchChannel.RareState, 7.0, 0.0), (alarm!.Channel, alarm.Value, alarm.Usual));
        Assert.InRange(alarm.Score, 1.9, 2.1); // 0.01 over half a stay in a little less than 101
    }

    [Fact]
    public void Among_few_states_a_new_one_says_nothing() => Assert.Null(Learned(25).See(Start.AddMinutes((15 * 24) + 15), 7));

    [Fact]
    public void A_stay_beyond_one_and_a_half_times_the_longest_is_told_once()
    {
        var watch = Learned(20);
        var idle = Start.AddMinutes((15 * 19) + 10);

        Assert.Null(watch.See(idle.AddMinutes(7.7), 0));
        var alarm = watch.See(idle.AddMinutes(7.8), 0); // 5 min × 1.5 × 1.03 = 7.725
        Assert.Equal((WatchChannel.LongState, idle, 0.0), (alarm!.Channel, alarm.Since, alarm.Value));
        Assert.Equal(300, alarm.Usual, 1.0);
        Assert.Null(watch.See(idle.AddMinutes(60), 0));
    }

    [Fact]
    public void It_can_be_asked_without_a_value() =>
        Assert.Equal(WatchChannel.LongState, Learned(20).Lasts(Start.AddMinutes((15 * 19) + 10 + 8))!.Channel);

    [Fact]
    public void A_restart_forgets_nothing()
    {
        var again = StateWatch.Load(Learned(50).Save());

        Assert.Equal(Learned(50).See(Start.AddDays(1), 7), again.See(Start.AddDays(1), 7));
        Assert.Equal(WatchChannel.RareState, Learned(50).See(Start.AddDays(1), 7)!.Channel);
    }

    [Fact]
    public void A_measured_quantity_is_no_state()
    {
        StateWatch watch = new();
        var alarms = Enumerable.Range(0, 500).Select(i => watch.See(Start.AddMinutes(i), i * 0.1)).OfType<WatchAlarm>().ToList();

        Assert.True(watch.IsNoState);
        Assert.All(alarms, a => Assert.True(a.At < Start.AddMinutes(StateWatch.MostStates + 1)));
    }
}
