using Werkstrom.Learning;
using Werkstrom.Learning.Rules;

namespace Werkstrom.Tests.Learning.Rules;

/// <summary>A machine that fails by known limits: they are found again.</summary>
public sealed class RuleLearnerTests
{
    static readonly string[] Names = ["speed", "torque", "inside", "outside"];

    [Fact]
    public void A_limit_on_a_product_is_found()
    {
        var columns = Samples(1500);
        var rule = Assert.Single(RuleLearner.Learn(Names, columns, Events(columns, (s, t, i, o) => s * t > 5000)));

        Assert.Equal("speed · torque", Assert.Single(rule.Conditions).Term.Name);
        Assert.Equal(5000, rule.Conditions[0].Limits[""], 50.0);
        Assert.Equal(0, rule.False);
    }

    [Fact]
    public void Two_limits_that_hold_together_are_found()
    {
        var columns = Samples(1500);
        var rule = Assert.Single(RuleLearner.Learn(Names, columns, Events(columns, (s, t, i, o) => i - o < 5 && s < 40)));

        Assert.Equal(["inside − outside", "speed"], rule.Conditions.Select(c => c.Term.Name).Order());
        Assert.All(rule.Conditions, c => Assert.False(c.IsAbove));
        Assert.Equal(40, rule.Conditions.Single(c => c.Term.Name == "speed").Limits[""], 2.0);
    }

    [Fact]
    public void Two_ways_to_fail_are_two_rules()
    {
        var columns = Samples(1500);
        var rules = RuleLearner.Learn(Names, columns, Events(columns, (s, t, i, o) => s * t is > 6000 or < 600));

        Assert.Equal([false, true], rules.Select(r => r.Conditions[0].IsAbove).Order());
    }

    [Fact]
    public void A_limit_of_its_own_for_each_category_is_found()
    {
        var columns = Samples(2000);
        string[] kinds = [.. Enumerable.Range(0, 2000).Select(i => i % 2 == 0 ? "A" : "B")];
        bool[] events = [.. kinds.Select((k, i) => columns[1][i] > (k == "A" ? 70 : 90))];
        var rule = Assert.Single(RuleLearner.Learn(Names, columns, events, kinds));

        Assert.Equal(70, rule.Conditions[0].Limits["A"], 1.0);
        Assert.Equal(90, rule.Conditions[0].Limits["B"], 1.0);
        Assert.True(rule.Holds(s => s == 1 ? 80 : 0, "A"));
        Assert.False(rule.Holds(s => s == 1 ? 80 : 0, "B"));
    }

    [Fact]
    public void Chance_is_no_rule()
    {
        Numbers chance = new(77);
        Assert.Empty(RuleLearner.Learn(Names, Samples(600), [.. Enumerable.Range(0, 600).Select(_ => chance.Below(20) == 0)]));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var fault = Assert.Throws<ArgumentException>(() => RuleLearner.Learn(["a", "b"], [[1, 2], [1, double.PositiveInfinity, 3]], [true, true]));

        Assert.StartsWith(
            "b: one value a row is needed, 2, not 3; b[1]: a value is finite, or NaN where it is missing; events: rows with and without event are needed, and all are with.",
            fault.Message);
    }

    static bool[] Events(double[][] c, Func<double, double, double, double, bool> fails) =>
        [.. Enumerable.Range(0, c[0].Length).Select(r => fails(c[0][r], c[1][r], c[2][r], c[3][r]))];

    static double[][] Samples(int rows)
    {
        Numbers chance = new(5);
        double[] from = [10, 10, 300, 290], wide = [90, 90, 12, 12];
        return [.. Enumerable.Range(0, 4).Select(c => Enumerable.Range(0, rows).Select(_ => from[c] + (wide[c] * chance.Share())).ToArray())];
    }
}
