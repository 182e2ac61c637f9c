using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Plant;

/// <summary>Which machine an asset is a part of, and how much is measured at it.</summary>
sealed class Machines(AssetCatalog assets, SignalCatalog signals)
{
    ((long Assets, long Signals) Now, Dictionary<int, int> Of) _counted = ((-1, -1), []);

    /// <summary>The machine or meter that an asset is a part of, else the asset itself; null when there is no such asset. Merged ones lead on.</summary>
    public int? Of(int assetId)
    {
        if (!assets.TryGet(assetId, out var own))
            return null;
        for (var at = own; at is not null; at = at.ParentId is { } up && assets.TryGet(up, out var above) ? above : null)
        {
            if (at.Kind is AssetKinds.Machine or AssetKinds.Meter)
                return at.Id;
        }

        return own.Id;
    }

    /// <summary>
    /// How many signals of the machine of an asset are watched, those of its parts with them; null for meters and places, whose values follow
    /// people and the weather, and when there is no such asset.
    /// </summary>
    public int? Signals(int assetId)
    {
        if (Of(assetId) is not { } machine || !assets.TryGet(machine, out var asset) || asset.Kind is AssetKinds.Meter or AssetKinds.Site or AssetKinds.Area or AssetKinds.Line)
            return null;
        var (now, counted) = _counted;
        if (now != (assets.Version, signals.Version))
        {
            now = (assets.Version, signals.Version);
            counted = signals.All.Where(s => !PlantData.IsOwn(s)).GroupBy(s => Of(s.AssetId) ?? 0).ToDictionary(g => g.Key, g => g.Count());
            _counted = (now, counted);
        }

        return counted.GetValueOrDefault(machine);
    }
}
