using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Cases;

/// <summary>How severe a rule of a person's own is; who keeps rules answers.</summary>
interface IRuleFacts
{
    /// <summary>What the rule is called; null when there is none.</summary>
    string? Name(long ruleId);

    /// <summary>Whether its finding means: act.</summary>
    bool IsAct(long ruleId);
}

/// <summary>Whether to watch or to act.</summary>
/// <remarks>Act, when a rule says so, the remaining life is too short, the health is at 40 or below, or a value is beyond its alarm limit.</remarks>
sealed class Severity(SignalCatalog signals, IEnumerable<IRuleFacts> rules)
{
    const double Ill = 40;

    /// <summary>Whether to act.</summary>
    public bool IsAct(IEnumerable<Finding> findings) => findings.Any(IsAct);

    bool IsAct(Finding finding) => finding.Kind switch
    {
        FindingKind.Rule => finding.RuleId is { } id && rules.Any(r => r.IsAct(id)),
        FindingKind.Life => true,
        FindingKind.Health => finding.Value <= Ill,
        FindingKind.Peak or FindingKind.Lasting or FindingKind.Shift => IsBeyond(finding),
        _ => false,
    };

    bool IsBeyond(Finding finding) =>
        finding is { SignalId: { } id, Value: { } value } && signals.TryGet(id, out var signal) && signal.Kind != SignalKind.Counter
        && (value > signal.Limits.HighAlarm || value < signal.Limits.LowAlarm);
}
