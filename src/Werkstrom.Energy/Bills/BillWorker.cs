using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Werkstrom.Energy.Jobs;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Bills;

/// <summary>Works on runs of bills; nothing is done twice.</summary>
sealed class BillWorker(IDbContextFactory<EnergyDb> dbs, BillDrafter drafter, BillNumbers numbers, TimeProvider clock, ILogger<BillWorker> log) : RunWorker(clock, log)
{
    /// <inheritdoc/>
    protected override async Task<List<long>> CutAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<BillRun>().AsNoTracking().Where(r => r.State == RunState.Drafting || r.State == RunState.Releasing).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(stop);
    }

    /// <inheritdoc/>
    protected override async Task<bool> WorkAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<BillRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) is not { State: RunState.Drafting or RunState.Releasing } run)
            return true;
        try
        {
            using (Actor.As("energy"))
                await (run.State == RunState.Drafting ? drafter.RunAsync(run, stop) : numbers.RunAsync(run, stop));
            (run.State, run.Fault) = (run.State == RunState.Drafting ? RunState.Ready : RunState.Released, null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failed(e, id);
            run.Fault = e.Message; // what was made stays; somebody looks at it and lets the run go on, or a restart does
        }

        run.EndedAt = Clock.GetUtcNow();
        db.Update(run);
        await db.SaveChangesAsync(stop);
        return run.Fault is null;
    }
}
