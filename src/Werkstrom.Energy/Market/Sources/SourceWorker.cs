using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Werkstrom.Energy.Market.Sources;

/// <summary>Asks each source that is on when its time has come.</summary>
sealed class SourceWorker(SourceShelf shelf, SourceRunner runner, IOptions<MarketOptions> options, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await RunDueAsync(stoppingToken);
            await Task.Delay(TimeSpan.FromSeconds(options.Value.LookSeconds), clock, stoppingToken);
        }
    }

    /// <summary>Asks all that are due.</summary>
    public async Task RunDueAsync(CancellationToken stop)
    {
        var states = await shelf.StatesAsync(stop);
        foreach (var source in await shelf.AllAsync(stop))
        {
            if (source.IsOn && !(states.GetValueOrDefault(source.Key)?.Next > clock.GetUtcNow()))
                await runner.RunAsync(source, stop);
        }
    }
}
