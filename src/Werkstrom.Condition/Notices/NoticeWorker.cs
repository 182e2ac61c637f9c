using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Condition.Notices;

/// <summary>Looks every few seconds what is new, and sends what is due.</summary>
sealed class NoticeWorker(NoticeLook look, NoticeSend send, NoticeTrim trim, TimeProvider time, ILogger<NoticeWorker> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var _ = Actor.As("condition");
        using PeriodicTimer timer = new(Every, time);
        do
        {
            try
            {
                await look.LookAsync(stoppingToken);
                await send.SendDueAsync(stoppingToken);
                await trim.TrimAsync(stoppingToken);
            }
            catch (Exception e) when (e is DbException or DbUpdateException or IOException or ArgumentException)
            {
                log.NoticesFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
