using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Records;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Kernel.Catalogs;

/// <summary>Reads assets, signals, states and types of records into memory before the first request.</summary>
sealed class CatalogStart(CatalogWriter writer, SignalStates states, RecordTypes types) : IStartStep
{
    public int Order => 100;

    public async Task StartAsync(CancellationToken stop)
    {
        await writer.LoadAsync(stop);
        await states.LoadAsync(stop);
        await types.LoadAsync(stop);
    }
}
