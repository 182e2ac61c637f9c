using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Portal.Notices;

/// <summary>Looks every ten minutes whether customers are to be told something.</summary>
sealed partial class NoticeWorker(NoticeMaker maker, TimeProvider clock, ILogger<NoticeWorker> log) : BackgroundService
{
    static readonly TimeSpan Often = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var actor = Actor.As("portal");
        using PeriodicTimer timer = new(Often, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await maker.PassAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(log, e); // the next look may do better
            }
        }
    }

    [LoggerMessage(7440, LogLevel.Error, "Notices to customers could not be made; they are tried again in ten minutes")]
    static partial void Failed(ILogger log, Exception e);
}
