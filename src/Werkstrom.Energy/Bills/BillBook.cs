using Microsoft.EntityFrameworkCore;

namespace Werkstrom.Energy.Bills;

/// <summary>Sums of a run.</summary>
/// <param name="Count">Bills.</param>
/// <param name="Blocked">Those that cannot be released.</param>
/// <param name="Wh">Energy of all.</param>
/// <param name="Net">ct.</param>
/// <param name="Gross">With VAT, ct.</param>
/// <param name="ToPay">Less what was billed before, ct.</param>
sealed record BillSums(int Count, int Blocked, long Wh, long Net, long Gross, long ToPay);

/// <summary>What is known of bills and runs.</summary>
sealed class BillBook(IDbContextFactory<EnergyDb> dbs)
{
    /// <summary>Runs, the newest first.</summary>
    public async Task<IReadOnlyList<BillRun>> RunsAsync(int most, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<BillRun>().AsNoTracking().OrderByDescending(r => r.Id).Take(most).ToListAsync(stop);
    }

    /// <summary>One run; null when there is none.</summary>
    public async Task<BillRun?> RunAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<BillRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop);
    }

    /// <summary>The bills of a run, by contract.</summary>
    public async Task<IReadOnlyList<BillRow>> BillsAsync(long runId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<BillRow>().AsNoTracking().Where(b => b.RunId == runId).OrderBy(b => b.Contract).ThenBy(b => b.FirstQuarter).ToListAsync(stop);
    }

    /// <summary>The newest bills that have a number; of a customer, contract, delivery point or number when something is asked for.</summary>
    public async Task<IReadOnlyList<BillRow>> IssuedAsync(string? ask, int most, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var all = db.Set<BillRow>().AsNoTracking().Where(b => b.Number != null);
        if (!string.IsNullOrWhiteSpace(ask))
            all = all.Where(b => b.Number == ask || b.Contract == ask || b.Customer == ask || b.Malo == ask);
        return await all.OrderByDescending(b => b.Id).Take(most).ToListAsync(stop);
    }

    /// <summary>The newest bill with a number of each tariff.</summary>
    public async Task<IReadOnlyList<BillRow>> NewestAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var all = db.Set<BillRow>().AsNoTracking();
        var newest = all.Where(b => b.Number != null).GroupBy(b => b.Tariff).Select(g => g.Max(b => b.Id));
        return await all.Where(b => newest.Contains(b.Id)).OrderByDescending(b => b.Id).ToListAsync(stop);
    }

    /// <summary>A bill by its number, or a draft as <c>draft-12</c>; null when there is none.</summary>
    public async Task<BillRow?> FindAsync(string number, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var bills = db.Set<BillRow>().AsNoTracking();
        return number.StartsWith("draft-", StringComparison.Ordinal) && long.TryParse(number.AsSpan(6), System.Globalization.CultureInfo.InvariantCulture, out var id)
            ? await bills.FirstOrDefaultAsync(b => b.Id == id, stop)
            : await bills.FirstOrDefaultAsync(b => b.Number == number, stop);
    }

    /// <summary>How many bills of a tariff hold.</summary>
    public async Task<int> HoldingAsync(string tariff, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<BillRow>().CountAsync(b => b.Tariff == tariff && b.State == BillState.Issued && b.Kind == BillKind.Bill, stop);
    }

    /// <summary>The address on a bill; null for a draft.</summary>
    public async Task<BillAddress?> AddressAsync(long billId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<BillAddress>().AsNoTracking().FirstOrDefaultAsync(a => a.BillId == billId, stop);
    }

    /// <summary>Corrections and the cancellation of a bill, in their order.</summary>
    public async Task<IReadOnlyList<BillRow>> LaterAsync(string number, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<BillRow>().AsNoTracking().Where(b => b.Root == number && b.Number != null).OrderBy(b => b.Id).ToListAsync(stop);
    }

    /// <summary>Sums of bills.</summary>
    public static BillSums Sums(IReadOnlyList<BillRow> bills)
    {
        var free = bills.Where(b => !b.IsBlocked).ToList();
        return new(bills.Count, bills.Count - free.Count, free.Sum(b => b.Wh), free.Sum(b => b.Net), free.Sum(b => b.Gross), free.Sum(b => b.ToPay));
    }
}
