using Werkstrom.Kernel.Assets;
using Werkstrom.Store.Judging;

namespace Werkstrom.Plant.Assets;

/// <summary>
/// Which part of the tree one page shows: level by level until the page is full. A branch that is not opened is a link to a page of its own,
/// a branch with more parts than a page holds is shown page by page.
/// </summary>
sealed class TreePlan
{
    /// <summary>Parts of one branch on a page.</summary>
    public const int PerPage = 50;

    /// <summary>A branch of more parts is there, and folded at first: what comes after it must not be looked for.</summary>
    public const int MostUnfolded = 30;

    /// <summary>Assets and signals on a page; a plant of usual size is shown whole.</summary>
    const int MostRows = 250;

    readonly TreeData _tree;
    readonly HashSet<int> _open = [];

    /// <summary>Plans a page.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="root">The asset whose parts are shown; null for the root.</param>
    /// <param name="page">Page of these parts, from 1; beyond the last one the last.</param>
    public TreePlan(TreeData tree, int? root, int page)
    {
        _tree = tree;
        Pages = Math.Max(1, (tree.Children(root).Count + PerPage - 1) / PerPage);
        Page = Math.Clamp(page, 1, Pages);
        Top = [.. tree.Children(root).Skip((Page - 1) * PerPage).Take(PerPage)];
        Open(root);
    }

    /// <summary>The assets at the top of the page.</summary>
    public IReadOnlyList<Asset> Top { get; }

    /// <summary>The page that is shown, from 1.</summary>
    public int Page { get; }

    /// <summary>How many pages the top has.</summary>
    public int Pages { get; }

    /// <summary>True when what is below an asset stands on the page.</summary>
    public bool IsOpen(int assetId) => _open.Contains(assetId);

    /// <summary>True when an asset has parts or signals.</summary>
    public bool HasBelow(int assetId) => Rows(assetId) > 0;

    /// <summary>The parts of an asset that the page shows.</summary>
    public IEnumerable<Asset> Children(int assetId) => _tree.Children(assetId).Take(PerPage);

    /// <summary>How many of its parts it leaves out.</summary>
    public int MoreChildren(int assetId) => Math.Max(0, _tree.Children(assetId).Count - PerPage);

    /// <summary>Its own signals that the page shows.</summary>
    public IEnumerable<Judgement> Own(int assetId) => _tree.Own(assetId).Take(PerPage);

    /// <summary>How many of its own signals it leaves out.</summary>
    public int MoreOwn(int assetId) => Math.Max(0, _tree.Own(assetId).Count() - PerPage);

    /// <summary>How many signals an asset and all below it have.</summary>
    public int Count(int assetId) => _tree.Count(assetId);

    /// <summary>The most pressing of them.</summary>
    public Standing Worst(int assetId) => _tree.Worst(assetId);

    int Rows(int assetId) => Children(assetId).Count() + Own(assetId).Count();

    void Open(int? root)
    {
        var rows = Top.Count + (root is { } id ? Own(id).Count() : 0);
        Queue<Asset> next = new(Top);
        while (next.TryDequeue(out var asset))
        {
            var below = Rows(asset.Id);
            if (below == 0 || rows + below > MostRows)
                continue;
            rows += below;
            _open.Add(asset.Id);
            foreach (var child in Children(asset.Id))
                next.Enqueue(child);
        }
    }
}
