using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Energy.Tariffs;

/// <summary>Keeps the signals of prices up to date: looks every half minute whether anything changed that prices.</summary>
sealed partial class PriceWorker(PriceSignals prices, TimeProvider clock, ILogger<PriceWorker> log) : BackgroundService
{
    static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Step, clock);
        do
        {
            try
            {
                await prices.PassAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(7300, LogLevel.Error, "Writing the prices of tariffs as signals failed; it is tried again in half a minute.")]
    partial void LogFailed(Exception e);
}
