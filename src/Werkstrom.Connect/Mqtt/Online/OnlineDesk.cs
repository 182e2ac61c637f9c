using System.Collections.Concurrent;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.Assets;

namespace Werkstrom.Connect.Mqtt.Online;

/// <summary>Passes on which assets say that they come or go. What is said before the asset is there is kept until it is.</summary>
sealed class OnlineDesk(AssetCatalog assets, IAssetState states)
{
    // who makes up names all the time does not fill the memory
    const int Most = 20_000;

    readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.OrdinalIgnoreCase);
    long _tree = -1;

    /// <summary>Passes on what messages of one sender said, in their order.</summary>
    /// <param name="told">What they said.</param>
    /// <param name="reach">How far the sender's key reaches; null: everywhere.</param>
    public void Tell(IReadOnlyList<AssetOnline> told, Reach? reach)
    {
        foreach (var (path, isOnline) in told)
        {
            if (assets.TryGet(path, out var asset))
                Declare(asset, path, isOnline, reach);
            else if ((_waiting.Count < Most || _waiting.ContainsKey(path)) && reach?.Holds(path + "/") != false)
                _waiting[path] = isOnline;
        }
    }

    /// <summary>Passes on what a message that was retained says, unless its assets have said something else since.</summary>
    /// <param name="told">What it says.</param>
    /// <param name="publishedAt">When it was published.</param>
    public void TellRetained(IReadOnlyList<AssetOnline> told, DateTimeOffset publishedAt) =>
        Tell([.. told.Where(one => !(assets.TryGet(one.Path, out var asset) && states.Of(asset.Id).DeclaredAt > publishedAt))], null);

    /// <summary>Looks whether assets are there by now of which something was said.</summary>
    public void Look()
    {
        if (assets.Version is var tree && tree == _tree)
            return;
        _tree = tree;
        foreach (var (path, isOnline) in _waiting)
        {
            if (assets.TryGet(path, out var asset))
                Declare(asset, path, isOnline, null);
        }
    }

    void Declare(Asset asset, string path, bool isOnline, Reach? reach)
    {
        if (reach?.Holds(asset) == false)
            return;
        _waiting.TryRemove(path, out _);
        states.Declare(asset.Id, isOnline);
    }
}
