using Werkstrom.Learning;
using Werkstrom.Learning.Boosting;

namespace Werkstrom.Tests.Learning.Boosting;

/// <summary>What moved an answer, and by how much.</summary>
public sealed class ContributionsTests
{
    [Fact]
    public void They_add_up_to_the_answer()
    {
        var (table, target) = BoostModelTests.Noisy(2000);
        var model = BoostModel.Train(table, target, new() { Rounds = 40, Depth = 7 });
        var row = new float[12];
        for (var r = 0; r < 50; r++)
        {
            table.CopyRow(r, row);

            Assert.Equal(model.Predict(row)[0], model.Contributions(row).Sum(), 9);
        }
    }

    [Fact]
    public void Two_columns_that_only_help_together_share_alike()
    {
        // y = 8 where a and b are 1, else 0: mean 2. By hand: a alone lifts 2 to 4, then b to 8; and the other way round
        FeatureTable table = new(["a", "b"], [[0, 0, 1, 1], [0, 1, 0, 1]]);
        var model = BoostModel.Train(
            table, [0, 0, 0, 8], new() { Rounds = 1, LearningRate = 1, Depth = 2, MinRows = 1, L2 = 0, RowShare = 1, ColumnShare = 1 });

        Assert.Equal([2, 3, 3], model.Contributions([1, 1]).Select(c => Math.Round(c, 9)));
        Assert.Equal([2, 1, -3], model.Contributions([1, 0]).Select(c => Math.Round(c, 9)));
    }

    [Fact]
    public void They_are_the_Shapley_values_of_all_sets_of_columns()
    {
        var (table, target) = BoostModelTests.Noisy(300);
        FeatureTable four = new(["p", "q", "r", "s"], [.. table.Columns.Take(4)]);
        var model = BoostModel.Train(four, target, new() { Rounds = 1, LearningRate = 1, Depth = 6, MinRows = 3, RowShare = 1, ColumnShare = 1 });
        float[] row = [0.9f, 0.8f, 0.2f, 0.6f];

        var expected = Enumerable.Range(0, 4).Select(c => ByDefinition(model, row, c)).ToArray();

        Assert.Equal(expected, model.Contributions(row).Skip(1), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void With_logistic_loss_they_add_up_to_the_logarithm_of_the_odds()
    {
        var (table, target) = BoostModelTests.Noisy(500);
        var model = BoostModel.Train(table, [.. target.Select(t => t > 5 ? 1.0 : 0)], new() { Loss = BoostLoss.Logistic, Rounds = 20 });
        var row = new float[12];
        table.CopyRow(7, row);
        var p = model.Predict(row)[0];

        Assert.Equal(Math.Log(p / (1 - p)), model.Contributions(row).Sum(), 6);
    }

    // sum over the sets without the column of |S|! (n-|S|-1)! / n! · (v(S with it) - v(S))
    static double ByDefinition(BoostModel model, float[] row, int column)
    {
        double[] factorial = [1, 1, 2, 6, 24];
        var sum = 0.0;
        for (var set = 0; set < 16; set++)
        {
            if ((set >> column & 1) == 1)
                continue;
            var size = System.Numerics.BitOperations.PopCount((uint)set);
            sum += factorial[size] * factorial[3 - size] / 24 * (Known(model, row, set | 1 << column) - Known(model, row, set));
        }

        return sum;
    }

    static double Known(BoostModel model, float[] row, int set) => Walk(model.FirstTree.Nodes, 0, row, set);

    // a column outside the set goes both ways, by the rows of the training
    static double Walk(Node[] nodes, int at, float[] row, int set) =>
        nodes[at].Left == 0 ? nodes[at].Value
        : (set >> nodes[at].Column & 1) == 1 ? Walk(nodes, nodes[at].Next(row[nodes[at].Column]), row, set)
        : ((nodes[nodes[at].Left].Cover * Walk(nodes, nodes[at].Left, row, set))
            + (nodes[nodes[at].Left + 1].Cover * Walk(nodes, nodes[at].Left + 1, row, set))) / nodes[at].Cover;
}
