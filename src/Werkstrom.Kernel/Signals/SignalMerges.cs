using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Kernel.Signals;

/// <summary>Carries merges of signals through to those who keep something under a signal's number, at once or at the next start.</summary>
sealed class SignalMerges(IServiceProvider services, IDbContextFactory<KernelDb> dbs, ILogger<SignalMerges> log) : IStartStep
{
    // after the Store
    public int Order => 250;

    public async Task StartAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var merge in await db.Set<SignalMerge>().Where(m => !m.IsDone).OrderBy(m => m.At).ToListAsync(stop))
            await FinishAsync(merge.FromId, merge.IntoId, stop);
    }

    /// <summary>Calls the handlers. When one fails, the merge stays open and the others are not held up by it.</summary>
    public async Task FinishAsync(int from, int into, CancellationToken stop)
    {
        try
        {
            // asked for late: handlers need the catalog themselves
            foreach (var handler in services.GetServices<ISignalMergeHandler>())
                await handler.MergeAsync(from, into, stop);
            await using var db = await dbs.CreateDbContextAsync(stop);
            await db.Set<SignalMerge>().Where(m => m.FromId == from).ExecuteUpdateAsync(m => m.SetProperty(x => x.IsDone, true), stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.MergeLeftOpen(error, from, into);
        }
    }
}
