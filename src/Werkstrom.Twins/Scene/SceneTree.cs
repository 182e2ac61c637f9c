using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Twins.Scene;

/// <summary>
/// What of the asset tree is seen: machines, meters and what sends, in the groups they stand in. Parts belong to their machine. A group that would make the
/// picture too large is a closed hall, which has a scene of its own.
/// </summary>
sealed class SceneTree(AssetCatalog assets, SignalCatalog signals)
{
    /// <summary>More things are no picture.</summary>
    public const int MostThings = 400;

    /// <summary>The plant, or what stands in one asset, a parent before its children.</summary>
    /// <param name="rootId">Number of the asset; null for everything.</param>
    /// <param name="places">Where persons put assets.</param>
    public IReadOnlyList<LayoutNode> Read(int? rootId, IReadOnlyDictionary<int, PlaceRow> places)
    {
        var measured = signals.All.Where(s => s.Kind is not (SignalKind.Price or SignalKind.Forecast)).Select(s => s.AssetId).ToHashSet();
        var roots = rootId is { } id ? assets.TryGet(id, out var root) ? [root] : [] : assets.Children(null);
        Dictionary<int, int> counts = [];
        foreach (var asset in roots)
            Count(asset, measured, counts);
        return Open([.. roots.Where(a => counts[a.Id] > 0)], counts, places);
    }

    /// <summary>True for what is seen as one thing; what is below it are its parts.</summary>
    public bool IsThing(Asset asset) => asset.Kind switch
    {
        AssetKinds.Machine or AssetKinds.Meter => true,
        AssetKinds.Site or AssetKinds.Area or AssetKinds.Line => assets.Children(asset.Id).Count == 0,
        _ => assets.Children(asset.Id).Count == 0 || SceneShapes.Find(asset) is not null,
    };

    /// <summary>What a thing looks like.</summary>
    public static SceneShape Shape(Asset asset) => asset.Kind is AssetKinds.Site or AssetKinds.Area or AssetKinds.Line
        ? SceneShape.Building
        : SceneShapes.Find(asset) ?? (asset.Kind == AssetKinds.Meter ? SceneShape.Meter : SceneShape.Generic);

    // how many things stand in an asset; what never sends and was not called a machine is none, nor is a product or a household
    int Count(Asset asset, HashSet<int> measured, Dictionary<int, int> counts)
    {
        var isThing = IsThing(asset);
        var count = isThing && IsSeen(asset, measured) ? 1 : 0;
        if (!isThing)
        {
            foreach (var child in assets.Children(asset.Id))
                count += Count(child, measured, counts);
        }

        return counts[asset.Id] = count;
    }

    bool IsSeen(Asset asset, HashSet<int> measured) => asset.Kind switch
    {
        AssetKinds.Product => false,
        AssetKinds.Machine or AssetKinds.Meter => true,
        AssetKinds.Site or AssetKinds.Area or AssetKinds.Line when asset.Title is null => false, // a zone of the market has an index, but is no house
        _ => assets.Within(asset.Id).Any(a => measured.Contains(a.Id)),
    };

    List<LayoutNode> Open(List<Asset> roots, Dictionary<int, int> counts, IReadOnlyDictionary<int, PlaceRow> places)
    {
        HashSet<int> open = [];
        var shown = roots.Count;
        Queue<Asset> waiting = new(roots.Where(a => !IsThing(a)));
        while (waiting.TryDequeue(out var group))
        {
            Asset[] inside = [.. assets.Children(group.Id).Where(a => counts[a.Id] > 0)];
            if (open.Count > 0 && shown - 1 + inside.Length > MostThings)
                continue;
            shown += inside.Length - 1;
            open.Add(group.Id);
            foreach (var child in inside.Where(a => !IsThing(a)))
                waiting.Enqueue(child);
        }

        List<LayoutNode> nodes = [];
        foreach (var root in roots)
            Add(root, null, open, counts, places, nodes);
        return nodes;
    }

    void Add(Asset asset, int? parentId, HashSet<int> open, Dictionary<int, int> counts, IReadOnlyDictionary<int, PlaceRow> places, List<LayoutNode> nodes)
    {
        var isGroup = open.Contains(asset.Id);
        var shape = isGroup || IsThing(asset) ? Shape(asset) : SceneShape.Hall;
        nodes.Add(new(asset.Id, parentId, shape, isGroup, isGroup && asset.Kind == AssetKinds.Line, places.GetValueOrDefault(asset.Id)));
        if (!isGroup)
            return;
        foreach (var child in assets.Children(asset.Id).Where(a => counts[a.Id] > 0).Take(MostThings))
            Add(child, asset.Id, open, counts, places, nodes);
    }
}
