using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;

namespace Werkstrom.Condition.Backtest;

/// <summary>What people would have been told of findings: a case where those that come together are sure enough, once for all that belongs to it.</summary>
static class CaseFold
{
    /// <summary>Folds the findings of one asset.</summary>
    /// <param name="findings">In any order.</param>
    /// <param name="options">When findings become a case, and what joins it.</param>
    /// <returns>The finding by which each case would have opened, at that instant, and how long after it the last one came that joined.</returns>
    public static IEnumerable<(Finding Lead, DateTimeOffset At, DateTimeOffset Last)> Fold(IEnumerable<Finding> findings, CaseOptions options)
    {
        // when findings end is not known here: a case is taken as over when nothing came for as long as an ended one stays open
        var closes = options.ClosesAfter < options.Joins ? options.ClosesAfter : options.Joins;
        List<Finding> group = [];
        DateTimeOffset? opened = null;
        foreach (var finding in findings.OrderBy(f => f.At))
        {
            var apart = group.Count == 0 ? TimeSpan.Zero : finding.At - group[^1].At;
            if (apart > (opened is null ? options.Together : closes))
            {
                if (opened is { } at)
                    yield return (Evidence.Ranked(group, at)[0].Finding, at, group[^1].At);
                group.Clear();
                opened = null;
            }

            group.Add(finding);
            if (opened is null && Evidence.Certainty(group, finding.At) >= options.Certainty)
                opened = finding.At;
        }

        if (opened is { } last)
            yield return (Evidence.Ranked(group, last)[0].Finding, last, group[^1].At);
    }
}
