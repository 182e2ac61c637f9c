using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Condition.Life;

/// <summary>Says the remaining life of every asset each hour, and learns anew after failures.</summary>
sealed class LifeWorker(LifeTrainer trainer, LifeHour hour, TimeProvider time, ILogger<LifeWorker> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromHours(1);
    static readonly TimeSpan First = TimeSpan.FromSeconds(20); // after the start, which has other work

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        await Task.Delay(First, time, stop);
        using PeriodicTimer timer = new(Every, time);
        do
        {
            try
            {
                var now = time.GetUtcNow();
                await trainer.RunAsync(now, stop);
                await hour.RunAsync(now, stop);
            }
            catch (Exception e) when (e is DbException or DbUpdateException or IOException or InvalidOperationException or StoreBusyException or TimeoutException && !stop.IsCancellationRequested)
            {
                log.NotSaid(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
