using Werkstrom.Condition.Rules;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Facts;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Facts;

/// <summary>
/// The limits within which an asset is run, as boundary conditions of IDTA 02048-1-0: alarm and warning limits of its signals, and limits of people's rules
/// about them. Each is one number, for the template has one value for each condition.
/// </summary>
sealed class BoundaryFacts(AssetCatalog assets, SignalCatalog signals, RuleBook rules)
{
    const string Base = "https://admin-shell.io/idta/PredictiveMaintenance/";

    /// <summary>More conditions nobody reads.</summary>
    public const int Most = 500;

    /// <summary>The list of the conditions of an asset.</summary>
    /// <param name="assetId">The asset itself; what stands below it has its own.</param>
    /// <param name="isUsed">Whether what was said of the remaining life rests on an alarm limit of a signal.</param>
    public FactList Of(int assetId, Func<Signal, bool> isUsed) => new("ListRULBoundaryConditions", Base + "ListRULBoundaryConditions/1/0", Base + "RULCondition/1/0",
    [
        .. signals.All.Where(s => s.AssetId == assetId && !s.IsArchived).OrderBy(s => s.Path, StringComparer.Ordinal).SelectMany(s => Limits(s, isUsed(s))).Concat(Rules(assetId)).Take(Most),
    ]);

    static IEnumerable<IReadOnlyList<Fact>> Limits(Signal signal, bool isUsed)
    {
        var limits = signal.Limits;
        if (limits.LowAlarm is { } lowest)
            yield return Condition(signal, lowest, isUsed, "Not below: alarm limit of the signal");
        if (limits.LowWarning is { } low)
            yield return Condition(signal, low, false, "Not below: warning limit of the signal");
        if (limits.HighWarning is { } high)
            yield return Condition(signal, high, false, "Not above: warning limit of the signal");
        if (limits.HighAlarm is { } highest)
            yield return Condition(signal, highest, isUsed, "Not above: alarm limit of the signal");
    }

    IEnumerable<IReadOnlyList<Fact>> Rules(int assetId)
    {
        foreach (var rule in rules.All.Where(r => r is { IsOn: true, Kind: ConditionRuleKind.Above or ConditionRuleKind.Below } && MayConcern(r, assetId)))
        {
            foreach (var input in RuleScope.Of(rule, signals, assets).Subjects.Where(s => s.AssetId == assetId).SelectMany(s => s.Inputs))
                yield return Condition(input.Signal, input.Shown(rule.Limit), false, $"Not {(rule.Kind == ConditionRuleKind.Above ? "above" : "below")}: rule '{rule.Name}'");
        }
    }

    bool MayConcern(ConditionRule rule, int assetId) => rule.SignalId is { } id ? signals.TryGet(id, out var signal) && signal.AssetId == assetId
        : rule.AssetId is { } root && assets.IsWithin(assetId, root);

    static IReadOnlyList<Fact> Condition(Signal signal, double limit, bool isUsed, string words) =>
    [
        Value("ConditionName", signal.Path), Value("IsBoundaryConditionUsedInModel", isUsed), Value("BoundaryValueRange", limit),
        Value("BoundaryEngineeringUnit", signal.Unit), Value("BoundaryDescription", words),
    ];

    static FactValue Value(string name, object value) => new(name, $"{Base}{name}/1/0", value);
}
