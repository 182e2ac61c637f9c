using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Kernel.Modules;

/// <summary>
/// Starts what works in the background again when it failed: a part that fails, be it for want of files or memory, ends neither the program nor
/// itself for good. It rests one second before, with each failure twice as long, a minute at most; after five good minutes one second again.
/// </summary>
sealed partial class HostedCare(IServiceProvider services, IHostApplicationLifetime life, TimeProvider time, ILogger<HostedCare> log) : BackgroundService
{
    static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(1), LongestRest = TimeSpan.FromMinutes(1), Well = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, life.ApplicationStarted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var parts = services.GetServices<IHostedService>().OfType<BackgroundService>().Where(p => p != this); // not before: this is one of them
        await Task.WhenAll(parts.Select(p => CareAsync(p, stoppingToken)));
    }

    async Task CareAsync(BackgroundService part, CancellationToken stop)
    {
        var rest = ShortestRest;
        while (part.ExecuteTask is { } run)
        {
            var began = time.GetTimestamp();
            await run.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!run.IsFaulted || stop.IsCancellationRequested)
                return;
            rest = time.GetElapsedTime(began) >= Well ? ShortestRest : rest;
            LogFailed(run.Exception.GetBaseException(), part.GetType().Name, rest.TotalSeconds);
            await Task.Delay(rest, time, stop);
            rest = rest * 2 < LongestRest ? rest * 2 : LongestRest;
            await part.StartAsync(CancellationToken.None);
        }
    }

    [LoggerMessage(1103, LogLevel.Error, "{Part} failed; it is started again in {Seconds} s")]
    partial void LogFailed(Exception why, string part, double seconds);
}
