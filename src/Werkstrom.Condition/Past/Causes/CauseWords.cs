using Microsoft.Extensions.Localization;
using Werkstrom.Learning.Rules;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Past.Causes;

/// <summary>Rules as an engineer reads them, with units, in the reader's language.</summary>
sealed class CauseWords(IStringLocalizer<PastText> text)
{
    /// <summary>A rule: limits that hold together.</summary>
    public string Rule(Rule rule, CauseTable table) => string.Join($" {text["cause.and"]} ", rule.Conditions.Select(c => Condition(c, table)));

    /// <summary>What was learned, or why nothing was, and of whose failures.</summary>
    public string Say(LearnedCauses learned) => learned.Table is { Own: { } own, Occurred: var all } ? $"{Learned(learned)} {Whose(own, all)}" : Learned(learned);

    /// <summary>Why a rule that holds says what a case is.</summary>
    public string Say(HeldCause held, string named) => text[
        "cause.rule", named, Rule(held.Rule, held.Learned.Table), Format.Count(held.Occurred), Format.Count(held.Of),
        Format.Count(held.Rule.False), Format.Count(held.Healthy), Whose(held.Learned.Table.Own ?? held.Of, held.Of)];

    string Whose(int own, int all) => text["causes.whose", Format.Count(own), Format.Count(all - own)];

    string Learned(LearnedCauses learned)
    {
        var n = learned.Table.Occurred;
        return learned switch
        {
            { Why: NoCause.NotConfirmed, Check: { } check } => text["causes.why.notConfirmed", Format.Count(check.Hits), Format.Count(check.Hits + check.Missed), Format.Count(check.False), Format.Count(check.Healthy)],
            { Why: { } why } => text["causes.why." + SimilarView.Camel($"{why}"), Format.Count(n), Format.Count(CauseLearner.LeastEvents)],
            { Check: { } check } => text["causes.check", Format.Count(check.Hits), Format.Count(check.Hits + check.Missed), Format.Count(check.False), Format.Count(check.Healthy)],
            _ => "",
        };
    }

    static string Condition(Learning.Rules.Condition condition, CauseTable table)
    {
        var unit = Unit(condition.Term, table.Units);
        var limits = string.Join(", ", condition.Limits.OrderBy(l => l.Key, StringComparer.Ordinal)
            .Select(l => Format.Value(l.Value, unit) + (l.Key.Length > 0 ? $" ({l.Key})" : "")));
        return $"{condition.Term.Name} {(condition.IsAbove ? "≥" : "≤")} {limits}";
    }

    /// <summary>The unit of a figure: that of its signals put together; empty where one is not known.</summary>
    internal static string Unit(Term term, IReadOnlyList<string> units)
    {
        var its = term.Signals.Select(s => units[s]).ToArray();
        if (Array.Exists(its, u => u.Length == 0))
            return "";
        var above = Array.FindAll(term.Kind == TermKind.Ratio ? its[..^1] : its, u => u != "1");
        return term.Kind switch
        {
            TermKind.Signal => its[0],
            TermKind.Difference => its[0] == "Cel" ? "K" : its[0], // a difference of temperatures has no zero of the scale
            TermKind.Product => string.Join('.', above),
            _ => its[^1] == "1" ? string.Join('.', above) : $"{(above.Length == 0 ? "1" : string.Join('.', above))}/{(its[^1].Contains('.', StringComparison.Ordinal) || its[^1].Contains('/', StringComparison.Ordinal) ? $"({its[^1]})" : its[^1])}",
        };
    }
}
