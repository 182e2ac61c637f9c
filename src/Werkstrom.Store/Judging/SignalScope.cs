using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Store.Judging;

/// <summary>Which signals belong to which asset; archived ones are left out. Kept until the catalog changes.</summary>
public sealed class SignalScope(AssetCatalog assets, SignalCatalog signals)
{
    Kept? _kept;

    /// <summary>True when there is such an asset.</summary>
    public bool HasAsset(int assetId) => assets.TryGet(assetId, out _);

    /// <summary>The signals of one asset itself, by path.</summary>
    public IReadOnlyList<Signal> Of(int assetId) => ByAsset().TryGetValue(assetId, out var own) ? own : [];

    /// <summary>The signals of an asset and of all below it; 0 for the whole plant.</summary>
    public IReadOnlyList<Signal> Below(int assetId) =>
        assetId == 0 ? Current().All : [.. assets.Within(assetId).SelectMany(asset => Of(asset.Id))];

    Dictionary<int, Signal[]> ByAsset() => Current().ByAsset;

    Kept Current()
    {
        var version = signals.Version;
        if (Volatile.Read(ref _kept) is { } kept && kept.Version == version)
            return kept;
        Signal[] all = [.. signals.All.Where(signal => !signal.IsArchived)];
        var fresh = new Kept(version, all, all.GroupBy(signal => signal.AssetId).ToDictionary(own => own.Key, own => own.ToArray()));
        Volatile.Write(ref _kept, fresh);
        return fresh;
    }

    sealed record Kept(long Version, Signal[] All, Dictionary<int, Signal[]> ByAsset);
}
