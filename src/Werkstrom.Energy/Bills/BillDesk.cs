using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>What people do with bills. Who made a run does not release it.</summary>
sealed class BillDesk(IDbContextFactory<EnergyDb> dbs, SeriesBook series, SupplierBook suppliers, BillNumbers numbers, BillWorker worker, Actor actor, IAudit audit, TimeProvider clock)
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
        BillRun run = new()
        {
            Id = id,
            Kind = kind,
            State = RunState.Drafting,
            FirstQuarter = range.First,
            Quarters = range.Count,
            SeriesState = await series.NowAsync(stop),
            Total = 0,
            Done = 0,
            Skipped = 0,
            Maker = actor.Id,
            MakerName = actor.Name,
            MadeAt = clock.GetUtcNow(),
        };
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
        (run.State, run.Releaser, run.ReleaserName, run.ReleasedAt) = (RunState.Releasing, actor.Id, actor.Name, clock.GetUtcNow());
        run.Supplier = BillContent.Write(supplier);
        run.Mix = await suppliers.MixAsync(GermanTime.Date(run.Range.End - 1).Year, stop) is { } mix ? BillContent.Write(mix) : null;
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        await NoteAsync("bills.released", run, stop);
        worker.Take(id);
        return null;
    }

    /// <summary>Why who acts now may not release a run; null: may.</summary>
    public string? MayNot(BillRun run) => actor.Id == run.Maker ? "release.maker" : actor.Id.StartsWith("token:", StringComparison.Ordinal) ? "release.token" : null;

    /// <summary>Throws the drafts of a run away; bills that have a number stay.</summary>
    public async Task<bool> DiscardAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await db.Set<BillRun>().FirstOrDefaultAsync(r => r.Id == id && r.State == RunState.Ready, stop) is not { } run)
            return false;
        run.State = RunState.Discarded;
        await db.SaveChangesAsync(stop);
        await db.Set<BillRow>().Where(b => b.RunId == id && b.Number == null).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
        await NoteAsync("bills.discarded", run, stop);
        return true;
    }

    /// <summary>Takes a bill back.</summary>
    /// <returns>The cancellation; null when there is no such bill that holds.</returns>
    public async Task<BillRow?> CancelAsync(string number, string reason, CancellationToken stop)
    {
        if (await numbers.CancelAsync(number, reason, stop) is not { } cancellation)
            return null;
        await audit.NoteAsync("bills.cancelled", "energy_bill", number, new { cancellation.Number, reason }, stop);
        return cancellation;
    }

    Task NoteAsync(string action, BillRun run, CancellationToken stop) => audit.NoteAsync(
        action, Entity, run.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), new { run.Kind, from = Quarters.Start(run.Range.First), to = Quarters.Start(run.Range.End) }, stop);
}
