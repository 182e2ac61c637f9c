using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Kernel.Assets;

/// <summary>
/// The asset tree in memory, backed by the registry. Reads never wait and take no lock. Paths and numbers that a rename, move or merge
/// left behind still find their asset.
/// </summary>
public sealed class AssetCatalog
{
    static readonly StringComparer ByName = StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering | CompareOptions.IgnoreCase);

    readonly CatalogMemory<Asset> _assets;
    readonly AssetChanges _changes;
    readonly SignalMerges _merges;
    Tree? _tree;

    internal AssetCatalog(CatalogWriter writer, SignalStates states, SignalMerges merges)
    {
        _assets = writer.Assets;
        _changes = new AssetChanges(writer, this, new SignalChanges(writer, states), states);
        _merges = merges;
    }

    /// <summary>All assets, ordered by path: a parent before its children.</summary>
    public IReadOnlyList<Asset> All => _assets.All;

    /// <summary>Rises with every change of the tree.</summary>
    public long Version => _assets.Version;

    /// <summary>Finds an asset by its number; a number that was merged into another gives that other.</summary>
    public bool TryGet(int id, [NotNullWhen(true)] out Asset? asset) => _assets.TryGet(id, out asset);

    /// <summary>Finds an asset by its path or a former path, without regard to case.</summary>
    public bool TryGet(string path, [NotNullWhen(true)] out Asset? asset) => _assets.TryGet(path.AsSpan(), out asset);

    /// <summary>The assets directly below one, or those at the root, by position and name (<c>press2</c> before <c>press10</c>).</summary>
    public IReadOnlyList<Asset> Children(int? parentId) => Lookup().TryGetValue(parentId ?? 0, out var children) ? children : [];

    /// <summary>True when an asset is another one or stands below it, at any depth.</summary>
    public bool IsWithin(int id, int rootId)
    {
        if (!TryGet(rootId, out var root))
            return false;
        for (var at = TryGet(id, out var asset) ? asset : null; at is not null; at = at.ParentId is { } up && TryGet(up, out var above) ? above : null)
        {
            if (at.Id == root.Id)
                return true;
        }

        return false;
    }

    /// <summary>An asset and all below it, a parent before its children; empty when there is no such asset.</summary>
    public IReadOnlyList<Asset> Within(int rootId)
    {
        List<Asset> found = TryGet(rootId, out var root) ? [root] : [];
        for (var i = 0; i < found.Count; i++)
            found.AddRange(Children(found[i].Id));
        return found;
    }

    /// <summary>Makes an asset below another one, or at the root.</summary>
    public Task<Change<Asset>> CreateAsync(int? parentId, string name, string kind, string? title, CancellationToken stop) =>
        _changes.CreateAsync(parentId, name, kind, title, stop);

    /// <summary>Finds the assets of these paths and makes those that are missing, with all above them, in one transaction: for thousands at once.</summary>
    /// <param name="wanted">Paths, each with what it is when it is new.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>In the order asked for; or the first reason why none is made.</returns>
    public Task<Change<IReadOnlyList<Asset>>> EnsureAsync(IReadOnlyList<(string Path, string Kind)> wanted, CancellationToken stop) => _changes.EnsureAsync(wanted, stop);

    /// <summary>Changes title, kind or position: <c>ChangeAsync(id, a =&gt; a with { Title = "Presse 3" }, stop)</c>.</summary>
    /// <exception cref="ArgumentException">The edit touches the place in the tree; see <see cref="MoveAsync"/>.</exception>
    public Task<Change<Asset>> ChangeAsync(int id, Func<Asset, Asset> edit, CancellationToken stop) => _changes.EditAsync(id, edit, stop);

    /// <summary>Gives an asset another name, another parent, or both, with all below it. All old paths still lead there.</summary>
    public Task<Change<Asset>> MoveAsync(int id, int? parentId, string name, CancellationToken stop) => _changes.MoveAsync(id, parentId, name, stop);

    /// <summary>
    /// Makes two assets one: what is below the first goes below the second; assets and signals of equal names become one.
    /// Number and paths of the first lead to the second.
    /// </summary>
    /// <returns>The second.</returns>
    public async Task<Change<Asset>> MergeAsync(int from, int into, CancellationToken stop)
    {
        var (merged, signals) = await _changes.MergeAsync(from, into, stop);
        foreach (var (gone, stays) in signals)
            await _merges.FinishAsync(gone.Id, stays.Id, stop);
        return merged;
    }

    /// <summary>Removes an asset that has nothing below it and no signals.</summary>
    /// <returns>The asset that was.</returns>
    public Task<Change<Asset>> DeleteAsync(int id, CancellationToken stop) => _changes.DeleteAsync(id, stop);

    /// <summary>Takes a former path away from its asset, so that another one can have it. Former paths of signals below stay with them.</summary>
    /// <returns>False when it is nobody's former path.</returns>
    public Task<bool> RemoveFormerPathAsync(string path, CancellationToken stop) => _changes.RemoveAliasAsync(path, stop);

    /// <summary>Former paths that still lead to an asset, folded.</summary>
    public IReadOnlyList<string> FormerPaths(int id) => _assets.AliasesOf(id);

    Dictionary<int, Asset[]> Lookup()
    {
        var version = Version;
        if (Volatile.Read(ref _tree) is { } tree && tree.Version == version)
            return tree.Children;
        var children = All.GroupBy(a => a.ParentId ?? 0)
            .ToDictionary(g => g.Key, g => g.OrderBy(a => a.Position).ThenBy(a => a.Name, ByName).ToArray());
        Volatile.Write(ref _tree, new Tree(version, children));
        return children;
    }

    sealed record Tree(long Version, Dictionary<int, Asset[]> Children);
}
