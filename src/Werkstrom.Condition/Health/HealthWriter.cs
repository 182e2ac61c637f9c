using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Health;

/// <summary>Writes the index of an asset as its signal <c>health</c>.</summary>
sealed class HealthWriter(SignalCatalog catalog, AssetCatalog assets, ISampleSink sink, IOptions<UiOptions> ui)
{
    const string Name = "health";
    const int AtOnce = 50_000;

    /// <summary>The signal of an asset, made when it is not there.</summary>
    /// <returns>Null when the asset is gone, or no signal can be made.</returns>
    public async Task<Signal?> SignalAsync(int assetId, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out var asset))
            return null;
        var path = $"{asset.Path}/{Name}";
        if (catalog.TryGet(path, out var known))
            return known;
        if ((await catalog.EnsureAsync([new(path, SignalKind.Measurement, "%")], stop))[0].Signal is not { } made)
            return null;
        var title = ui.Value.Language == "de" ? "Gesundheit" : "Health";
        return (await catalog.ChangeAsync(made.Id, s => s with { Title = title }, stop)).Value ?? made;
    }

    /// <summary>Writes; what is there for the same instants is replaced.</summary>
    public async Task WriteAsync(IEnumerable<(int Signal, DateTimeOffset At, double Index)> points, CancellationToken stop)
    {
        foreach (var piece in points.Chunk(AtOnce))
        {
            SampleBatch batch = new(piece.Length);
            foreach (var (signal, at, index) in piece)
                batch.Add(signal, Micros.Of(at), Math.Round(index, 1));
            await sink.WriteAsync(batch, stop);
        }
    }
}
