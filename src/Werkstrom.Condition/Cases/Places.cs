using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Cases;

/// <summary>What belongs together in the asset tree.</summary>
sealed class Places(AssetCatalog assets, SignalCatalog signals, Machines machines)
{
    (long Assets, long Signals, int Count)? _machines;

    /// <summary>The machine or meter that an asset is a part of, else the asset itself; null when there is no such asset. Merged ones lead on.</summary>
    public int? Machine(int assetId) => machines.Of(assetId);

    /// <summary>The machine that a machine stands directly below; null at the root.</summary>
    public int? Above(int machine) =>
        assets.TryGet(machine, out var asset) && Above(asset) is { } above ? Machine(above.Id) : null;

    /// <summary>The nearest asset that holds all of these; null when there is none.</summary>
    public int? Common(IEnumerable<int> assetIds)
    {
        List<int>? way = null;
        foreach (var id in assetIds.Distinct())
        {
            if (!assets.TryGet(id, out var asset))
                continue;
            var own = Way(asset);
            way = way is null ? own : [.. way.Where(own.Contains)];
        }

        return way is { Count: > 0 } ? way[0] : null;
    }

    /// <summary>How many machines have signals.</summary>
    public int Machines
    {
        get
        {
            var now = (assets.Version, signals.Version);
            if (_machines is not { } known || (known.Assets, known.Signals) != now)
                _machines = known = (now.Item1, now.Item2, signals.All.Where(s => !s.IsArchived).Select(s => s.AssetId).Distinct().Select(Machine).Distinct().Count());
            return known.Count;
        }
    }

    /// <summary>How deep an asset stands: 1 at the root, 0 when there is none.</summary>
    public int Depth(int assetId) => assets.TryGet(assetId, out var asset) ? Way(asset).Count : 0;

    /// <summary>Whether an asset is another one or stands below it; all stand below null.</summary>
    public bool IsWithin(int assetId, int? rootId) => rootId is not { } root || assets.IsWithin(assetId, root);

    Asset? Above(Asset asset) => asset.ParentId is { } up && assets.TryGet(up, out var above) ? above : null;

    // from the asset up
    List<int> Way(Asset asset)
    {
        List<int> way = [];
        for (var at = (Asset?)asset; at is not null; at = Above(at))
            way.Add(at.Id);
        return way;
    }
}
