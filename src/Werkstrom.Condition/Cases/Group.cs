using Werkstrom.Condition.Findings;

namespace Werkstrom.Condition.Cases;

/// <summary>Findings that belong together in time and in the asset tree and are in no case yet.</summary>
/// <param name="Findings">In the order in which they began.</param>
sealed record Group(IReadOnlyList<Finding> Findings)
{
    public DateTimeOffset Since => Findings[0].Since;

    /// <summary>Joins findings of one machine, and of a machine and the one directly above it, that are no further apart in time than given.</summary>
    public static List<Group> Of(IEnumerable<Finding> findings, Places places, TimeSpan together, DateTimeOffset now)
    {
        Dictionary<int, List<Group>> byMachine = [];
        foreach (var own in findings.Select(f => (Finding: f, Machine: places.Machine(f.AssetId))).Where(x => x.Machine is not null).GroupBy(x => x.Machine!.Value))
            byMachine[own.Key] = [.. Split(own.Select(x => x.Finding), together, now)];
        foreach (var machine in byMachine.Keys.OrderByDescending(places.Depth).ToArray())
        {
            if (places.Above(machine) is { } above && above != machine && byMachine.TryGetValue(above, out var there))
                MoveUp(byMachine[machine], there, together, now);
        }

        return [.. byMachine.Values.SelectMany(g => g)];
    }

    DateTimeOffset End(DateTimeOffset now) => Findings.Max(f => f.EndedAt ?? now);

    static IEnumerable<Group> Split(IEnumerable<Finding> findings, TimeSpan together, DateTimeOffset now)
    {
        List<Finding> group = [];
        var end = DateTimeOffset.MinValue;
        foreach (var finding in findings.OrderBy(f => f.Since).ThenBy(f => f.Id))
        {
            if (group.Count > 0 && finding.Since - end > together)
            {
                yield return new(group);
                group = [];
            }

            group.Add(finding);
            var over = finding.EndedAt ?? now;
            end = over > end ? over : end;
        }

        yield return new(group);
    }

    static void MoveUp(List<Group> from, List<Group> into, TimeSpan together, DateTimeOffset now)
    {
        foreach (var group in from.ToArray())
        {
            var at = into.FindIndex(other => other.Since - group.End(now) <= together && group.Since - other.End(now) <= together);
            if (at < 0)
                continue;
            from.Remove(group);
            into[at] = new([.. into[at].Findings.Concat(group.Findings).OrderBy(f => f.Since).ThenBy(f => f.Id)]);
        }
    }
}
