using Werkstrom.Tariff.Billing;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Tariff.Laboratory;

/// <summary>Customers who have the same prices.</summary>
/// <param name="Customers">Which, from 0.</param>
/// <param name="Sheet">The prices of the year.</param>
public sealed record LabPlace(IReadOnlyList<int> Customers, PriceSheet Sheet);

/// <summary>What customers pay in a year by a tariff.</summary>
/// <param name="Net">µct of each, all parts of the bill without VAT.</param>
/// <param name="Supply">µct of each for energy and supply: what stays with the supplier before it buys.</param>
public sealed record LabCosts(long[] Net, long[] Supply)
{
    /// <summary>Prices customers. Fees are those of whole bills, to the µct; a reduction is never more than what is paid for its kind.</summary>
    /// <param name="sums">Their sums.</param>
    /// <param name="places">Each customer in one of them.</param>
    /// <param name="count">How many customers.</param>
    public static LabCosts Of(LabSums sums, IReadOnlyList<LabPlace> places, int count)
    {
        ArgumentNullException.ThrowIfNull(sums);
        LabCosts costs = new(new long[count], new long[count]);
        foreach (var place in places)
            costs.Add(sums, place);
        return costs;
    }

    /// <summary>The rows of prices that need sums.</summary>
    public static IEnumerable<int[]> Rows(IEnumerable<LabPlace> places) =>
        places.SelectMany(p => p.Sheet.Rows.Where(r => r.Kind != PartKind.FeedIn).Select(r => r.Prices));

    void Add(LabSums sums, LabPlace place)
    {
        var reductions = place.Sheet.Fees.Where(f => f.IsReduction).ToLookup(f => f.Kind);
        foreach (var kind in place.Sheet.Rows.Where(r => r.Kind != PartKind.FeedIn).Select(r => r.Kind).Concat(place.Sheet.Fees.Select(f => f.Kind)).Distinct())
        {
            var own = new long[Net.Length];
            foreach (var row in place.Sheet.Rows.Where(r => r.Kind == kind))
                sums.AddCost(row.Prices, place.Customers, own);
            var fees = place.Sheet.Fees.Where(f => f.Kind == kind && !f.IsReduction).Sum(f => Fee(place.Sheet, f));
            var reduction = -reductions[kind].Sum(f => Fee(place.Sheet, f));
            foreach (var customer in place.Customers)
            {
                var paid = own[customer] + fees;
                paid -= Math.Min(reduction, Math.Max(0, paid));
                Net[customer] += paid;
                if (kind == PartKind.Energy)
                    Supply[customer] += paid;
            }
        }
    }

    static long Fee(PriceSheet sheet, FeeRow fee) => FeeLines.Of(sheet, fee, 0).Sum(l => l.MicroCents);
}
