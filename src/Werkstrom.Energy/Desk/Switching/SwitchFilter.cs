using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Contracts;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>Who is meant; what is null or empty does not narrow it.</summary>
/// <param name="Tariff">Key of the tariff that they have.</param>
/// <param name="Postcode">The first digits of the postal code, one to five.</param>
/// <param name="Profile">Standard load profile; <c>measured</c>: those without one, by the quarter-hour.</param>
/// <param name="List">Numbers of contracts or customers, separated by blanks, commas, semicolons or lines.</param>
sealed record SwitchFilter(string? Tariff = null, string? Postcode = null, string? Profile = null, string? List = null)
{
    /// <summary>The profile of those who have none.</summary>
    public const string Measured = "measured";

    static readonly char[] Between = [' ', ',', ';', '\r', '\n', '\t'];

    /// <summary>The numbers of the list, each once.</summary>
    public IReadOnlyList<string> Names() => [.. (List ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    /// <summary>The contracts that fit, by number: of those that hold now or later, or that the list names; and the numbers of the list that nobody has.</summary>
    /// <param name="db">The registry.</param>
    /// <param name="now">The quarter-hour that runs.</param>
    /// <param name="at">The first quarter-hour with the new tariff.</param>
    public async Task<(IReadOnlyList<Contract> Contracts, IReadOnlyList<string> Unknown)> FindAsync(EnergyDb db, int now, int at, CancellationToken stop)
    {
        var (names, found, unknown) = (Names(), new Dictionary<string, Contract>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        if (names.Count == 0)
            await TakeAsync(Fit(db, db.Set<ContractRow>().AsNoTracking().Where(c => c.EndQuarter == null || c.EndQuarter > now)));
        foreach (var chunk in names.Chunk(500))
        {
            var known = await db.Set<ContractRow>().Where(c => chunk.Contains(c.Number) || chunk.Contains(c.Customer)).Select(c => new { c.Number, c.Customer }).ToListAsync(stop);
            unknown.UnionWith(chunk.Except(known.SelectMany(k => (string[])[k.Number, k.Customer])));
            await TakeAsync(Fit(db, db.Set<ContractRow>().AsNoTracking().Where(c => chunk.Contains(c.Number) || (chunk.Contains(c.Customer) && (c.EndQuarter == null || c.EndQuarter > now)))));
        }

        return ([.. found.Values.OrderBy(c => c.Number, StringComparer.Ordinal)], [.. unknown.Order(StringComparer.Ordinal)]);

        async Task TakeAsync(IQueryable<ContractRow> rows)
        {
            // who has the contract that follows until then is met by that one
            var last = rows.Where(c => c.EndQuarter == null || c.EndQuarter > at
                || !db.Set<ContractRow>().Any(n => n.Malo == c.Malo && n.Customer == c.Customer && n.FirstQuarter >= c.EndQuarter && n.FirstQuarter < at));
            foreach (var row in await last.ToListAsync(stop))
                found[row.Number] = row.ToContract();
        }
    }

    IQueryable<ContractRow> Fit(EnergyDb db, IQueryable<ContractRow> rows)
    {
        if (Tariff is { Length: > 0 } tariff)
            rows = rows.Where(c => c.Tariff == tariff);
        if (Profile is { Length: > 0 } profile)
            rows = profile == Measured ? rows.Where(c => c.Profile == null) : rows.Where(c => c.Profile == profile);
        if (Postcode is { Length: > 0 and var length } area)
            rows = rows.Where(c => db.Set<Customer>().Any(p => p.Number == c.Customer && p.Postcode.Substring(0, length) == area));
        return rows;
    }
}
