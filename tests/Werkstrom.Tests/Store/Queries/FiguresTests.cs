using FsCheck;
using FsCheck.Fluent;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Store.Queries;

public class FiguresTests
{
    const long NoLimit = Figures.NoLimit;

    [Fact]
    public void A_value_holds_until_the_next_sample()
    {
        var figures = Of(NoLimit, (0, 10), (4, 20), (10, 0));

        Assert.Equal((3L, 30.0, 0.0, 20.0), (figures.Count, figures.Sum, figures.Min, figures.Max));
        // 10 for 4 s, 20 for 6 s
        Assert.Equal((160.0 * Micros.PerSecond, 10L * Micros.PerSecond), (figures.Integral, figures.Held));
    }

    [Fact]
    public void A_value_holds_no_longer_than_the_limit()
    {
        var figures = Of(3 * Micros.PerSecond, (0, 10), (2, 20), (100, 5));

        // 10 for 2 s, 20 for 3 of 98 s
        Assert.Equal((80.0 * Micros.PerSecond, 5L * Micros.PerSecond), (figures.Integral, figures.Held));
    }

    [Theory]
    [InlineData(new double[] { 5, 8, 8, 12 }, 7)]
    [InlineData(new double[] { 5, 9, 2, 4 }, 8)] // 4, reset to 2 counts 2, then 2
    [InlineData(new double[] { 5, 0, 0, 3 }, 3)]
    [InlineData(new double[] { 5 }, 0)]
    public void A_counter_counts_from_zero_after_a_reset(double[] values, double increase) =>
        Assert.Equal(increase, Of(NoLimit, [.. values.Select((v, i) => ((long)i, v))]).Increase);

    [Fact]
    public void Of_equal_extremes_the_earliest_counts()
    {
        var figures = Of(NoLimit, (1, 5), (2, 7), (3, 5), (4, 7));

        Assert.Equal((1L * Micros.PerSecond, 2L * Micros.PerSecond), (figures.MinAt, figures.MaxAt));
    }

    [Fact]
    public void Joined_figures_are_those_of_all_samples()
    {
        var holds = Gen.Elements(NoLimit, 1, 3 * Micros.PerSecond, 60 * Micros.PerSecond);
        var property = Prop.ForAll(
            Some.Samples.ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), holds.ToArbitrary(), (samples, cut, hold) =>
            {
                var whole = Some.FiguresOf(samples, hold);
                var joined = Some.FiguresOf([.. samples.Take(cut)], hold);
                joined.Join(Some.FiguresOf([.. samples.Skip(cut)], hold), hold);
                return Same(whole, joined);
            });
        property.QuickCheckThrowOnFailure();
    }

    static Figures Of(long hold, params (long Second, double Value)[] samples) =>
        Some.FiguresOf([.. samples.Select(s => (s.Second * Micros.PerSecond, s.Value))], hold);

    // the generated values are whole numbers, so that sums do not depend on their order
    static bool Same(Figures a, Figures b) => a.Equals(b);
}
