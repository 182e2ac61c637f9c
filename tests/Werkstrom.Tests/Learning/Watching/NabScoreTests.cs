using Werkstrom.Bench.Condition;

namespace Werkstrom.Tests.Learning.Watching;

/// <summary>The scoring of the Numenta Anomaly Benchmark, by hand: 100 rows, probation of 15, one window from row 40 to 49.</summary>
public sealed class NabScoreTests
{
    static readonly NabProfile Standard = new("standard", 1, 0.11, 1);
    static readonly NabProfile LowMiss = new("reward_low_FN_rate", 1, 0.11, 2);
    static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly NabSeries One = Series((40, 49));

    static NabSeries Series(params (int, int)[] windows) =>
        new("one", [.. Enumerable.Range(0, 100).Select(i => Start.AddMinutes(i))], new double[100], windows);

    static List<NabRow> Rows(NabSeries series, params (int Row, double Score)[] detected)
    {
        var scores = new double[series.Values.Count];
        foreach (var (row, score) in detected)
            scores[row] = score;
        return [.. NabRow.Of(0, series, scores)];
    }

    [Fact]
    public void A_perfect_detector_scores_100() => Assert.Equal(100, NabScore.Best(Rows(One, (40, 1)), Standard).Score, 1e-9);

    [Fact]
    public void A_silent_detector_scores_0() => Assert.Equal(0, NabScore.At(Rows(One), Standard, 0.5).Score, 1e-9);

    // the scaled sigmoid 2/(1+e^5y)-1 at y = -6/10 and -1/10, over its value at -1: 0.9174 and 0.2482
    [Theory]
    [InlineData(44, 95.8714)]
    [InlineData(49, 62.4121)]
    public void A_late_hit_brings_less(int row, double score) =>
        Assert.Equal(score, NabScore.Best(Rows(One, (row, 1)), Standard).Score, 5e-4);

    // -0.11 of a range of 2; 5 rows after a window of 10 rows y = 5/9; 28 rows after it y > 3
    [Theory]
    [InlineData(20, -5.5)]
    [InlineData(54, -4.8561)]
    [InlineData(77, -5.5)]
    public void A_false_alarm_costs_less_soon_after_a_window(int row, double score) =>
        Assert.Equal(score, NabScore.At(Rows(One, (row, 1)), Standard, 0.5).Score, 5e-4);

    [Fact]
    public void Rows_of_the_probation_do_not_count() =>
        Assert.Equal(100, NabScore.At(Rows(One, (14, 1), (40, 1)), Standard, 0.5).Score, 1e-9);

    [Fact]
    public void Of_several_hits_in_a_window_the_best_counts() =>
        Assert.Equal(100, NabScore.At(Rows(One, (40, 1), (45, 1), (49, 1)), Standard, 0.5).Score, 1e-9);

    // one hit at the first row of two windows: 1 - 2 of at most 1 + 1 over at least -2 - 2
    [Fact]
    public void The_profile_says_what_a_miss_costs() =>
        Assert.Equal(50, NabScore.At(Rows(Series((40, 49), (70, 79)), (40, 1)), LowMiss, 0.5).Score, 1e-9);

    [Fact]
    public void The_threshold_is_the_best_for_all_rows()
    {
        var best = NabScore.Best(Rows(One, (20, 0.6), (40, 0.8), (60, 0.7)), Standard);

        Assert.Equal((100, 0.8, 1, 0), (Math.Round(best.Score, 9), best.Threshold, best.Hits, best.FalseAlarms));
    }

    [Theory]
    [InlineData(100, 15)]
    [InlineData(4032, 604)]
    [InlineData(22695, 750)]
    public void The_probation_is_15_percent_or_750_rows(int rows, int probation) =>
        Assert.Equal(probation, new NabSeries("one", [], new double[rows], []).Probation);

    [Fact]
    public void Of_rows_with_the_same_stamp_the_first_begins_a_window()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        Directory.CreateDirectory(Path.Combine(folder, "labels"));
        Directory.CreateDirectory(Path.Combine(folder, "data", "some"));
        File.WriteAllText(
            Path.Combine(folder, "labels", "combined_windows.json"),
            """{"some/one.csv": [["2024-01-01 01:00:00.000000", "2024-01-01 02:00:00.000000"]]}""");
        File.WriteAllText(
            Path.Combine(folder, "data", "some", "one.csv"),
            "timestamp,value\n2024-01-01 00:00:00,1\n2024-01-01 01:00:00,2\n2024-01-01 01:00:00,3\n2024-01-01 02:00:00,4\n");

        Assert.Equal([(1, 3)], NabSeries.All(folder).Single().Windows);
    }
}
