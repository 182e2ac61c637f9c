using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;

namespace Werkstrom.Condition.Backtest;

/// <summary>
/// What people would have been told of findings: a case where those that come together are sure enough, once for all that belongs to it. Folded as
/// <see cref="PastCases"/> does with what was learned of the past.
/// </summary>
static class CaseFold
{
    /// <summary>Folds findings.</summary>
    /// <param name="findings">In any order, with their ends as far as they are known.</param>
    /// <param name="options">When findings become a case, and what joins it.</param>
    /// <param name="places">What belongs together in the asset tree.</param>
    /// <param name="now">What has no end lasts until here.</param>
    /// <returns>The finding by which each case would have opened, at that instant, and how long after it the last one came that joined.</returns>
    public static IEnumerable<(Finding Lead, DateTimeOffset At, DateTimeOffset Last)> Fold(
        IEnumerable<Finding> findings, CaseOptions options, Places places, DateTimeOffset now)
    {
        List<Told> told = [];
        foreach (var group in Group.Of(Returns.Without(findings), places, options.Together, now).OrderBy(g => g.Since))
        {
            HashSet<int> machines = [.. group.Findings.Select(f => places.Machine(f.AssetId)).OfType<int>()];
            if (told.Where(t => PastCases.Joins(t.Machine, t.Last, machines, group.Since, options)).MaxBy(t => t.Since) is { } known)
                known.Join(group);
            else if (Evidence.Certainty(group.Findings, now) >= options.Certainty)
                told.Add(new(group, places, PastCases.Noticed(group.Findings, now, options.Certainty), now));
        }

        return told.Select(t => (t.Lead, t.At, t.Last));
    }

    sealed class Told(Group group, Places places, DateTimeOffset at, DateTimeOffset now)
    {
        public DateTimeOffset At => at;

        public Finding Lead { get; } = Evidence.Ranked(group.Findings.Where(f => f.At <= at), now)[0].Finding;

        public DateTimeOffset Since { get; private set; } = group.Since;

        public DateTimeOffset Last { get; private set; } = group.Findings.Max(f => f.At);

        public int? Machine { get; private set; } = MachineOf(group.Findings, places);

        List<Finding> All { get; } = [.. group.Findings];

        public void Join(Group more)
        {
            All.AddRange(more.Findings);
            (Since, Last, Machine) = (All.Min(f => f.Since), All.Max(f => f.At), MachineOf(All, places));
        }

        static int? MachineOf(IEnumerable<Finding> findings, Places places) => places.Common(findings.Select(f => f.AssetId)) is { } asset ? places.Machine(asset) : null;
    }
}
