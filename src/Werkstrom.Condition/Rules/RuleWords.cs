using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Signals;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Rules;

/// <summary>Rules in the reader's language.</summary>
sealed class RuleWords(IStringLocalizer<RuleText> text, SignalCatalog signals, AssetCatalog assets, RuleDesk desk)
{
    /// <summary>What it is about.</summary>
    public string About(ConditionRule rule)
    {
        if (rule.SignalId is { } id)
            return signals.TryGet(id, out var signal) ? signal.ShownPath : text["about.gone"];
        var place = rule.AssetId is { } at && assets.TryGet(at, out var asset) ? PathText.ShownPath(asset.Path) : "?";
        if (rule.Kind == ConditionRuleKind.Terms)
            return text["about.terms", place];
        return text["about.below", rule.SignalName ?? text["about.unit", RuleScope.Said(rule.SignalUnit ?? "")], place];
    }

    /// <summary>When it speaks.</summary>
    public string Says(ConditionRule rule)
    {
        if (rule.Kind == ConditionRuleKind.Terms)
            return WithLasting(rule, desk.Lines(rule)!.Replace("\n", "; ", StringComparison.Ordinal));
        var says = text["says." + RuleDesk.Kinds[(int)rule.Kind], rule.Kind == ConditionRuleKind.NoData ? SpanText.Of(rule.Window) : Value(rule, rule.Limit), SpanText.Of(rule.Window)].Value;
        if (rule.Release is { } release && release != rule.Limit)
            says = text["says.release", says, Value(rule, release)];
        return WithLasting(rule, says);
    }

    string WithLasting(ConditionRule rule, string says) => rule.Lasting == TimeSpan.Zero ? says : text["says.lasting", says, SpanText.Of(rule.Lasting)];

    static string Value(ConditionRule rule, double value) =>
        UnitSymbol.Of(rule.Unit) is { Length: > 0 } symbol ? $"{value.ToString("0.######", CultureInfo.CurrentCulture)}\u202F{symbol}" : value.ToString("0.######", CultureInfo.CurrentCulture);
}
