using Werkstrom.Condition.Rules;
using Werkstrom.Condition.Watching;
using Werkstrom.Kernel.Signals;
using Werkstrom.Learning.Rules;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Condition.Rules;

/// <summary>A rule at work: signals that come one after another, states that are saved.</summary>
public sealed class RuleRunnerTests
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    static readonly Signal Torque = new() { Id = 1, AssetId = 9, Name = "torque", Path = "m/torque", Unit = "N.m" };
    static readonly Signal Speed = new() { Id = 2, AssetId = 9, Name = "speed", Path = "m/speed", Unit = "/min" };

    [Fact]
    public void Values_of_one_instant_are_compared_together_although_they_come_apart()
    {
        // torque goes from 10 to 40 while speed goes from 400 to 100: the power stays at 4,000 and never reaches 5,000
        var runner = Power(5_000);
        Assert.Empty(runner.See(News((Torque, 0, 10), (Speed, 0, 400)), Start));

        Assert.Empty(runner.See(News((Torque, 1, 40)), Start)); // with the old speed it would be 16,000
        Assert.Empty(runner.See(News((Speed, 1, 100)), Start));

        Assert.Equal(Start.AddSeconds(2), Assert.Single(runner.See(News((Torque, 2, 60), (Speed, 2, 100)), Start)).At);
    }

    [Fact]
    public void A_signal_that_stays_away_is_waited_for_no_longer_than_said()
    {
        var runner = Power(5_000);
        runner.See(News((Torque, 0, 10), (Speed, 0, 400)), Start);

        Assert.Empty(runner.See(News((Torque, 1, 40)), Start));
        Assert.Equal(Start.AddSeconds(1), Assert.Single(runner.See(News(), Start.AddSeconds(1))).At);
    }

    [Fact]
    public void What_waits_is_saved()
    {
        var runner = Power(5_000);
        runner.See(News((Torque, 0, 10), (Speed, 0, 400), (Torque, 1, 60)), Start);
        using MemoryStream state = new();
        using (BinaryWriter to = new(state, System.Text.Encoding.UTF8, leaveOpen: true))
            runner.Save(to);
        state.Position = 0;

        var loaded = RuleRunner.Load(Rule(5_000), Subject(), new(state));

        Assert.Equal(Start.AddSeconds(1), Assert.Single(loaded.See(News((Speed, 1, 100)), Start)).At);
        Assert.Equal(6_000, loaded.Figure);
    }

    [Fact]
    public void A_learned_rule_becomes_a_rule_of_terms()
    {
        // "power ≥ 5,000" of the columns 0 and 1
        var learned = new Rule([new(new(TermKind.Product, [0, 1], "torque · speed"), true, new Dictionary<string, double> { [""] = 5_000 })], 5, 0);

        var terms = TermRule.Of(learned, [Torque, Speed])!;

        Assert.Equal("torque * speed >= 5000", Assert.Single(TermRule.Read(terms.Write()).Conditions).Text(id => id == 1 ? "torque" : "speed"));
        Assert.Null(TermRule.Of(new([new(new(TermKind.Signal, [0], "torque"), true, new Dictionary<string, double> { ["L"] = 1, ["M"] = 2 })], 1, 0), [Torque]));
    }

    static RuleRunner Power(double limit) => new(Rule(limit), Subject());

    static ConditionRule Rule(double limit) => new()
    {
        Name = "power",
        Kind = ConditionRuleKind.Terms,
        AssetId = 9,
        Terms = new TermRule([new(TermKind.Product, [new(1, "N.m"), new(2, "/min")], true, limit)]).Write(),
    };

    static RuleSubject Subject() => new(9, null, [new(Torque, new(1, 0), 1), new(Speed, new(1, 0), 2)]);

    static Dictionary<int, SignalNews> News(params (Signal Signal, int Second, double Value)[] samples) => samples.GroupBy(s => s.Signal)
        .ToDictionary(g => g.Key.Id, g => new SignalNews(g.Key, [.. g.Select(s => Micros.Of(Start.AddSeconds(s.Second)))], [.. g.Select(s => s.Value)]));
}
