using Werkstrom.Kernel.Assets;

namespace Werkstrom.Store.Judging;

/// <summary>Whether assets are online: one answer for the API and the pages.</summary>
public sealed class OnlineState(AssetCatalog assets, IAssetState states)
{
    /// <summary>What an asset says of itself (a birth, a death, a will), else what the next one above it says; null when none says anything.</summary>
    public bool? Declared(Asset asset)
    {
        for (var at = asset; at is not null; at = at.ParentId is { } up && assets.TryGet(up, out var above) ? above : null)
        {
            if (states.Of(at.Id).Declared is { } declared)
                return declared;
        }

        return null;
    }

    /// <summary>What is declared, else whether it sends; null when neither is known.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="sends">True when a signal of it or below it sends: the watch tells it seconds later.</param>
    public bool? Of(Asset asset, bool sends) => Declared(asset) ?? states.Of(asset.Id).IsOnline ?? (sends ? true : null);
}
