using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Market;

namespace Werkstrom.Energy.Partners;

/// <summary>Asks each partner that is on when its time has come.</summary>
sealed class PartnerWorker(PartnerShelf shelf, PartnerTaker taker, IOptions<MarketOptions> options, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var states = await shelf.StatesAsync(stoppingToken);
            foreach (var partner in (await shelf.AllAsync(stoppingToken)).Where(p => p.IsOn && !(states.GetValueOrDefault(p.Region)?.Next > clock.GetUtcNow())))
                await taker.RunAsync(partner, null, null, stoppingToken);
            await Task.Delay(TimeSpan.FromSeconds(options.Value.LookSeconds), clock, stoppingToken);
        }
    }
}
