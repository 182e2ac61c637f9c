using Werkstrom.Learning;
using Werkstrom.Learning.Profile;

namespace Werkstrom.Tests.Learning.Profile;

/// <summary>The fast way against the definition.</summary>
public sealed class MatrixProfileTests
{
    [Theory]
    [InlineData(300, 8, 1)]
    [InlineData(257, 20, 2)]
    [InlineData(64, 32, 3)]
    public void It_is_the_distance_to_the_nearest_window(int samples, int width, ulong seed)
    {
        var series = Walk(samples, seed);
        var profile = MatrixProfile.Of(series, width, threads: 2);

        Same(profile, Slow(series, series, width, (width + 3) / 4));
    }

    [Fact]
    public void Constant_windows_and_gaps_are_as_defined()
    {
        var series = Walk(400, 5);
        series.AsSpan(50, 30).Fill(7);
        series.AsSpan(200, 25).Fill(-3);
        (series[120], series[300], series[301]) = (double.NaN, double.PositiveInfinity, double.NaN);

        Same(MatrixProfile.Of(series, 12), Slow(series, series, 12, 3));
    }

    [Fact]
    public void Two_series_are_compared_without_exclusion()
    {
        var (series, past) = (Walk(150, 6), Walk(333, 7));
        past.AsSpan(40, 30).Fill(1);
        past[200] = double.NaN;

        Same(MatrixProfile.Of(series, past, 16), Slow(series, past, 16, -1));
        Same(MatrixProfile.Of(past, series, 16), Slow(past, series, 16, -1));
    }

    [Fact]
    public void Any_number_of_threads_finds_the_same()
    {
        double[] series = [.. Enumerable.Range(0, 2000).Select(i => (double)(i % 20))]; // all windows have many equal neighbours
        var (one, four) = (MatrixProfile.Of(series, 30, threads: 1), MatrixProfile.Of(series, 30, threads: 4));

        Assert.Equal(one.Distances, four.Distances);
        Assert.Equal(one.Neighbours, four.Neighbours);
    }

    [Fact]
    public void The_strangest_window_is_the_one_that_was_put_there()
    {
        double[] series = [.. Enumerable.Range(0, 1000).Select(i => Math.Sin(i / 8.0) + Math.Sin(i / 50.0))];
        for (var i = 600; i < 620; i++)
            series[i] += i % 2;

        Assert.InRange(MatrixProfile.Of(series, 40).Discords(1)[0], 570, 620);
    }

    [Fact]
    public void What_comes_again_is_found_with_its_place()
    {
        var series = Walk(1000, 9);
        series.AsSpan(100, 60).CopyTo(series.AsSpan(700, 60));

        var motif = MatrixProfile.Of(series, 60).Motifs(1)[0];

        Assert.Equal((100, 700), (motif.At, motif.Neighbour));
        Assert.Equal(0, motif.Distance, 5);
    }

    [Fact]
    public void Past_situations_are_found_whatever_their_level_and_size()
    {
        var past = Walk(2000, 11);
        var window = past[500..580].Select(v => (v * 1.8) + 32).ToArray(); // °C as °F
        past.AsSpan(500, 80).CopyTo(past.AsSpan(1500, 80));

        var found = Situations.Find(past, window, 2);

        Assert.Equal([500, 1500], found.Select(f => f.At));
        Assert.All(found, f => Assert.Equal(0, f.Distance, 5));
    }

    [Fact]
    public void Differences_tell_level_and_size_and_bear_gaps()
    {
        var far = Situations.Differences([0, 3, 0, 0, 4, double.NaN, 0], [0, 3, 1], least: 0.6);

        // off by (0 0 1), (3 3 1), (0 3 3), (0 1 –), (4 – 1): root of the mean square of what is there, two of three at least
        Assert.Equal([0.577350, 2.516611, 2.449490, 0.707107, 2.915476], far.Select(f => Math.Round(f, 6)));
    }

    [Fact]
    public void The_nearest_are_apart_and_what_is_no_number_is_left_out() =>
        Assert.Equal([(2, 1.0), (5, 4.0)], Situations.Nearest([double.NaN, 2, 1, 3, double.NaN, 4, 9], 3, 2));

    [Fact]
    public void A_width_that_does_not_fit_is_named()
    {
        var fault = Assert.Throws<ArgumentException>(() => MatrixProfile.Of(new double[10], 11, exclusion: -2));

        Assert.StartsWith("width: from 3 to the 10 samples of series, not 11; exclusion: from 0, not -2.", fault.Message);
    }

    [Fact]
    public void Nothing_but_gaps_has_no_neighbours()
    {
        var profile = MatrixProfile.Of([.. Enumerable.Repeat(double.NaN, 50)], 5);

        Assert.All(profile.Neighbours, n => Assert.Equal(-1, n));
        Assert.Empty(profile.Discords(3));
    }

    static void Same(MatrixProfile fast, double[] slow)
    {
        for (var i = 0; i < slow.Length; i++)
        {
            Assert.True(
                slow[i] == fast.Distances[i] || Math.Abs(slow[i] - fast.Distances[i]) < 1e-5, $"window {i}: {slow[i]}, not {fast.Distances[i]}");
            Assert.Equal(double.IsPositiveInfinity(slow[i]), fast.Neighbours[i] < 0);
        }
    }

    static double[] Slow(double[] series, double[] past, int width, int exclusion)
    {
        var nearest = new double[series.Length - width + 1];
        for (var i = 0; i < nearest.Length; i++)
        {
            nearest[i] = double.PositiveInfinity;
            for (var j = 0; j <= past.Length - width; j++)
            {
                if (Math.Abs(i - j) > exclusion)
                    nearest[i] = Math.Min(nearest[i], Distance(series.AsSpan(i, width), past.AsSpan(j, width)));
            }
        }

        return nearest;
    }

    static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double[] both = [.. a, .. b];
        if (!both.All(double.IsFinite))
            return double.PositiveInfinity;
        var (flatA, flatB) = (a.IndexOfAnyExcept(a[0]) < 0, b.IndexOfAnyExcept(b[0]) < 0);
        if (flatA || flatB)
            return flatA && flatB ? 0 : Math.Sqrt(a.Length);
        var (zA, zB) = (Form(a), Form(b));
        return Math.Sqrt(zA.Zip(zB, (x, y) => (x - y) * (x - y)).Sum());
    }

    static double[] Form(ReadOnlySpan<double> window)
    {
        double[] values = [.. window];
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return [.. values.Select(v => (v - mean) / deviation)];
    }

    static double[] Walk(int samples, ulong seed)
    {
        Numbers chance = new(seed);
        var series = new double[samples];
        for (var i = 1; i < samples; i++)
            series[i] = series[i - 1] + chance.Share() - 0.5;
        return series;
    }
}
