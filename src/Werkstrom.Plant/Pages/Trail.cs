using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Ui.Parts;

namespace Werkstrom.Plant.Pages;

/// <summary>The way from the tree down to a page.</summary>
static class Trail
{
    /// <summary>The tree and the assets from the root to this one.</summary>
    public static IReadOnlyList<Crumb> Of(AssetCatalog assets, int? assetId, IStringLocalizer texts)
    {
        var trail = new List<Crumb>();
        for (var id = assetId; id is { } at && assets.TryGet(at, out var asset); id = asset.ParentId)
            trail.Insert(0, new(asset.Label, $"/plant/assets/{asset.Id}"));
        trail.Insert(0, new(texts["tree.title"], "/plant"));
        return trail;
    }

    /// <summary>The same way over the branches of the tree.</summary>
    public static IReadOnlyList<Crumb> Branches(AssetCatalog assets, int? assetId, IStringLocalizer texts) =>
        [.. Of(assets, assetId, texts).Select(crumb => crumb with { Href = crumb.Href.Replace("/plant/assets/", "/plant?root=", StringComparison.Ordinal) })];
}
