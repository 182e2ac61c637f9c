using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Contracts;

/// <summary>Which contracts are wanted.</summary>
/// <param name="Text">In number, customer number, delivery point, name or town; null: all.</param>
/// <param name="Tariff">Key; null: all.</param>
/// <param name="State"><c>now</c>, <c>ended</c>, <c>coming</c>; null: all.</param>
/// <param name="Skip">How many to pass over.</param>
/// <param name="Take">How many at most, up to 1,000.</param>
sealed record ContractFilter(string? Text = null, string? Tariff = null, string? State = null, int Skip = 0, int Take = 50);

/// <summary>A contract of a list with its customer.</summary>
sealed record ContractLine(Contract Contract, Customer? Customer);

/// <summary>Looks for contracts.</summary>
sealed class ContractQuery(IDbContextFactory<EnergyDb> dbs, TimeProvider clock)
{
    /// <summary>Most rows of one answer.</summary>
    public const int Most = 1_000;

    /// <summary>The contracts that fit, by number, and how many there are.</summary>
    public async Task<(IReadOnlyList<ContractLine> Lines, int Count)> ListAsync(ContractFilter filter, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = Fit(db, filter, Quarters.Of(clock.GetUtcNow()));
        var count = await rows.CountAsync(stop);
        var page = await rows.OrderBy(c => c.Number).Skip(Math.Max(0, filter.Skip)).Take(Math.Clamp(filter.Take, 1, Most)).ToListAsync(stop);
        var numbers = page.Select(c => c.Customer).Distinct().ToList();
        var people = await db.Set<Customer>().AsNoTracking().Where(c => numbers.Contains(c.Number)).ToDictionaryAsync(c => c.Number, stop);
        return ([.. page.Select(r => new ContractLine(r.ToContract(), people.GetValueOrDefault(r.Customer)))], count);
    }

    static IQueryable<ContractRow> Fit(EnergyDb db, ContractFilter filter, int now)
    {
        var rows = db.Set<ContractRow>().AsNoTracking();
        if (filter.Tariff is { Length: > 0 } tariff)
            rows = rows.Where(c => c.Tariff == tariff);
        if (filter.Text is { Length: > 0 } given)
        {
            var text = PathText.Fold(given.Trim());
            rows = rows.Where(c => c.Fold.Contains(text) || db.Set<Customer>().Any(p => p.Number == c.Customer && p.Fold.Contains(text)));
        }

        return filter.State switch
        {
            "now" => rows.Where(c => c.FirstQuarter <= now && (c.EndQuarter == null || c.EndQuarter > now)),
            "ended" => rows.Where(c => c.EndQuarter <= now),
            "coming" => rows.Where(c => c.FirstQuarter > now),
            _ => rows,
        };
    }
}
