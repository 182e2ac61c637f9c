using Werkstrom.Condition.Findings;

namespace Werkstrom.Condition.Cases;

/// <summary>
/// Findings that are no more than the way back: a signal was off for so long that its watch took that for usual, and comes back to where it was
/// before. That is the end of what was unusual, not something new.
/// </summary>
static class Returns
{
    const double Spreads = 3;

    static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    /// <summary>All findings but the ways back of those among them.</summary>
    /// <param name="findings">In any order.</param>
    public static IReadOnlyList<Finding> Without(IEnumerable<Finding> findings)
    {
        List<Finding> left = [];
        foreach (var signal in findings.GroupBy(f => (f.AssetId, f.SignalId)))
        {
            Finding? away = null;
            foreach (var finding in signal.OrderBy(f => f.At).ThenBy(f => f.Id))
            {
                if (away is not null && IsBack(finding, away))
                    continue;
                left.Add(finding);
                away = IsLevel(finding) ? finding : away;
            }
        }

        return left;
    }

    // back within what was usual, from a usual that is nearer to where the signal had gone
    static bool IsBack(Finding finding, Finding away) =>
        IsLevel(finding) && finding.At - away.At <= Remembered
        && (finding.Value - finding.Usual > 0) != (away.Value - away.Usual > 0)
        && Math.Abs(finding.Value!.Value - away.Usual!.Value) <= Spreads * away.Spread
        && Math.Abs(finding.Usual!.Value - away.Value!.Value) < Math.Abs(finding.Usual.Value - away.Usual.Value);

    static bool IsLevel(Finding finding) =>
        finding is { Kind: FindingKind.Peak or FindingKind.Lasting or FindingKind.Shift, Value: not null, Usual: not null, Spread: not null };
}
