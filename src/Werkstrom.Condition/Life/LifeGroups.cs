using Werkstrom.Condition.Assets;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Life;

/// <summary>Machines whose lives may be compared: of the same type, with nearly the same signals.</summary>
sealed class LifeGroups(AssetCatalog assets, PlantData plant)
{
    const double Alike = 0.8; // share of the names of signals that both have

    /// <summary>An asset and its sisters, by number.</summary>
    public IReadOnlyList<Asset> Sisters(Asset asset)
    {
        if (asset.Kind.Length == 0)
            return [asset];
        var own = Names(asset.Id);
        return [.. assets.All.Where(a => a.Id == asset.Id || (AssetType.IsSame(asset, a) && Share(own, Names(a.Id)) >= Alike)).OrderBy(a => a.Id)];
    }

    /// <summary>The sensors that all of some assets have, by name, for each asset in the same order.</summary>
    public IReadOnlyDictionary<int, Signal[]> Shared(IReadOnlyCollection<int> assetIds)
    {
        var each = assetIds.ToDictionary(a => a, a => plant.SensorsOf(a).ToDictionary(s => s.Name));
        string[] names = [.. each.Values.Select(s => s.Keys.AsEnumerable()).Aggregate((a, b) => a.Intersect(b)).Order(StringComparer.Ordinal)];
        return each.ToDictionary(e => e.Key, e => names.Select(n => e.Value[n]).ToArray());
    }

    HashSet<string> Names(int assetId) => [.. plant.SensorsOf(assetId).Select(s => s.Name)];

    static double Share(HashSet<string> a, HashSet<string> b) =>
        a.Count + b.Count == 0 ? 1 : (double)a.Intersect(b).Count() / a.Union(b).Count();
}
