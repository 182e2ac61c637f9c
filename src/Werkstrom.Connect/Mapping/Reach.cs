using System.Security.Claims;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.Mapping;

/// <summary>
/// How far a key reaches that is bound to an asset: this asset and what stands below it in the tree. Asked of the tree, never of
/// the text of a path: former paths and merged signals are judged by where they lead, and <c>line1</c> is not <c>line10</c>.
/// </summary>
sealed class Reach(int assetId, SignalCatalog signals, AssetCatalog assets)
{
    /// <summary>True when the answer was given for this bound and nothing in the tree has changed since.</summary>
    public bool IsFresh(ReachAnswer answer) =>
        answer.Asset == assetId && answer.Signals == signals.Version && answer.Assets == assets.Version;

    /// <summary>Whether a signal lies within, with what is needed to keep the answer.</summary>
    public ReachAnswer Ask(int signal)
    {
        var (before, tree) = (signals.Version, assets.Version);
        return new(assetId, before, tree, signals.TryGet(signal, out var found) && Holds(found));
    }

    public bool Holds(Signal signal) => assets.IsWithin(signal.AssetId, assetId);

    public bool Holds(Asset asset) => assets.IsWithin(asset.Id, assetId);

    /// <summary>Whether a path leads into it: to a signal that is there, or to the asset below which a new one would be made.</summary>
    public bool Holds(string path)
    {
        if (signals.TryGet(path, out var known))
            return Holds(known);
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (assets.TryGet(path[..end], out var asset))
                return assets.IsWithin(asset.Id, assetId);
        }

        return false;
    }

    public Reason Refuse(string path) => assets.TryGet(assetId, out var bound)
        ? Reason.Of(Reasons.Outside, "outside", path, bound.Path)
        : Reason.Of(Reasons.Outside, "outside.gone", path);
}

/// <summary>An answer of <see cref="Reach"/>, to be kept beside a series.</summary>
sealed record ReachAnswer(int Asset, long Signals, long Assets, bool IsWithin);

/// <summary>Tells how far the key of a request reaches.</summary>
sealed class ReachBook(SignalCatalog signals, AssetCatalog assets)
{
    /// <summary>Null when it reaches everywhere.</summary>
    public Reach? Of(ClaimsPrincipal user) => user.SubtreeAssetId is { } asset ? new(asset, signals, assets) : null;
}

/// <summary>Who sends, and how far it reaches (null: everywhere).</summary>
readonly record struct Sender(Source Source, Reach? Reach = null);
