using Werkstrom.Learning.Watching;

namespace Werkstrom.Tests.Learning.Watching;

public sealed class SignalWatchTests
{
    static readonly DateTimeOffset Start = new(2024, 3, 4, 0, 0, 0, TimeSpan.Zero); // a Monday

    // five-minute values over days: a wave of the day, 10 up and down about 50, and a scatter of ±1
    static double Daily(int i) => 50 + (10 * Math.Sin(2 * Math.PI * i / 288)) + Scatter(i);

    // the same for the same number, evenly from -1 to 1: bits mixed by two odd multipliers
    static double Scatter(int i)
    {
        var bits = unchecked((uint)i * 2654435761u);
        bits = unchecked((bits ^ (bits >> 15)) * 2246822519u);
        bits = unchecked((bits ^ (bits >> 13)) * 3266489917u);
        return ((bits ^ (bits >> 16)) / (double)uint.MaxValue * 2) - 1;
    }

    // tells only what is half as far again as anything before, so that no test hangs on a record of the scatter
    static SignalWatch Calm() => new(new() { Sensitivity = 1 });

    static List<WatchAlarm> Alarms(int count, Func<int, double> value, SignalWatch? watch = null, double minutes = 5)
    {
        watch ??= Calm();
        return [.. Enumerable.Range(0, count).Select(i => watch.See(Start.AddMinutes(minutes * i), value(i))).OfType<WatchAlarm>()];
    }

    [Fact]
    public void An_ordinary_signal_gives_no_alarm() => Assert.Empty(Alarms(288 * 20, Daily));

    [Fact]
    public void At_the_default_sensitivity_mere_scatter_gives_an_alarm_every_other_day_at_most() =>
        Assert.InRange(Alarms(288 * 60, Daily, new()).Count, 0, 30);

    [Fact]
    public void A_value_out_of_its_time_of_day_is_told_with_what_is_usual()
    {
        var night = (288 * 10) + 216; // usually at its lowest: 50 - 10
        var alarm = Assert.Single(Alarms(288 * 11, i => i == night ? 60 : Daily(i)));

        Assert.Equal((WatchChannel.Peak, Start.AddMinutes(5 * night), 60.0), (alarm.Channel, alarm.At, alarm.Value));
        Assert.Equal(40, alarm.Usual, 1.0);
        Assert.Equal(alarm.At, alarm.Since);
        Assert.InRange(alarm.Score, 4, 20);
        Assert.InRange(alarm.Spread, 0.2, 1.5);
    }

    [Fact]
    public void A_small_lasting_shift_is_told_though_no_value_is_far_out()
    {
        var from = 288 * 10;
        var alarm = Alarms(288 * 11, i => Daily(i) + (i >= from ? 4 : 0)).First();

        Assert.InRange(alarm.At, Start.AddMinutes(5 * from), Start.AddMinutes(5 * (from + 10)));
        Assert.True(alarm.Since <= alarm.At);
        Assert.InRange(alarm.Score, 1.48, 20);
    }

    [Fact]
    public void An_episode_is_told_once() =>
        Assert.Single(Alarms(288 * 11, i => i is > 2900 and < 2950 ? 90 : Daily(i)));

    [Fact]
    public void Values_that_go_up_and_down_more_within_the_usual_range_are_told_as_such()
    {
        // single values have gone further before, now and then; now every one goes that far
        double Value(int i) => 50 + (i >= 2500 ? 7 * ((i % 2 * 2) - 1) : Scatter(i) * (i % 97 == 0 ? 10 : 1));
        var alarm = Assert.Single(Alarms(2600, Value));

        Assert.Equal(WatchChannel.Shape, alarm.Channel); // from value to value, which is told sooner than the scatter
        Assert.InRange(alarm.At, Start.AddMinutes(5 * 2500), Start.AddMinutes(5 * 2530));
        Assert.InRange(alarm.Value, 2, 14);
        Assert.InRange(alarm.Usual, 0.5, 1.2); // evenly from -1 to 1, and some further out: 0.67 and more
    }

    [Fact]
    public void No_answer_uses_later_values()
    {
        var whole = Alarms(4000, i => Daily(i) + (i % 997 == 0 ? 30 : 0));
        var cut = Alarms(3000, i => Daily(i) + (i % 997 == 0 ? 30 : 0));

        Assert.NotEmpty(cut);
        Assert.Equal(whole.Where(a => a.At < Start.AddMinutes(5 * 3000)), cut);
    }

    [Fact]
    public void A_restart_forgets_nothing()
    {
        double Rough(int i) => Daily(i) + (i % 613 == 0 ? i / 100.0 : 0);
        var watch = Calm();
        var before = Alarms(2001, Rough, watch);
        var again = SignalWatch.Load(watch.Save(), new() { Sensitivity = 1 });
        var after = Enumerable.Range(2001, 2000).Select(i => again.See(Start.AddMinutes(5 * i), Rough(i))).OfType<WatchAlarm>();

        Assert.Equal(Alarms(4001, Rough), [.. before, .. after]);
        Assert.InRange(again.Save().Length, 1000, 6000);
    }

