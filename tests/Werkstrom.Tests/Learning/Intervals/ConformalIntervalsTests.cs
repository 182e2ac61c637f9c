using Werkstrom.Learning;
using Werkstrom.Learning.Intervals;

namespace Werkstrom.Tests.Learning.Intervals;

/// <summary>Intervals that hold what they say, on rows that they have not seen.</summary>
public sealed class ConformalIntervalsTests
{
    [Fact]
    public void Bounds_are_ranks_of_what_was_missed()
    {
        // residuals 1 to 19: with 19 groups the share is 0.9 · 20 / 19, so each side leaves out 0.5 of 19: none but the last half
        double[] actual = [.. Enumerable.Range(1, 19).Select(i => (double)i)];
        var intervals = ConformalIntervals.Of(new double[19], actual, near: 1);

        Assert.Equal((1, 19), intervals.Around(0));
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(0.9)]
    public void The_truth_lies_within_as_often_as_asked_for(double share)
    {
        var (predicted, actual) = Sample(4000, 1);
        var intervals = ConformalIntervals.Of(predicted, actual, share: share);
        var (later, truth) = Sample(4000, 2);

        var within = later.Zip(truth, (p, t) => intervals.Around(p) is var (low, high) && t >= low && t <= high ? 1.0 : 0).Average();

        Assert.Equal(share, within, 0.02);
    }

    [Fact]
    public void Where_the_model_is_good_the_interval_is_narrow()
    {
        var (predicted, actual) = Sample(4000, 1); // the error grows with the prediction
        var intervals = ConformalIntervals.Of(predicted, actual);

        Assert.True(Width(intervals, 90) > 3 * Width(intervals, 20));
    }

    [Fact]
    public void A_machine_with_many_rows_counts_once()
    {
        // eleven machines: ten with one row that is right, one with a thousand that are 50 off
        double[] actual = [.. new double[10], .. Enumerable.Repeat(50.0, 1000)];
        int[] machines = [.. Enumerable.Range(0, 10), .. Enumerable.Repeat(10, 1000)];
        var intervals = ConformalIntervals.Of(new double[1010], actual, machines, share: 0.6, near: 1);

        Assert.Equal((0, 0), intervals.Around(0));
    }

    [Fact]
    public void Too_few_machines_are_named()
    {
        var fault = Assert.Throws<ArgumentException>(() => ConformalIntervals.Of(new double[20], new double[20], [.. Enumerable.Range(0, 20).Select(i => i % 3)]));

        Assert.StartsWith("groups: for a share of 0.9 there are 10 needed at least, and there are 3.", fault.Message);
    }

    static double Width(ConformalIntervals intervals, double at) => intervals.Around(at) is var (low, high) ? high - low : 0;

    static (double[] Predicted, double[] Actual) Sample(int rows, ulong seed)
    {
        Numbers chance = new(seed);
        var predicted = Enumerable.Range(0, rows).Select(_ => 100 * chance.Share()).ToArray();
        return (predicted, [.. predicted.Select(p => p + ((chance.Share() - 0.5) * p))]);
    }
}
