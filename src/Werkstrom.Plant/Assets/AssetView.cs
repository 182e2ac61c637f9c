using Werkstrom.Kernel.Assets;
using Werkstrom.Plant.Asking;
using Werkstrom.Store.Judging;

namespace Werkstrom.Plant.Assets;

/// <summary>The wire shape of an <see cref="Asset"/>.</summary>
/// <param name="Id">Number; never reused.</param>
/// <param name="ParentId">Number of the asset above; null at the root.</param>
/// <param name="Path">Names from the root down with slashes between.</param>
/// <param name="Name">Name among its siblings.</param>
/// <param name="Title">What people call it; null when the name is enough.</param>
/// <param name="Kind">What it is: site, area, line, machine, meter, product, or a word of one's own.</param>
/// <param name="CreatedAt">When it was made, ISO 8601 UTC.</param>
/// <param name="Signals">How many signals it and all below it have.</param>
/// <param name="Standing">The most pressing of them.</param>
/// <param name="IsOnline">
/// Whether it is online as it, or the next asset above it that says something, says itself (a birth, a death, a will), else whether it sends;
/// null when neither is known.
/// </param>
sealed record AssetView(
    int Id, int? ParentId, string Path, string Name, string? Title, string Kind, string CreatedAt, int Signals, Standing Standing, bool? IsOnline)
{
    /// <summary>The wire shape of an asset with the sums of all below it.</summary>
    public static AssetView Of(Asset asset, TreeData tree) => new(
        asset.Id, asset.ParentId, asset.Path, asset.Name, asset.Title, asset.Kind, Iso.Of(asset.CreatedAt),
        tree.Count(asset.Id), tree.Worst(asset.Id), tree.IsOnline(asset));
}

/// <summary>An asset and what stands below it.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Children">Those directly below, in their order.</param>
sealed record AssetNode(AssetView Asset, IReadOnlyList<AssetNode> Children);

/// <summary>The asset tree.</summary>
/// <param name="Roots">The assets at the root.</param>
sealed record AssetForest(IReadOnlyList<AssetNode> Roots);

/// <summary>Builds trees for the API and the pages: each signal is judged once, counts and standings are summed upwards.</summary>
sealed class AssetTree(AssetCatalog assets, PlantState plant, OnlineState online)
{
    /// <summary>The whole tree, judged now.</summary>
    public TreeData Read() => new(assets, plant.Signals(0), online);

    /// <summary>The tree from the root, or what stands below an asset, so many levels deep.</summary>
    public IReadOnlyList<AssetNode> Below(int? rootId, int depth) => Nodes(Read(), rootId, depth);

    static IReadOnlyList<AssetNode> Nodes(TreeData tree, int? rootId, int depth) => depth < 1 ? [] :
        [.. tree.Children(rootId).Select(asset => new AssetNode(AssetView.Of(asset, tree), Nodes(tree, asset.Id, depth - 1)))];
}

/// <summary>The asset tree with its signals, judged at one instant.</summary>
sealed class TreeData
{
    readonly AssetCatalog _assets;
    readonly OnlineState _online;
    readonly ILookup<int, Judgement> _own;
    readonly Dictionary<int, (int Count, Standing Worst, bool Sends)> _sums = [];

    /// <summary>Sums up all signals over the tree.</summary>
    public TreeData(AssetCatalog assets, IReadOnlyList<Judgement> signals, OnlineState online)
    {
        (_assets, _online) = (assets, online);
        _own = signals.ToLookup(judged => judged.Signal.AssetId);
        foreach (var own in _own)
            Add(own.Key, own.Count(), own.Max(judged => judged.Standing), own.Any(judged => judged.IsLive));
    }

    /// <summary>The assets directly below one, or those at the root.</summary>
    public IReadOnlyList<Asset> Children(int? parentId) => _assets.Children(parentId);

    /// <summary>The signals of one asset itself.</summary>
    public IEnumerable<Judgement> Own(int assetId) => _own[assetId];

    /// <summary>How many signals an asset and all below it have.</summary>
    public int Count(int assetId) => _sums.GetValueOrDefault(assetId).Count;

    /// <summary>The most pressing of them.</summary>
    public Standing Worst(int assetId) => _sums.GetValueOrDefault(assetId).Worst;

    /// <summary>Whether an asset is online; null when nobody knows.</summary>
    public bool? IsOnline(Asset asset) => _online.Of(asset, _sums.GetValueOrDefault(asset.Id).Sends);

    void Add(int assetId, int count, Standing worst, bool sends)
    {
        for (int? id = assetId; id is { } at && _assets.TryGet(at, out var asset); id = asset.ParentId)
        {
            var sum = _sums.GetValueOrDefault(at);
            _sums[at] = (sum.Count + count, sum.Worst > worst ? sum.Worst : worst, sum.Sends || sends);
        }
    }
}
