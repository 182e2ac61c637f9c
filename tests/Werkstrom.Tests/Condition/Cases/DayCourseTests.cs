using Werkstrom.Condition.Cases;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Condition.Cases;

/// <summary>What is usual moves with the time of the day.</summary>
public sealed class DayCourseTests
{
    const long Hour = 3_600_000_000;

    [Fact]
    public void A_signal_that_is_warmer_by_day_is_not_off_at_noon()
    {
        // three days of means of an hour: 10 at night, 20 from 8 to 20 h, one day with a fault of 99 at noon
        List<Bucket> before = [.. Enumerable.Range(0, 72).Select(h => Mean(h, h == 36 ? 99 : h % 24 is >= 8 and < 20 ? 20 : 10))];
        DayCourse course = new(before, TimeSpan.FromHours(1), TimeZoneInfo.Utc);

        Assert.Equal(10, course.Change(73 * Hour, (72 + 12) * Hour));
        Assert.Equal(-10, course.Change((72 + 9) * Hour, (72 + 23) * Hour));
        Assert.Equal(0, course.Change((72 + 9) * Hour, (72 + 15) * Hour));
    }

    [Fact]
    public void Of_a_time_that_was_seen_on_one_day_only_nothing_is_said()
    {
        DayCourse course = new([.. Enumerable.Range(0, 30).Select(h => Mean(h, h))], TimeSpan.FromHours(1), TimeZoneInfo.Utc);

        Assert.Equal(0, course.Change(31 * Hour, 44 * Hour));
    }

    [Fact]
    public void What_is_usual_by_the_clock_on_the_wall_moves_with_it()
    {
        // shifts from 6 to 22 h in Berlin: 50, else 5; its clock is put back on 2026-10-25, 1 h UTC
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        DateTimeOffset from = new(2026, 10, 19, 0, 0, 0, TimeSpan.Zero), morning = new(2026, 10, 26, 4, 30, 0, TimeSpan.Zero); // 5:30 h
        List<Bucket> before = [.. Enumerable.Range(0, 164).Select(h => from.AddHours(h)).Select(at =>
            Mean((int)(Micros.Of(at) / Hour), TimeZoneInfo.ConvertTime(at, berlin).Hour is >= 6 and < 22 ? 50 : 5))];

        Assert.Equal(0, new DayCourse(before, TimeSpan.FromHours(1), berlin).Change(Micros.Of(morning.AddHours(-3)), Micros.Of(morning)));
        Assert.Equal(45, new DayCourse(before, TimeSpan.FromHours(1), TimeZoneInfo.Utc).Change(Micros.Of(morning.AddHours(-3)), Micros.Of(morning))); // as if it were 6:30 h
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(61, 120)]
    [InlineData(1_512, 1_800)] // 7 days in 400 steps
    [InlineData(90_000, 7_200)]
    public void Steps_part_a_day_evenly(double seconds, double expected) => Assert.Equal(expected, DayCourse.Step(seconds).TotalSeconds);

    static Bucket Mean(int hour, double value) => new(hour * Hour, 60, value, value, value, 60 * value, value, value, value, 0);
}
