using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Contracts;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>
/// Gives bills their numbers. The number, the bill and the address on it are one transaction, and the counter is in it: no number is lost or given twice,
/// whenever the process ends.
/// </summary>
sealed class BillNumbers(IDbContextFactory<EnergyDb> dbs, CustomerBook customers, SupplierBook suppliers, TimeProvider clock)
{
    const int AtOnce = 50;

    /// <summary>Releases the drafts of a run that nothing stands against; those that have a number keep it.</summary>
    public async Task RunAsync(BillRun run, CancellationToken stop)
    {
        while (await NextAsync(run, stop) > 0)
            run.EndedAt = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(stop);
        await db.Set<BillRow>().Where(b => b.RunId == run.Id && b.State == BillState.Draft).ExecuteUpdateAsync(s => s.SetProperty(b => b.State, BillState.Held), stop);
    }

    /// <summary>The draft of what takes a bill back: the same lines below 0. Once it is released, the bill and its corrections no longer hold and their time can be billed anew.</summary>
    /// <param name="root">The bill.</param>
    /// <param name="last">The bill or its last correction.</param>
    /// <param name="run">Number of the run that releases it.</param>
    /// <param name="id">Its own, in the registry.</param>
    /// <param name="reason">Why; it stands on it.</param>
    public static BillRow Negative(BillRow root, BillRow last, long run, long id, string reason)
    {
        var content = BillContent.Read(last.Content);
        var text = (content with
        {
            Lines = [.. content.Lines.Select(l => l with { WattHours = -l.WattHours, MicroCents = -l.MicroCents, Cents = -l.Cents })],
            Vat = [.. content.Vat.Select(v => v with { Net = -v.Net, Cents = -v.Cents })],
            Months = [.. content.Months.Select(m => m with { Wh = -m.Wh })],
        }).Write();
        return new()
        {
            Id = id,
            RunId = run,
            Kind = BillKind.Cancellation,
            State = BillState.Draft,
            Root = root.Number,
            Base = last.Number,
            Contract = root.Contract,
            Customer = root.Customer,
            Malo = root.Malo,
            Tariff = root.Tariff,
            PeerGroup = root.PeerGroup,
            FirstQuarter = root.FirstQuarter,
            Quarters = root.Quarters,
            SeriesState = last.SeriesState,
            MeterVersion = last.MeterVersion,
            Wh = -last.Wh,
            Net = -last.Net,
            Gross = -last.Gross,
            Before = 0,
            Content = text,
            Hash = BillContent.Hash(text),
            Facts = BillContent.Write(BillContent.Read<BillFacts>(last.Facts) with { Changes = null }),
            Problems = "[]",
            IsBlocked = false,
            Reason = reason,
        };
    }

    async Task<int> NextAsync(BillRun run, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        _ = await db.TakeAsync("energy_bill", 1, stop); // others who release wait here: what holds cannot change below us
        var next = await db.Set<BillRow>().Where(b => b.RunId == run.Id && b.State == BillState.Draft && !b.IsBlocked).OrderBy(b => b.Contract).ThenBy(b => b.FirstQuarter).Take(AtOnce).ToListAsync(stop);
        if (next.Count == 0)
            return 0;
        List<BillRow> free = [];
        foreach (var bill in next)
        {
            if (await AgainstAsync(db, bill, stop) is { } problem)
                (bill.State, bill.IsBlocked, bill.Problems) = (BillState.Held, true, BillContent.Write<List<BillProblem>>([.. BillContent.Read<List<BillProblem>>(bill.Problems), problem]));
            else
                free.Add(bill);
        }

        var numbers = await TakeAsync(db, free.Count, stop);
        var due = GermanTime.Date(Quarters.Of(clock.GetUtcNow())).AddDays((await suppliers.ReadAsync(stop)).DaysToPay).DayNumber;
        for (var i = 0; i < free.Count; i++)
        {
            (free[i].Number, free[i].State, free[i].IssuedAt, free[i].DueDay) = (numbers[i], BillState.Issued, clock.GetUtcNow(), due);
            if (free[i].Kind == BillKind.Cancellation)
                await TakeBackAsync(db, free[i], stop);
            else if (await customers.FindAsync(free[i].Customer, stop) is { } customer)
                db.Add(new BillAddress { BillId = free[i].Id, Name = customer.Name, Street = customer.Street, Postcode = customer.Postcode, City = customer.City });
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return next.Count;
    }

    /// <summary>The bill and its corrections hold no longer; what takes them back goes to whom they went.</summary>
    static async Task TakeBackAsync(EnergyDb db, BillRow cancellation, CancellationToken stop)
    {
        var chain = await db.Set<BillRow>().Where(b => (b.Number == cancellation.Root || b.Root == cancellation.Root) && b.State == BillState.Issued && b.Kind != BillKind.Cancellation).OrderBy(b => b.Id).ToListAsync(stop);
        foreach (var bill in chain)
            (bill.State, bill.CancelledBy) = (BillState.Cancelled, cancellation.Number);
        var first = chain[0].Id;
        cancellation.DueDay = null;
        if (await db.Set<BillAddress>().AsNoTracking().FirstOrDefaultAsync(a => a.BillId == first, stop) is { } address)
            db.Add(new BillAddress { BillId = cancellation.Id, Name = address.Name, Street = address.Street, Postcode = address.Postcode, City = address.City });
    }

    /// <summary>What came to hold since the draft was made and stands against it; null: nothing.</summary>
    static async Task<BillProblem?> AgainstAsync(EnergyDb db, BillRow bill, CancellationToken stop)
    {
        var (first, end) = (bill.FirstQuarter, bill.FirstQuarter + bill.Quarters);
        var holding = await db.Set<BillRow>().AsNoTracking()
            .Where(b => b.Contract == bill.Contract && b.State == BillState.Issued && b.Kind != BillKind.Cancellation && b.FirstQuarter < end && b.FirstQuarter + b.Quarters > first)
            .OrderBy(b => b.Id).Select(b => new { b.Number, b.Root }).ToListAsync(stop);
        if (bill.Kind == BillKind.Bill)
            return holding.Count > 0 ? new("billed-already", true, holding[0].Number!) : null;
        return holding.LastOrDefault(b => b.Number == bill.Root || b.Root == bill.Root)?.Number == bill.Base ? null : new("corrected-already", true, bill.Root!);
    }

    async Task<string[]> TakeAsync(EnergyDb db, int count, CancellationToken stop)
    {
        if (count == 0)
            return [];
        var year = GermanTime.Date(Quarters.Of(clock.GetUtcNow())).Year;
        var first = await db.TakeAsync(string.Create(CultureInfo.InvariantCulture, $"energy_bill_{year}"), count, stop);
        var prefix = (await suppliers.ReadAsync(stop)).Prefix;
        return [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{prefix}{year}-{first + i:000000}"))];
    }
}