    [Fact]
    public void A_state_of_another_version_or_kind_is_refused()
    {
        var state = new SignalWatch().Save();

        Assert.Throws<InvalidDataException>(() => SignalWatch.Load([state[0], 99, .. state[2..]]));
        Assert.Throws<InvalidDataException>(() => SignalWatch.Load(state[..^1]));
        Assert.Throws<InvalidDataException>(() => SignalWatch.Load([.. state, 0]));
        Assert.Throws<InvalidDataException>(() => SignalWatch.Load(new StateWatch().Save()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-45.5)]
    [InlineData(1e12)]
    public void A_constant_says_nothing(double value) => Assert.Empty(Alarms(3000, _ => value));

    [Fact]
    public void A_constant_that_changes_is_told() =>
        Assert.Equal(45.5, Assert.Single(Alarms(3000, i => i < 2000 ? 45 : 45.5)).Value);

    [Fact]
    public void Two_points_say_nothing() => Assert.Empty(Alarms(2, i => i * 1000));

    [Fact]
    public void A_switch_between_two_values_says_nothing() => Assert.Empty(Alarms(4000, i => i / 6 % 2));

    [Fact]
    public void Repeated_late_and_impossible_values_change_nothing()
    {
        var watch = Calm();
        List<WatchAlarm> alarms = [];
        for (var i = 0; i < 2000; i++)
        {
            var at = Start.AddMinutes(5 * i);
            if (watch.See(at, i == 1500 ? 95 : Daily(i)) is { } alarm)
                alarms.Add(alarm);
            foreach (var (when, value) in new[] { (at, 1e9), (at.AddHours(-1), -1e9), (at.AddSeconds(1), double.NaN), (at, double.PositiveInfinity) })
                Assert.Null(watch.See(when, value));
        }

        Assert.Equal(Alarms(2000, i => i == 1500 ? 95 : Daily(i)), alarms);
        Assert.Single(alarms);
    }

    [Fact]
    public void A_gap_and_uneven_stamps_are_no_alarm()
    {
        var watch = Calm();
        var alarms = Enumerable.Range(0, 5000).Where(i => i is < 2000 or > 2900 && i % 5 != 2)
            .Select(i => watch.See(Start.AddMinutes((5 * i) + (i * 13 % 4)), Daily(i)));

        Assert.Empty(alarms.OfType<WatchAlarm>());
    }

    [Fact]
    public void Values_every_second_are_judged_by_the_minute()
    {
        var watch = Calm();
        List<WatchAlarm> alarms = [];
        for (var second = 0; second < 60 * 1200; second++)
        {
            var value = 20 + (second % 7) + (second / 60 % 5) + (second is >= 60_000 and < 60_600 ? 40 : 0);
            if (watch.See(Start.AddSeconds(second), value) is { } alarm)
                alarms.Add(alarm);
        }

        Assert.Equal(Start.AddSeconds(60_000), Assert.Single(alarms).At);
    }

    [Fact]
    public void A_weekend_that_repeats_is_usual()
    {
        double Weekly(int i) => (i / 288 % 7 >= 5 ? 5 : 50) + Scatter(i);

        Assert.DoesNotContain(Alarms(288 * 28, Weekly), a => a.At > Start.AddDays(14));
    }

    [Fact]
    public void A_value_that_stands_still_is_told_once()
    {
        var alarm = Assert.Single(Alarms(3000, i => i < 2500 ? Daily(i) : Daily(2500)), a => a.Channel == WatchChannel.Stuck);

        Assert.Equal(Start.AddMinutes(5 * 2500), alarm.Since);
        Assert.Equal(45 * 300.0, alarm.Value, 1.0); // 30 steps of 300 s and the threshold of 1.48
    }

    [Fact]
    public void Silence_is_told_once_and_ends_with_the_next_value()
    {
        SignalWatch watch = new();
        Alarms(100, Daily, watch);
        var last = Start.AddMinutes(5 * 99);

        Assert.Null(watch.Silent(last.AddMinutes(51)));
        var alarm = watch.Silent(last.AddMinutes(52));
        Assert.Equal((WatchChannel.Silence, last, 52 * 60.0, 300.0), (alarm!.Channel, alarm.Since, alarm.Value, alarm.Usual));
        Assert.Null(watch.Silent(last.AddMinutes(500)));
        watch.See(last.AddMinutes(501), 50);
        Assert.Null(watch.Silent(last.AddMinutes(600)));
    }

    [Fact]
    public void What_was_no_fault_is_not_told_again_and_what_was_one_is()
    {
        static double Value(int i) => Daily(i) + (i is 3000 or 4000 ? 30 : 0);
        WatchAlarm? After(bool? real)
        {
            var watch = Calm();
            var first = Assert.Single(Alarms(3001, Value, watch));
            if (real is { } said)
                watch.Teach(first, said);
            return Enumerable.Range(3001, 1000).Select(i => watch.See(Start.AddMinutes(5 * i), Value(i))).OfType<WatchAlarm>().SingleOrDefault();
        }

        Assert.Equal(Start.AddMinutes(5 * 4000), After(real: true)!.At);
        Assert.InRange(After(real: true)!.Score, 10, 40);
        Assert.Null(After(real: null)); // as far out as the first
        Assert.Null(After(real: false));
    }

    [Theory]
    [InlineData(0, 1.96)]
    [InlineData(5, 1.03)]
    [InlineData(10, 1.0009375)]
    public void Sensitivity_is_how_far_beyond_anything_before(double sensitivity, double threshold) =>
        Assert.Equal(threshold, new WatchSettings { Sensitivity = sensitivity }.Threshold, 1e-9);

    [Theory]
    [InlineData(-1)]
    [InlineData(10.1)]
    [InlineData(double.NaN)]
    public void A_sensitivity_is_from_0_to_10(double sensitivity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WatchSettings { Sensitivity = sensitivity });
}
