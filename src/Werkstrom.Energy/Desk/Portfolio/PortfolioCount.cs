using Werkstrom.Energy.Contracts;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk.Portfolio;

/// <summary>
/// Counts contracts and customers of a month. A customer is supplied from the first quarter-hour of the first contract until the end of the last one: who
/// changes the tariff or the home stays a customer.
/// </summary>
static class PortfolioCount
{
    /// <summary>A row for each tariff with a contract in the month, and the one of all.</summary>
    public static IReadOnlyList<PortfolioRow> Of(IReadOnlyList<Contract> contracts, DateOnly month, QuarterRange range)
    {
        List<PortfolioRow> rows = [.. contracts.Where(c => Meets(c, range)).GroupBy(c => c.Tariff).Select(g => Row(month, g.Key, [.. g], range))];
        var all = Row(month, PortfolioRow.All, contracts, range);
        var people = contracts.GroupBy(c => c.Customer).Select(g => (First: g.Min(c => c.First), End: g.Any(c => c.End is null) ? (int?)null : g.Max(c => c.End))).ToList();
        (all.Begun, all.Lost) = (people.Count(p => range.Contains(p.First)), people.Count(p => p.End > range.First && p.End <= range.End));
        all.Customers = people.Count(p => p.First < range.End && !(p.End <= range.End));
        rows.Add(all);
        return rows;
    }

    static PortfolioRow Row(DateOnly month, string tariff, IReadOnlyList<Contract> contracts, QuarterRange range)
    {
        var held = contracts.Where(c => c.First < range.End && !(c.End <= range.End)).ToList();
        return new()
        {
            MonthDay = month.DayNumber,
            Tariff = tariff,
            Mark = "",
            Contracts = held.Count,
            Customers = held.DistinctBy(c => c.Customer).Count(),
            Begun = contracts.Count(c => range.Contains(c.First)),
            Ended = contracts.Count(c => c.End > range.First && c.End <= range.End),
        };
    }

    static bool Meets(Contract contract, QuarterRange range) => contract.First < range.End && !(contract.End <= range.First);
}
