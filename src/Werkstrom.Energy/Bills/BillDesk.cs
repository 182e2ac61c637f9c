using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>What people do with bills. Who made a run does not release it.</summary>
sealed class BillDesk(IDbContextFactory<EnergyDb> dbs, SeriesBook series, SupplierBook suppliers, BillWorker worker, Actor actor, IAudit audit, TimeProvider clock)
{
    const string Entity = "energy_bill_run";

    /// <summary>Whether a time is over: what is still to come is not billed.</summary>
    public bool IsOver(QuarterRange range) => Quarters.Start(range.End) <= clock.GetUtcNow();

    /// <summary>Begins a run; the same that is not yet released is given instead of a second one.</summary>
    public async Task<(BillRun Run, bool IsNew)> StartAsync(QuarterRange range, BillKind kind, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var id = await db.TakeAsync(Entity, 1, stop);
        var same = await db.Set<BillRun>().AsNoTracking().FirstOrDefaultAsync(
            r => r.Kind == kind && r.FirstQuarter == range.First && r.Quarters == range.Count && (r.State == RunState.Drafting || r.State == RunState.Ready || r.State == RunState.Releasing), stop);
        if (same is not null)
            return (same, false);
        var run = New(id, kind, range, await series.NowAsync(stop));
        db.Add(run);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        await NoteAsync("bills.drafted", run, stop);
        worker.Take(id);
        return (run, true);
    }

    /// <summary>Releases a run: its bills get their numbers. Released again it stays as it is.</summary>
    /// <returns>Why it cannot be, a key of the texts; null: it is.</returns>
    public async Task<string?> ReleaseAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        _ = await db.TakeAsync("energy_bill_run_step", 1, stop); // two who release at once come one after the other
        if (await db.Set<BillRun>().FirstOrDefaultAsync(r => r.Id == id, stop) is not { } run)
            return "release.none";
        if (run.State is RunState.Released or RunState.Releasing)
            return null;
        if (run.State != RunState.Ready)
            return "release.state";
        if (MayNot(run) is { } why)
            return why;
        var supplier = await suppliers.ReadAsync(stop);
        if (supplier.Missing().Any())
            return "release.supplier";
        var mix = await suppliers.MixAsync(GermanTime.Date(run.Range.End - 1).Year, stop);
        if (mix is null && run.Kind != BillKind.Cancellation)
            return "release.mix";
        (run.State, run.Releaser, run.ReleaserName, run.ReleasedAt) = (RunState.Releasing, actor.Id, actor.Name, clock.GetUtcNow());
        run.Supplier = BillContent.Write(supplier);
        run.Mix = mix is null ? null : BillContent.Write(mix);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        await NoteAsync("bills.released", run, stop);
        if (run.Kind == BillKind.Cancellation && await db.Set<BillRow>().AsNoTracking().FirstOrDefaultAsync(b => b.RunId == id, stop) is { Root: { } root } row)
            await audit.NoteAsync("bills.cancelled", "energy_bill", root, new { run = id, row.Reason }, stop);
        worker.Take(id);
        return null;
    }

    /// <summary>Why who acts now may not release a run; null: may.</summary>
    public string? MayNot(BillRun run) => actor.Id == run.Maker ? "release.maker" : actor.Id.StartsWith("token:", StringComparison.Ordinal) ? "release.token" : null;

    /// <summary>Lets a run that failed go on where it ended.</summary>
    /// <returns>False: there is none that failed.</returns>
    public async Task<bool> RetryAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<BillRun>().FirstOrDefaultAsync(r => r.Id == id && r.Fault != null && (r.State == RunState.Drafting || r.State == RunState.Releasing), stop) is not { } run)
            return false;
        run.Fault = null;
        await db.SaveChangesAsync(stop);
        await NoteAsync("bills.retried", run, stop);
        worker.Take(id);
        return true;
    }

    /// <summary>Throws the drafts of a run away; bills that have a number stay.</summary>
    public async Task<bool> DiscardAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await db.Set<BillRun>().FirstOrDefaultAsync(r => r.Id == id && (r.State == RunState.Ready || (r.State == RunState.Drafting && r.Fault != null)), stop) is not { } run)
            return false;
        run.State = RunState.Discarded;
        await db.SaveChangesAsync(stop);
        await db.Set<BillRow>().Where(b => b.RunId == id && b.Number == null).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
        await NoteAsync("bills.discarded", run, stop);
        return true;
    }

    /// <summary>Makes the draft that takes a bill back, in a run of its own that a second person releases. Asked for again, it is the same run.</summary>
    /// <param name="number">Of a bill; its corrections are taken back with it.</param>
    /// <param name="reason">Why; it stands on the cancellation.</param>
    /// <returns>The run; null when there is no such bill that holds.</returns>
    public async Task<BillRun?> CancelAsync(string number, string reason, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var (id, bill) = (await db.TakeAsync(Entity, 1, stop), await db.TakeAsync("energy_bill", 1, stop));
        var chain = await db.Set<BillRow>().AsNoTracking().Where(b => (b.Number == number || b.Root == number) && b.State == BillState.Issued).OrderBy(b => b.Id).ToListAsync(stop);
        if (chain.Count == 0 || chain[0].Kind != BillKind.Bill || chain[0].Number != number)
            return null;
        var waiting = db.Set<BillRow>().Where(b => b.Root == number && b.Kind == BillKind.Cancellation && b.State == BillState.Draft).Select(b => b.RunId);
        if (await db.Set<BillRun>().AsNoTracking().FirstOrDefaultAsync(r => waiting.Contains(r.Id), stop) is { } same)
            return same;
        var (root, last) = (chain[0], chain[^1]);
        var run = New(id, BillKind.Cancellation, root.Range, last.SeriesState);
        (run.State, run.Total, run.Done) = (RunState.Ready, 1, 1);
        db.Add(run);
        db.Add(BillNumbers.Negative(root, last, id, bill, reason));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        await audit.NoteAsync("bills.cancelling", "energy_bill", number, new { run = id, reason }, stop);
        return run;
    }

    BillRun New(long id, BillKind kind, QuarterRange range, long state) => new()
    {
        Id = id,
        Kind = kind,
        State = RunState.Drafting,
        FirstQuarter = range.First,
        Quarters = range.Count,
        SeriesState = state,
        Total = 0,
        Done = 0,
        Skipped = 0,
        Maker = actor.Id,
        MakerName = actor.Name,
        MadeAt = clock.GetUtcNow(),
    };

    Task NoteAsync(string action, BillRun run, CancellationToken stop) => audit.NoteAsync(
        action, Entity, run.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), new { run.Kind, from = Quarters.Start(run.Range.First), to = Quarters.Start(run.Range.End) }, stop);
}
