namespace Werkstrom.Energy.Sharing;

/// <summary>
/// One step in the life of groups. The rule: a group never changes; it ends as soon as one member leaves; and a new one has at least five customers who were in none before,
/// beside any number of those whose group ended. Then no sum of any published figures, with any factors, is about fewer than five: of the groups in it take the one that was
/// made last; its newcomers are in none of the others, so that all of them remain. It holds over all time, for all partners together.
/// </summary>
static class ShareRound
{
    /// <summary>What ends and what is made.</summary>
    /// <param name="open">The groups that are published.</param>
    /// <param name="agreed">The delivery points that may be in groups now, in an order that nobody can foresee.</param>
    /// <param name="before">Customers who ever were in a group.</param>
    /// <param name="rules">The rules.</param>
    /// <returns>Numbers of the groups that end, and the new ones, each of one kind.</returns>
    public static (IReadOnlyList<int> Ended, IReadOnlyList<IReadOnlyList<SharePoint>> Made) Next(
        IReadOnlyList<OpenGroup> open, IReadOnlyList<SharePoint> agreed, IReadOnlySet<string> before, ShareRules rules)
    {
        var now = agreed.Select(p => (p.Customer, p.Malo, p.Kind)).ToHashSet();
        var ended = open.Where(g => g.Members.Any(m => !now.Contains((m.Customer, m.Malo, g.Kind)))).Select(g => g.Id).ToHashSet();
        var taken = open.Where(g => !ended.Contains(g.Id)).SelectMany(g => g.Members).ToHashSet();
        HashSet<string> known = [.. before];
        List<IReadOnlyList<SharePoint>> made = [];
        foreach (var kind in agreed.Where(p => !taken.Contains((p.Customer, p.Malo))).GroupBy(p => p.Kind).OrderBy(g => g.Key.Region, StringComparer.Ordinal).ThenBy(g => g.Key.Tariff, StringComparer.Ordinal))
        {
            var groups = Deal([.. kind.GroupBy(p => p.Customer).Select(c => new Person([.. c], !known.Contains(c.Key)))], rules);
            made.AddRange(groups);
            known.UnionWith(groups.SelectMany(g => g).Select(p => p.Customer));
        }

        return ([.. ended], made);
    }

    static List<IReadOnlyList<SharePoint>> Deal(List<Person> waiting, ShareRules rules)
    {
        var (fresh, former) = (waiting.FindAll(p => p.IsNew), waiting.FindAll(p => !p.IsNew));
        List<Person>[] piles = [.. Enumerable.Range(0, Math.Max(1, fresh.Count / rules.Size)).Select(_ => new List<Person>())];
        foreach (var people in new[] { fresh, former })
        {
            for (var i = 0; i < people.Count; i++)
                piles[i % piles.Length].Add(people[i]);
        }

        List<IReadOnlyList<SharePoint>> groups = [];
        List<Person> left = [];
        foreach (var pile in piles)
        {
            List<Person> group = [.. left, .. pile];
            while (IsEnough(group, rules) && !Dominance.IsSafe(group.Select(p => p.AnnualWh), rules.Percent))
                group.Remove(group.MaxBy(p => p.AnnualWh)!); // waits for others of the same size
            if (IsEnough(group, rules))
                groups.Add([.. group.SelectMany(p => p.Points)]);
            left = IsEnough(group, rules) ? [] : group; // goes with the next of the kind, or waits
        }

        return groups;
    }

    static bool IsEnough(List<Person> group, ShareRules rules) => group.Count >= rules.Least && group.Count(p => p.IsNew) >= rules.Fresh;

    sealed record Person(IReadOnlyList<SharePoint> Points, bool IsNew)
    {
        public long AnnualWh => Points.Sum(p => p.AnnualWh);
    }
}
