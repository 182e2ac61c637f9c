using Werkstrom.Learning.Health;

namespace Werkstrom.Tests.Learning.Health;

public sealed class HealthyTimeTests
{
    const int Day = 100;

    static bool[] Choose(Func<int, double> value, int days, Func<int, bool>? sure = null)
    {
        var all = Enumerable.Range(0, days * Day).ToArray();
        return HealthyTime.Choose([.. all.Select(i => new[] { value(i) })], [.. all.Select(_ => 0)], [.. all.Select(i => i / Day)], [.. all.Select(i => sure?.Invoke(i) ?? false)]);
    }

    [Fact]
    public void A_day_unlike_the_others_is_left_out_unless_a_person_called_it_healthy()
    {
        static double Value(int i) => Math.Sin(i) + (i / Day == 8 ? 6 : 0);

        Assert.All(Choose(Value, 10).Index(), c => Assert.Equal(c.Index / Day != 8, c.Item));
        Assert.All(Choose(Value, 10, sure: i => i / Day == 8), Assert.True);
    }

    [Fact]
    public void A_row_far_beyond_is_left_out()
    {
        var chosen = Choose(i => Math.Sin(i) + (i == 555 ? 50 : 0), 10);

        Assert.Equal(555, Assert.Single(chosen.Index(), c => !c.Item).Index);
    }

    [Fact]
    public void Rows_far_beyond_that_come_on_many_days_are_usual() =>
        Assert.All(Choose(i => Math.Sin(i) + (i % (3 * Day) == 5 ? 50 : 0), 10), Assert.True);

    [Fact]
    public void A_sensor_that_stands_still_and_now_and_then_rounds_to_the_next_step_loses_nothing() =>
        Assert.All(Choose(i => i % 90 == 0 ? 0.13 : 0.12, 10), Assert.True);

    [Fact]
    public void A_new_way_of_working_on_many_days_is_no_exception() =>
        Assert.All(Choose(i => Math.Sin(i) + (i / Day >= 6 ? 6 : 0), 10), Assert.True);

    [Fact]
    public void Rows_between_two_regimes_are_left_out() =>
        Assert.Equal([false, true], HealthyTime.Choose([[1], [1]], [-1, 0], [0, 0]));
}
