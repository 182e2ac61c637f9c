using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Contracts;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk.Customers;

/// <summary>A customer of a list.</summary>
/// <param name="Customer">Who it is.</param>
/// <param name="Contracts">Contracts that hold now.</param>
/// <param name="All">All contracts.</param>
sealed record CustomerHit(Customer Customer, int Contracts, int All);

/// <summary>Finds customers by number, name, town, delivery point or postal code. Pages go by key, so that the last one is as quick as the first.</summary>
sealed class CustomerFind(IDbContextFactory<EnergyDb> dbs, TimeProvider clock)
{
    /// <summary>Most of one answer.</summary>
    public const int Most = 500;

    /// <summary>Customers by number.</summary>
    /// <param name="text">What is looked for; null or empty: all. Eleven digits are a delivery point, five a postal code.</param>
    /// <param name="after">The last number of the page before; null: from the first on.</param>
    /// <param name="take">How many at most.</param>
    public async Task<(IReadOnlyList<CustomerHit> Hits, bool HasMore)> FindAsync(string? text, string? after, int take, CancellationToken stop)
    {
        take = Math.Clamp(take, 1, Most);
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = Fit(db, text?.Trim() ?? "");
        if (!string.IsNullOrEmpty(after))
            rows = rows.Where(c => c.Number.CompareTo(after) > 0);
        var found = await rows.OrderBy(c => c.Number).Take(take + 1).ToListAsync(stop);
        var page = found.Take(take).ToList();
        var (numbers, now) = (page.ConvertAll(c => c.Number), Quarters.Of(clock.GetUtcNow()));
        var contracts = (await db.Set<ContractRow>().Where(c => numbers.Contains(c.Customer)).Select(c => new { c.Customer, c.FirstQuarter, c.EndQuarter }).ToListAsync(stop)).ToLookup(c => c.Customer);
        return ([.. page.Select(c => new CustomerHit(c, contracts[c.Number].Count(k => k.FirstQuarter <= now && !(k.EndQuarter <= now)), contracts[c.Number].Count()))], found.Count > take);
    }

    static IQueryable<Customer> Fit(EnergyDb db, string text)
    {
        var all = db.Set<Customer>().AsNoTracking();
        if (text.Length == 0)
            return all;
        if (MarketIds.IsDeliveryPoint(text))
            return all.Where(c => db.Set<ContractRow>().Where(k => k.Malo == text).Select(k => k.Customer).Contains(c.Number));
        if (text.Length == 5 && text.All(char.IsAsciiDigit))
            return all.Where(c => c.Postcode == text || c.Number == text);
        var fold = PathText.Fold(text);
        return all.Where(c => c.Number == text || c.Fold.Contains(fold) || db.Set<ContractRow>().Where(k => k.Fold.Contains(fold)).Select(k => k.Customer).Contains(c.Number));
    }
}
