using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Contracts;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters;

/// <summary>The delivery points that are known: those with a contract, and those that somebody entered.</summary>
sealed class MeterPoints(IDbContextFactory<EnergyDb> dbs, ContractBook contracts, TimeProvider clock)
{
    static readonly QuarterRange Always = new(0, int.MaxValue);

    /// <summary>What is known of one; null when it was never set.</summary>
    public async Task<DeliveryPoint?> FindAsync(string malo, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<DeliveryPoint>().AsNoTracking().FirstOrDefaultAsync(p => p.Malo == malo, stop);
    }

    /// <summary>All that were set.</summary>
    public async Task<IReadOnlyList<DeliveryPoint>> AllAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<DeliveryPoint>().AsNoTracking().OrderBy(p => p.Malo).ToListAsync(stop);
    }

    /// <summary>Delivery points by the id that a message may name: their own, and that of their meter.</summary>
    public async Task<IReadOnlyDictionary<string, string>> KnownAsync(CancellationToken stop)
    {
        Dictionary<string, string> known = [];
        foreach (var contract in await contracts.OverlappingAsync(Always, stop))
            known[contract.Malo] = contract.Malo;
        foreach (var point in await AllAsync(stop))
        {
            known[point.Malo] = point.Malo;
            if (point.Melo is { } melo)
                known[melo] = point.Malo;
        }

        return known;
    }

    /// <summary>Which of some delivery points are known.</summary>
    public async Task<IEnumerable<string>> KnownOfAsync(IReadOnlyCollection<string> malos, CancellationToken stop)
    {
        var found = (await contracts.OfMalosAsync(malos, stop)).Select(c => c.Malo).ToHashSet();
        var left = malos.Where(m => !found.Contains(m)).ToList();
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var chunk in left.Chunk(500))
            found.UnionWith(await db.Set<DeliveryPoint>().Where(p => chunk.Contains(p.Malo)).Select(p => p.Malo).ToListAsync(stop));
        return found;
    }

    /// <summary>Enters one that is not there, and changes what is to be changed.</summary>
    /// <exception cref="ArgumentException">Ids that are none; the message names all of them.</exception>
    public async Task PutAsync(string malo, Action<DeliveryPoint> change, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var point = await db.Set<DeliveryPoint>().FirstOrDefaultAsync(p => p.Malo == malo, stop);
        if (point is null)
            db.Add(point = new() { Malo = malo, CreatedAt = clock.GetUtcNow() });
        change(point);
        var faults = Faults(point).ToList();
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults), nameof(malo));
        await db.SaveChangesAsync(stop);
    }

    static IEnumerable<string> Faults(DeliveryPoint point)
    {
        if (!MarketIds.IsDeliveryPoint(point.Malo))
            yield return $"'{point.Malo}' is no delivery point: a MaLo-ID has eleven digits, the first not 0, the last the check digit.";
        if (point.Melo is { } melo && !MarketIds.IsMeterPoint(melo))
            yield return $"'{melo}' is no meter point: a MeLo-ID has 33 characters, DE, eleven digits, then digits and capital letters.";
        foreach (var code in new[] { point.MeterOperator, point.GridOperator }.Where(c => c.Length > 0 && !MarketIds.IsPartner(c)))
            yield return $"'{code}' is no market code: it has thirteen digits.";
        if (point.FuseAmperes is < 1 or > 10_000)
            yield return $"The fuse ({point.FuseAmperes} A) must be between 1 and 10,000 A.";
        if (point.RegisterDigits is < 3 or > 9)
            yield return $"The register has 3 to 9 whole digits, not {point.RegisterDigits}.";
    }
}
