using Werkstrom.Learning;
using Werkstrom.Learning.Boosting;

namespace Werkstrom.Tests.Learning.Boosting;

/// <summary>Bad input has an error that names it and the rule; all faults at once.</summary>
public sealed class BoostInputTests
{
    static readonly FeatureTable Four = new(["x"], [[1, 2, 3, 4]]);

    [Fact]
    public void Columns_of_different_lengths_infinity_and_double_names_are_said_at_once()
    {
        var fault = Assert.Throws<ArgumentException>(() => new FeatureTable(["a", "a", " "], [[1, 2], [1], [1, float.PositiveInfinity]]));

        Assert.StartsWith(
            "names: 'a' is there twice; names: ' ' is blank; a: it has 1 rows, and a has 2;  [1]: a value is finite, or NaN where it is missing.",
            fault.Message);
    }

    [Theory]
    [InlineData(BoostLoss.Squared, new double[] { 1, 2, 3 }, "target: one a row is needed, 4, not 3.")]
    [InlineData(BoostLoss.Squared, new[] { 1, double.NaN, 3, 4 }, "target[1]: what is to be learned is known and finite.")]
    [InlineData(BoostLoss.Logistic, new double[] { 1, 1, 1, 1 }, "target: both 0 and 1 are needed, and all are 1.")]
    [InlineData(BoostLoss.Logistic, new double[] { 0, 1, 2, 0 }, "target[2]: with logistic loss it is 0 or 1, not 2.")]
    [InlineData(BoostLoss.Softmax, new double[] { 0, 0, 0, 0 }, "target: two classes are needed at least, and all are 0.")]
    [InlineData(BoostLoss.Softmax, new double[] { 0, 3, 0, 1 }, "target: classes are numbered without gaps from 0, and 3 of 0 to 3 are there.")]
    public void A_target_that_cannot_be_learned_is_named(BoostLoss loss, double[] target, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => BoostModel.Train(Four, target, new() { Loss = loss })).Message);

    [Fact]
    public void One_row_is_too_few() =>
        Assert.StartsWith(
            "table: two rows are needed at least, and there are 1.",
            Assert.Throws<ArgumentException>(() => BoostModel.Train(new(["x"], [[1]]), [1])).Message);

    [Fact]
    public void Every_impossible_option_is_named()
    {
        var fault = Assert.Throws<ArgumentException>(
            () => BoostModel.Train(Four, [1, 2, 3, 4], new() { Rounds = 0, LearningRate = 2, Depth = 13, StopAfter = 5 }));

        Assert.StartsWith(
            "Rounds: 1 to 100000, not 0; LearningRate: above 0 to 1, not 2; Depth: 1 to 12, not 13; StopAfter: it needs rows kept aside.",
            fault.Message);
    }

    [Fact]
    public void Weights_are_above_0() =>
        Assert.StartsWith(
            "weights[2]: a weight is above 0 and finite, not -1.",
            Assert.Throws<ArgumentException>(() => BoostModel.Train(Four, [1, 2, 3, 4], weights: [1, 1, -1, 1])).Message);

    [Fact]
    public void A_row_has_the_columns_of_the_training()
    {
        var model = BoostModel.Train(Four, [1, 2, 3, 4]);

        Assert.StartsWith("A row has 1 values, not 2.", Assert.Throws<ArgumentException>(() => model.Predict([1, 2])).Message);
        Assert.StartsWith("The model asks for x, not for y.", Assert.Throws<ArgumentException>(() => model.Predict(new FeatureTable(["y"], [[1]]))).Message);
    }
}
