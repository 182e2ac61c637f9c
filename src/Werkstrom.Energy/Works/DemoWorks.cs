using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Demo;
using Werkstrom.Energy.Meters;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Works;

/// <summary>The works of the demo as a customer of the town: a contract, its meter bound to that of the works, and two loads that could move.</summary>
sealed class DemoWorks(IServiceScopeFactory scopes, WorksBook book, ContractBook contracts, MeterPoints points, SignalCatalog signals, AssetCatalog assets, TimeProvider clock)
{
    /// <summary>Number of its contract.</summary>
    public const string Contract = "V-90001";

    const string Root = "works";

    /// <summary>Makes what is not there yet; without the emulated works there is nothing to be made.</summary>
    public async Task MakeAsync(CancellationToken stop)
    {
        if (await book.ReadAsync(stop) is not null || !signals.TryGet($"{Root}/energy/grid/import", out var import))
            return;
        var malo = TownPeople.Malo(90_001);
        if (await contracts.FindAsync(Contract, stop) is null)
            await ContractAsync(malo, stop);
        await points.PutAsync(malo, p => (p.SignalId, p.SignalKind) = (import.Id, MeterSignal.Counter), stop);
        // the furnace hardens a batch a day, the compressor fills its store
        foreach (var (machine, rule) in new[] { ("line2/oven1", (24, 88, 24)), ("line2/compressor1", (0, 96, 48)) })
        {
            if (assets.TryGet($"{Root}/{machine}", out var asset))
                await book.PutLoadAsync(asset.Id, rule, stop);
        }

        await book.PutAsync(Contract, Root, stop);
    }

    async Task ContractAsync(string malo, CancellationToken stop)
    {
        var today = GermanTime.Date(Quarters.Of(clock.GetUtcNow()));
        await using var scope = scopes.CreateAsyncScope();
        ContractWish wish = new()
        {
            Number = Contract,
            Customer = "K-90001",
            Name = "Metallwerk Mühlstadt GmbH",
            Street = "Werkstraße 1",
            Postcode = "12345",
            City = "Mühlstadt",
            Malo = malo,
            Place = "Mühlstadt/Gewerbe",
            Tariff = "dyn",
            Metering = "load",
            AnnualKwh = "600000",
            From = new DateOnly(today.Year, today.Month, 1).AddMonths(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Region = DemoTown.Region,
        };
        var draft = await scope.ServiceProvider.GetRequiredService<ContractCheck>().CheckAsync([(1, wish)], stop);
        if (await scope.ServiceProvider.GetRequiredService<ContractDesk>().KeepAsync(draft, stop) is { } why)
            throw new InvalidOperationException($"The works of the demo: {why}");
    }
}
