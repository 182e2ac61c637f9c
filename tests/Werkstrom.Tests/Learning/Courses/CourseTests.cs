using Werkstrom.Learning.Courses;

namespace Werkstrom.Tests.Learning.Courses;

/// <summary>Short series made by hand: what is expected, what is out, and where nothing is to be said.</summary>
public sealed class CourseTests
{
    [Theory]
    [InlineData(7, 70)]
    [InlineData(24, 240)]
    [InlineData(12, 60)]
    public void A_course_that_comes_again_has_its_period(int period, int count) =>
        Assert.Equal(period, Course.Of([.. Enumerable.Range(0, count).Select(i => Math.Sin(2 * Math.PI * i / period))], new()).Period);

    [Fact]
    public void A_straight_line_and_mere_scatter_have_none()
    {
        Random random = new(3);
        Assert.Equal(0, Course.Of([.. Enumerable.Range(0, 100).Select(i => 2.0 * i)], new()).Period);
        Assert.Equal(0, Course.Of([.. Enumerable.Range(0, 100).Select(_ => random.NextDouble())], new()).Period);
    }

    [Fact]
    public void A_week_of_steps_with_a_rise_is_expected_as_it_is()
    {
        // 0 to 6 and again, and 0.1 more each day: in the middle the expected value is the value
        double[] values = [.. Enumerable.Range(0, 84).Select(i => (i % 7) + (0.1 * i))];

        var course = Course.Of(values, new());

        Assert.Equal(7, course.Period);
        Assert.All(Enumerable.Range(14, 56), i => Assert.Equal(values[i], course.Expected[i], 0.35));
    }

    [Fact]
    public void The_most_out_are_told_when_too_many_are()
    {
        // of 20 points 8 are out, but a quarter, 5, are told: the furthest
        double[] values = [1, 20, 1, 30, 1, 1, 40, 1, 50, 1, 1, 60, 1, 70, 1, 1, 80, 1, 90, 1];

        var severity = Course.Of(values, new() { Period = 0 }).Severity(new() { Period = 0 });

        Assert.Equal([8, 11, 13, 16, 18], severity.Index().Where(s => s.Item > 0).Select(s => s.Index));
    }

    [Fact]
    public void Scatter_alone_is_rarely_out()
    {
        // sums of twelve uniform numbers: of 2,000 such points less than one in a thousand lies four deviations out
        Random random = new(11);
        double[] values = [.. Enumerable.Range(0, 2_000).Select(_ => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()))];

        Assert.InRange(Course.Of(values, new() { Period = 0 }).Severity(new()).Count(s => s > 0), 0, 4);
    }

    [Fact]
    public void What_is_impossible_is_told_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => Course.Of(new double[20], new() { Sensitivity = 100, MostOut = 0.5, Period = 11 }));

        Assert.Contains("sensitivity", error.Message, StringComparison.Ordinal);
        Assert.Contains("most out", error.Message, StringComparison.Ordinal);
        Assert.Contains("period", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Course.Of(new double[11], new()));
        Assert.Throws<ArgumentException>(() => Course.Of([.. Enumerable.Repeat(double.NaN, 30)], new()));
    }

    [Fact]
    public void A_single_peak_is_no_turn()
    {
        double[] values = [.. Enumerable.Range(0, 60).Select(i => 10 + (i * 37 % 11 * 0.1))];
        values[30] = 500;

        Assert.All(Turns.Of(values, 5, 0).Sureness, s => Assert.Equal(0, s));
    }
}
