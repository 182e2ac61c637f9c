using Werkstrom.Learning;
using Werkstrom.Learning.Boosting;

namespace Werkstrom.Tests.Learning.Boosting;

/// <summary>Trees on tables small enough to know the answer.</summary>
public sealed class BoostModelTests
{
    static readonly BoostOptions OneTree = new() { Rounds = 1, LearningRate = 1, Depth = 1, MinRows = 1, L2 = 0, RowShare = 1, ColumnShare = 1 };

    [Fact]
    public void One_question_parts_the_rows_where_the_mean_changes()
    {
        // means by hand: (1+3)/2 = 2 up to x = 2, (10+14)/2 = 12 above; the limit is the middle of 2 and 5
        var model = BoostModel.Train(Table([1, 2, 5, 6]), [1, 3, 10, 14], OneTree);

        var (below, above) = (model.Predict([3.5f])[0], model.Predict([3.6f])[0]);
        Assert.Equal((2, 12), (Math.Round(below, 9), Math.Round(above, 9)));
    }

    [Fact]
    public void Leaves_are_pulled_towards_the_mean_by_L2()
    {
        // mean 7; the right side's gradient is -10, so 7 + 10 / (2 + 2) = 9.5
        var model = BoostModel.Train(Table([1, 2, 5, 6]), [1, 3, 10, 14], OneTree with { L2 = 2 });

        Assert.Equal(9.5, model.Predict([6])[0], 9);
    }

    [Theory]
    [InlineData(float.NaN, 20)]
    [InlineData(1, 0)]
    [InlineData(9, 20)]
    public void A_missing_value_goes_where_it_did_better(float value, double answer)
    {
        var model = BoostModel.Train(Table([1, 2, float.NaN, float.NaN, 8, 9]), [0, 0, 20, 20, 20, 20], OneTree);

        Assert.Equal(answer, model.Predict([value])[0], 9);
    }

    [Fact]
    public void That_a_value_is_missing_can_itself_be_the_question()
    {
        var model = BoostModel.Train(Table([1, 2, 3, float.NaN, float.NaN]), [4, 4, 4, 9, 9], OneTree);

        Assert.Equal((4, 9), (Math.Round(model.Predict([2])[0], 9), Math.Round(model.Predict([float.NaN])[0], 9)));
    }

    [Fact]
    public void A_weight_counts_as_that_many_rows()
    {
        var model = BoostModel.Train(Table([1, 1, 2, 2]), [0, 6, 10, 10], OneTree, weights: [2, 1, 1, 1]);

        Assert.Equal(2, model.Predict([1])[0], 9); // (0 + 0 + 6) / 3
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_quantile_has_its_share_below_it(double quantile)
    {
        var (table, noise) = Noisy(2000);
        var model = BoostModel.Train(table, noise, new() { Loss = BoostLoss.Quantile, Quantile = quantile, Rounds = 60, LearningRate = 0.3, MinRows = 50 });

        var below = model.Predict(table).Zip(noise, (p, y) => y < p[0] ? 1.0 : 0).Average();

        Assert.Equal(quantile, below, 0.02);
    }

    [Fact]
    public void Probabilities_are_those_of_the_table()
    {
        // of 10 rows with x = 1 three are 1, of 10 with x = 2 eight
        float[] x = [.. Enumerable.Repeat(1f, 10), .. Enumerable.Repeat(2f, 10)];
        double[] y = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0];
        var model = BoostModel.Train(Table(x), y, OneTree with { Loss = BoostLoss.Logistic, Rounds = 200, LearningRate = 0.3 });

        Assert.Equal((0.3, 0.8), (Math.Round(model.Predict([1])[0], 4), Math.Round(model.Predict([2])[0], 4)));
    }

    [Fact]
    public void Each_class_has_its_probability()
    {
        float[] x = [.. Enumerable.Repeat(1f, 4), .. Enumerable.Repeat(2f, 4), .. Enumerable.Repeat(3f, 4)];
        double[] y = [0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2];
        var model = BoostModel.Train(
            Table(x), y, OneTree with { Loss = BoostLoss.Softmax, Rounds = 300, LearningRate = 0.3, Depth = 2 });

        Assert.Equal([0.75, 0.25, 0], model.Predict([1]).Select(p => Math.Round(p, 2)));
        Assert.Equal([0, 0.5, 0.5], model.Predict([2]).Select(p => Math.Round(p, 2)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_file_on_any_number_of_threads()
    {
        var (table, target) = Noisy(6000);
        BoostOptions options = new() { Rounds = 12, RowShare = 0.7, Seed = 42 };

        Assert.Equal(File(table, target, options with { Threads = 1 }), File(table, target, options with { Threads = 4 }));
        Assert.NotEqual(File(table, target, options), File(table, target, options with { Seed = 43 }));
    }

    [Fact]
    public void Learning_stops_when_the_rows_kept_aside_no_longer_gain()
    {
        var (table, target) = Noisy(1000);
        var (other, otherTarget) = Noisy(1000, seed: 9);
        var model = BoostModel.Train(
            table, target, new() { Rounds = 2000, LearningRate = 0.3, StopAfter = 20 }, aside: (other, otherTarget));

        Assert.InRange(model.Rounds, 2, 200);
    }

    [Fact]
    public void A_constant_column_is_never_asked_for()
    {
        FeatureTable table = new(["same", "x"], [[5, 5, 5, 5], [1, 2, 5, 6]]);
        var model = BoostModel.Train(table, [1, 3, 10, 14], OneTree);

        Assert.Equal(0, model.Contributions([7, 1])[1]);
    }

    [Fact]
    public void Nothing_but_constant_columns_gives_the_mean() =>
        Assert.Equal(2, BoostModel.Train(Table([5, 5, 5]), [1, 2, 3], OneTree).Predict([5])[0], 9);

    static byte[] File(FeatureTable table, double[] target, BoostOptions options)
    {
        using MemoryStream file = new();
        BoostModel.Train(table, target, options).Save(file);
        return file.ToArray();
    }

    static FeatureTable Table(float[] x) => new(["x"], [x]);

    /// <summary>Twelve columns by chance; the target follows three of them, with noise.</summary>
    internal static (FeatureTable Table, double[] Target) Noisy(int rows, ulong seed = 3)
    {
        Numbers chance = new(seed);
        var columns = Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, rows).Select(_ => (float)chance.Share()).ToArray()).ToArray();
        var target = Enumerable.Range(0, rows)
            .Select(r => (10 * columns[0][r] * columns[1][r]) + (columns[2][r] > 0.5 ? 3 : 0) + chance.Share()).ToArray();
        return (new([.. Enumerable.Range(0, 12).Select(c => $"c{c}")], columns), target);
    }
}
