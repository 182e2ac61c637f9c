using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Bills;

/// <summary>Works on runs, one after the other; takes up again what a restart cut off, without doing anything twice.</summary>
sealed partial class BillWorker(IDbContextFactory<EnergyDb> dbs, BillDrafter drafter, BillNumbers numbers, TimeProvider clock, ILogger<BillWorker> log) : BackgroundService
{
    readonly Channel<long> _waiting = Channel.CreateUnbounded<long>();

    /// <summary>Lets a run have its turn.</summary>
    public void Take(long id) => _waiting.Writer.TryWrite(id);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await using (var db = await dbs.CreateDbContextAsync(stoppingToken))
        {
            var cut = await db.Set<BillRun>().AsNoTracking().Where(r => r.State == RunState.Drafting || r.State == RunState.Releasing).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(stoppingToken);
            cut.ForEach(Take);
        }

        await foreach (var id in _waiting.Reader.ReadAllAsync(stoppingToken))
            await WorkAsync(id, stoppingToken);
    }

    async Task WorkAsync(long id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<BillRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) is not { State: RunState.Drafting or RunState.Releasing } run)
            return;
        try
        {
            using (Actor.As("energy"))
                await (run.State == RunState.Drafting ? drafter.RunAsync(run, stop) : numbers.RunAsync(run, stop));
            (run.State, run.Fault) = (run.State == RunState.Drafting ? RunState.Ready : RunState.Released, null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e, id);
            run.Fault = e.Message; // what was made stays; somebody looks at it and lets the run go on, or a restart does
        }

        run.EndedAt = clock.GetUtcNow();
        db.Update(run);
        await db.SaveChangesAsync(stop);
    }

    [LoggerMessage(7410, LogLevel.Error, "Bill run {Id} failed")]
    partial void LogFailed(Exception why, long id);
}
