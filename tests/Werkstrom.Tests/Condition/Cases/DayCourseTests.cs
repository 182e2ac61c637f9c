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
        DayCourse course = new(before, TimeSpan.FromHours(1));

        Assert.Equal(10, course.Change(73 * Hour, (72 + 12) * Hour));
        Assert.Equal(-10, course.Change((72 + 9) * Hour, (72 + 23) * Hour));
        Assert.Equal(0, course.Change((72 + 9) * Hour, (72 + 15) * Hour));
    }

    [Fact]
    public void Of_a_time_that_was_seen_on_one_day_only_nothing_is_said()
    {
        DayCourse course = new([.. Enumerable.Range(0, 30).Select(h => Mean(h, h))], TimeSpan.FromHours(1));

        Assert.Equal(0, course.Change(31 * Hour, 44 * Hour));
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(61, 120)]
    [InlineData(1_512, 1_800)] // 7 days in 400 steps
    [InlineData(90_000, 7_200)]
    public void Steps_part_a_day_evenly(double seconds, double expected) => Assert.Equal(expected, DayCourse.Step(seconds).TotalSeconds);

    static Bucket Mean(int hour, double value) => new(hour * Hour, 60, value, value, value, 60 * value, value, value, value, 0);
}
