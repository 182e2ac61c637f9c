namespace Werkstrom.Condition.Rules;

/// <summary>A rule as the API shows it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Version">Rises with every change.</param>
/// <param name="Rule">The rule as it was given.</param>
/// <param name="IsOn">Whether it is at work.</param>
/// <param name="Stopped">What it does not watch although it should, in sentences.</param>
sealed record RuleView(long Id, int Version, RuleWish Rule, bool IsOn, IReadOnlyList<string> Stopped)
{
    public static RuleView Of(ConditionRule rule, RuleDesk desk, RuleTaker taker) => new(
        rule.Id, rule.Version, desk.Wish(rule), rule.IsOn, [.. taker.Stopped.Where(s => s.RuleId == rule.Id).Select(s => desk.Say(s.Stop))]);
}
