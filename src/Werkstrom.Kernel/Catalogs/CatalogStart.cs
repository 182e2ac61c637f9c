using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Records;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Kernel.Catalogs;

/// <summary>Reads assets, signals, states, types of records, agreements and watches into memory before the first request.</summary>
sealed class CatalogStart(
    CatalogWriter writer, SignalStates states, RecordTypes types, AgreementCatalog agreements, SignalWatchBook watches)
    : IStartStep
{
    public int Order => 100;

    public async Task StartAsync(CancellationToken stop)
    {
        await writer.LoadAsync(stop);
        await states.LoadAsync(stop);
        await types.LoadAsync(stop);
        await agreements.LoadAsync(stop);
        await watches.LoadAsync(stop);
    }
}
