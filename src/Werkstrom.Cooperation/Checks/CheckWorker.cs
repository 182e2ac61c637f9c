using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Cooperation.Checks;

/// <summary>Checks each running pilot once a night.</summary>
sealed class CheckWorker(CheckBook book, CheckRunner runner, FollowUp followUp, IDbContextFactory<CooperationDb> dbs, IOptions<CooperationOptions> options, TimeProvider clock) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await book.SweepAsync(stoppingToken);
        using PeriodicTimer timer = new(Look, clock);
        using (Actor.As("cooperation"))
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RunDueAsync(stoppingToken);
        }
    }

    /// <summary>Begins the checks that are due now.</summary>
    internal async Task RunDueAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (now.Hour < options.Value.NightHour)
            return;
        var night = now.Date.AddHours(options.Value.NightHour);
        await followUp.SendAsync(stop);
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var id in await db.Set<Pilot>().AsNoTracking().Where(p => p.State == PilotState.Running).Select(p => p.Id).ToListAsync(stop))
        {
            if ((await book.NewestAsync(id, 1, stop)) is not [{ } last] || last.StartedAt.UtcDateTime < night)
            {
                await runner.StartAsync(id, stop);
                await runner.WaitAsync(id, stop); // one after the other: the house has other work, too
            }
        }
    }
}
