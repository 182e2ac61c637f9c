using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;

namespace Werkstrom.Condition.Rules;

/// <summary>What a rule is about now: one subject a signal, or one for the signals of a rule of terms, and what it cannot be about, with the reason.</summary>
/// <param name="Subjects">What it watches.</param>
/// <param name="Stopped">What it does not watch although it should.</param>
sealed record RuleScope(IReadOnlyList<RuleSubject> Subjects, IReadOnlyList<RuleStop> Stopped)
{
    /// <summary>More signals are no rule but a mistake.</summary>
    public const int Most = 2_000;

    public static RuleScope Of(ConditionRule rule, SignalCatalog signals, AssetCatalog assets)
    {
        if (rule.Kind == ConditionRuleKind.Terms)
            return Terms(rule, signals);
        var found = Signals(rule, signals, assets);
        if (found.Count == 0)
            return new([], [new(null, rule.SignalId is null ? "stop.none" : "stop.gone", [])]);
        if (found.Count > Most)
            return new([], [new(null, "stop.many", [$"{found.Count}", $"{Most}"])]);
        List<RuleSubject> subjects = [];
        List<RuleStop> stopped = [];
        foreach (var signal in found)
        {
            if (Stop(rule, signal, out var conversion) is { } reason)
                stopped.Add(reason);
            else
                subjects.Add(new(signal.AssetId, signal.Id, [new(signal, conversion)]));
        }

        return new(subjects, stopped);
    }

    static List<Signal> Signals(ConditionRule rule, SignalCatalog signals, AssetCatalog assets)
    {
        if (rule.SignalId is { } id)
            return signals.TryGet(id, out var one) ? [one] : [];
        if (rule.AssetId is not { } asset)
            return [];
        var within = assets.Within(asset).Select(a => a.Id).ToHashSet();
        var name = rule.SignalName is { } wanted ? PathText.Fold(wanted) : null;
        return [.. signals.All.Where(s => within.Contains(s.AssetId) && !s.IsArchived && (name is null || PathText.Fold(s.Name) == name)
            && (rule.SignalUnit is null || Ucum.TryConversion(rule.SignalUnit, s.Unit, out _))
            && (rule.Kind == ConditionRuleKind.NoData || s.Kind != SignalKind.State))];
    }

    static RuleStop? Stop(ConditionRule rule, Signal signal, out UnitConversion conversion)
    {
        conversion = new(1, 0);
        if (signal.IsArchived)
            return new(signal.Id, "stop.archived", [signal.ShownPath]);
        if (rule.Kind == ConditionRuleKind.NoData)
            return null;
        if (signal.Kind == SignalKind.State)
            return new(signal.Id, "stop.state", [signal.ShownPath]);
        return Ucum.TryConversion(signal.Unit, rule.Unit, out conversion) ? null : new(signal.Id, "stop.unit", [signal.ShownPath, Said(rule.Unit), Said(signal.Unit)]);
    }

    static RuleScope Terms(ConditionRule rule, SignalCatalog signals)
    {
        List<RuleInput> inputs = [];
        foreach (var wanted in TermRule.Read(rule.Terms).Signals)
        {
            if (!signals.TryGet(wanted.Id, out var signal))
                return new([], [new(wanted.Id, "stop.gone", [])]);
            if (signal.IsArchived)
                return new([], [new(signal.Id, "stop.archived", [signal.ShownPath])]);
            if (!Ucum.TryConversion(signal.Unit, wanted.Unit, out var conversion))
                return new([], [new(signal.Id, "stop.unit", [signal.ShownPath, Said(wanted.Unit), Said(signal.Unit)])]);
            inputs.Add(new(signal, conversion, wanted.Id));
        }

        return new([new(rule.AssetId ?? inputs[0].Signal.AssetId, null, inputs)], []);
    }

    /// <summary>A unit in a sentence.</summary>
    public static string Said(string unit) => unit.Length == 0 ? "?" : Ucum.Symbol(unit) is { Length: > 0 } symbol ? symbol : unit;
}

/// <summary>What a rule watches by itself.</summary>
/// <param name="AssetId">The asset that it speaks of.</param>
/// <param name="SignalId">The signal; null for a rule of terms.</param>
/// <param name="Inputs">The signals whose values it needs.</param>
sealed record RuleSubject(int AssetId, int? SignalId, IReadOnlyList<RuleInput> Inputs);

/// <summary>A signal and how its values become those that the rule means.</summary>
/// <param name="Signal">The signal as it is now.</param>
/// <param name="ToRule">From its shown unit to the unit of the limit.</param>
/// <param name="Number">The number by which the rule names it; differs from the signal's where that was merged into another. 0 outside of terms.</param>
sealed record RuleInput(Signal Signal, UnitConversion ToRule, int Number = 0)
{
    /// <summary>A value of the rule in the shown unit of the signal.</summary>
    public double Shown(double value) => (value - ToRule.Offset) / ToRule.Factor;
}

/// <summary>Why a rule does not watch something.</summary>
/// <param name="SignalId">The signal; null for the rule as a whole.</param>
/// <param name="Key">Key of the text.</param>
/// <param name="Named">What the text names.</param>
sealed record RuleStop(int? SignalId, string Key, IReadOnlyList<string> Named);
