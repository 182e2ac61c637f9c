using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Sharing;

/// <summary>Looks every six hours what is to be done with the groups.</summary>
sealed partial class ShareWorker(ShareDesk desk, TimeProvider clock, ILogger<ShareWorker> log) : BackgroundService
{
    static readonly TimeSpan Often = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var actor = Actor.As("sharing");
        using PeriodicTimer timer = new(Often, clock);
        do
        {
            try
            {
                await desk.PassAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(log, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(7451, LogLevel.Error, "Groups for partners could not be made or published; they are tried again in six hours")]
    static partial void Failed(ILogger log, Exception e);
}
