namespace Werkstrom.Tariff.Laboratory;

/// <summary>Customers who are shown together, five at least.</summary>
/// <param name="Branches">Their kinds; more than one where a kind alone has too few.</param>
/// <param name="From">The smallest class of size.</param>
/// <param name="To">The largest class of size.</param>
/// <param name="Customers">Which, from 0.</param>
public sealed record LabGroup(IReadOnlyList<int> Branches, int From, int To, IReadOnlyList<int> Customers);

/// <summary>
/// Sorts customers into groups of at least five, of which everything that is ever shown is put together: each customer is in exactly one group, so that
/// sums of groups can be taken from one another as one likes and what is left is still whole groups. Too small classes of size join their neighbour, too
/// small kinds each other.
/// </summary>
public static class LabGroups
{
    /// <summary>Nothing is said of fewer.</summary>
    public const int Least = 5;

    /// <summary>Makes the groups; none when there are fewer than five customers.</summary>
    /// <param name="of">The kind and the class of size of each customer.</param>
    public static IReadOnlyList<LabGroup> Make(IReadOnlyList<(int Branch, int Size)> of)
    {
        if (of.Count < Least)
            return [];
        var kinds = Enumerable.Range(0, of.Count).GroupBy(i => of[i].Branch).OrderBy(g => g.Key).Select(g => (Branches: new List<int> { g.Key }, Customers: g.ToList())).ToList();
        var small = kinds.Where(k => k.Customers.Count < Least).ToList();
        kinds.RemoveAll(small.Contains);
        if (small.Count > 0)
        {
            var (branches, customers) = (small.SelectMany(s => s.Branches), small.SelectMany(s => s.Customers));
            if (small.Sum(s => s.Customers.Count) < Least)
            {
                var smallest = kinds.MinBy(k => k.Customers.Count);
                kinds.Remove(smallest);
                (branches, customers) = (branches.Concat(smallest.Branches), customers.Concat(smallest.Customers));
            }

            kinds.Add(([.. branches.Order()], [.. customers.Order()]));
        }

        return [.. kinds.SelectMany(k => Sizes(k.Branches, k.Customers, of))];
    }

    static IEnumerable<LabGroup> Sizes(List<int> branches, List<int> customers, IReadOnlyList<(int Branch, int Size)> of)
    {
        if (branches.Count > 1) // sizes of other kinds are other classes
            return [new(branches, customers.Min(c => of[c].Size), customers.Max(c => of[c].Size), customers)];
        List<LabGroup> groups = [];
        foreach (var size in customers.GroupBy(c => of[c].Size).OrderBy(g => g.Key))
        {
            if (groups.Count > 0 && groups[^1].Customers.Count < Least)
                groups[^1] = Join(groups[^1], size.Key, size);
            else
                groups.Add(new(branches, size.Key, size.Key, [.. size]));
        }

        if (groups.Count > 1 && groups[^1].Customers.Count < Least)
        {
            groups[^2] = Join(groups[^2], groups[^1].To, groups[^1].Customers);
            groups.RemoveAt(groups.Count - 1);
        }

        return groups;
    }

    static LabGroup Join(LabGroup group, int to, IEnumerable<int> more) => group with { To = to, Customers = [.. group.Customers.Concat(more).Order()] };
}
