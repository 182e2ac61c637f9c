using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Rules;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Cases;

/// <summary>Whether to watch or to act.</summary>
/// <remarks>Act, when a rule says so, the remaining life is too short, the health is or was at 40 or below, or a value is beyond its alarm limit.</remarks>
sealed class Severity(SignalCatalog signals, Rates rates, RuleBook rules)
{
    /// <summary>At this health and below it is to be acted on.</summary>
    public const double Ill = 40;

    /// <summary>Whether to act.</summary>
    public bool IsAct(IEnumerable<Finding> findings) => findings.Any(IsAct);

    bool IsAct(Finding finding) => finding.Kind switch
    {
        FindingKind.Rule => finding.RuleId is { } id && rules.Find(id)?.Severity == RuleSeverity.Act,
        FindingKind.Life => true,
        FindingKind.Health => (finding.Worst ?? finding.Value) <= Ill,
        FindingKind.Peak or FindingKind.Lasting or FindingKind.Shift => IsBeyond(finding),
        _ => false,
    };

    bool IsBeyond(Finding finding) =>
        finding is { SignalId: { } id, Value: { } value } && signals.TryGet(id, out var signal) && !rates.Has(signal)
        && (value > signal.Limits.HighAlarm || value < signal.Limits.LowAlarm);
}
