using Werkstrom.Condition.Assets;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Health;

/// <summary>Which assets have a health: those with at least two signals that measure. Meters, places and products have none: weather and people decide what they show.</summary>
sealed class HealthRoster(AssetCatalog assets, SignalCatalog signals, PlantData plant, AssetSettings settings)
{
    static readonly string[] NoMachines = [AssetKinds.Site, AssetKinds.Area, AssetKinds.Meter, AssetKinds.Product];

    (long Signals, long Assets, int Settings) _seen = (-1, -1, -1);

    /// <summary>Brings the entries in line with the assets.</summary>
    public void Sync(Dictionary<int, HealthEntry> entries, Action<HealthEntry> changed, Action<int> gone)
    {
        var now = (signals.Version, assets.Version, settings.Version);
        if (now == _seen)
            return;
        _seen = now;
        var wanted = assets.All.Where(IsMachine).Select(a => (a.Id, Signals: HealthSignals.Of(a.Id, plant))).Where(a => a.Signals.Sensors.Length >= 2).ToList();
        foreach (var id in entries.Keys.Except(wanted.Select(w => w.Id)).ToList())
            gone(id);
        foreach (var (id, its) in wanted)
        {
            if (entries.TryGetValue(id, out var entry))
                entry.Easing = HealthDesk.Easing(settings.Sensitivity(id));
            if (entry?.Signals.Same(its) == true)
                continue;

            // other columns mean another model: it is learned anew, and what was told of the past stays
            HealthEntry fresh = new(id, its) { JudgedTo = entry?.JudgedTo, Easing = HealthDesk.Easing(settings.Sensitivity(id)) };
            if (entry is not null)
                fresh.RestoreStanding(entry.Alarm, entry.Now, entry.Days);
            entries[id] = fresh;
            changed(fresh);
        }
    }

    /// <summary>The assets of which one has the sister machines of another: same type, and seven of ten signals of the same name.</summary>
    public IReadOnlyList<Asset> SistersOf(int assetId)
    {
        if (!assets.TryGet(assetId, out var asset))
            return [];
        var names = NamesOf(assetId);
        return [.. assets.All.Where(a => a.Id != asset.Id && AssetType.IsSame(asset, a) && Alike(names, NamesOf(a.Id)))];
    }

    /// <summary>Whether an asset is watched and no place, meter or product.</summary>
    public bool IsMachine(Asset asset) => !NoMachines.Contains(asset.Kind) && settings.IsWatched(asset.Id);

    HashSet<string> NamesOf(int assetId) => [.. plant.SensorsOf(assetId).Select(s => s.Name)];

    static bool Alike(HashSet<string> one, HashSet<string> other) =>
        one.Count >= 2 && one.Intersect(other).Count() >= 0.7 * Math.Max(one.Count, other.Count);
}
