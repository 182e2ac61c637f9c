using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Twins.Alive;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Twin;

/// <summary>
/// The shells about an asset: its own; those that came from elsewhere and name it, by its <c>globalAssetId</c> or its <c>path</c>; and those that a
/// person linked to it.
/// </summary>
sealed class AssetShells(Shelf shelf, AliveIds ids, AssetCatalog assets, IDbContextFactory<TwinsDb> dbs)
{
    const int Most = 20, MostOffered = 200;

    /// <summary>Identifier of an asset's own shell.</summary>
    public string OwnId(int assetId) => ids.Shell(assetId);

    /// <summary>The shells with their submodels, the own one first.</summary>
    public async Task<IReadOnlyList<AssetShell>> OfAsync(Asset asset, CancellationToken stop)
    {
        var linked = await LinksAsync(asset.Id, stop);
        List<Entry> shells = [];
        if (await shelf.FindAsync(EntryKind.Shell, ids.Shell(asset.Id), stop) is { } own)
            shells.Add(own);
        foreach (var key in new[] { SearchKeys.Asset(EntryKind.Shell, SearchKeys.GlobalAssetId, ids.Asset(asset.Id)), SearchKeys.Asset(EntryKind.Shell, "path", asset.Path) })
            shells.AddRange((await shelf.ListAsync(EntryKind.Shell, [key], default, Most, stop)).Entries);
        foreach (var id in linked)
        {
            if (await shelf.FindAsync(EntryKind.Shell, id, stop) is { } shell)
                shells.Add(shell);
        }

        List<AssetShell> found = [];
        foreach (var shell in shells.DistinctBy(s => s.Id))
            found.Add(new(shell, shell.Id == ids.Shell(asset.Id), linked.Contains(shell.Id), await SubmodelsAsync(shell, stop)));
        return found;
    }

    /// <summary>Stored shells that could be linked, by name.</summary>
    public async Task<IReadOnlyList<Entry>> OfferedAsync(IReadOnlyCollection<string> known, CancellationToken stop)
    {
        var page = await shelf.ListAsync(EntryKind.Shell, [], new(StoredShells.Last, 0), MostOffered, stop);
        return [.. page.Entries.Where(e => !known.Contains(e.Id))];
    }

    /// <summary>Assets that a shell is about.</summary>
    public async Task<IReadOnlyList<int>> AssetsOfAsync(Entry shell, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var found = await db.Set<ShellLinkRow>().Where(l => l.ShellId == shell.Id).Select(l => l.AssetId).ToListAsync(stop);
        var about = shell.Shell.AssetInformation;
        if (about.GlobalAssetId is { } global && ids.TryAsset(global, out var number))
            found.Add(number);
        foreach (var path in (about.SpecificAssetIds ?? []).Where(i => i.Name == "path"))
        {
            if (assets.TryGet(path.Value, out var asset))
                found.Add(asset.Id);
        }

        return [.. found.Distinct()];
    }

    /// <summary>All assets that a shell was linked to by a person.</summary>
    public async Task<IReadOnlyList<int>> LinkedAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<ShellLinkRow>().Select(l => l.AssetId).Distinct().ToListAsync(stop);
    }

    /// <summary>Links a stored shell to an asset.</summary>
    public async Task<Change<ShellLinkRow>> LinkAsync(int assetId, string shellId, CancellationToken stop)
    {
        if (!assets.TryGet(assetId, out var asset))
            return new ChangeProblem(ChangeFault.NotFound, $"There is no asset with the number {assetId}.");
        if (ids.TryShell(shellId, out _))
            return new ChangeProblem(ChangeFault.Invalid, $"'{shellId}' is the shell that Werkstrom itself makes of an asset; only shells that came from elsewhere are linked.");
        if (await shelf.FindAsync(EntryKind.Shell, shellId, stop) is null)
            return new ChangeProblem(ChangeFault.NotFound, $"There is no shell '{shellId}' here. Import it first.");
        await using var db = await dbs.CreateDbContextAsync(stop);
        ShellLinkRow row = new() { AssetId = asset.Id, ShellId = shellId };
        if (await db.Set<ShellLinkRow>().FindAsync([row.AssetId, row.ShellId], stop) is null)
        {
            db.Add(row);
            await db.SaveChangesAsync(stop);
        }

        return row;
    }

    /// <summary>Takes a link away.</summary>
    /// <returns>False when there was none.</returns>
    public async Task<bool> UnlinkAsync(int assetId, string shellId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<ShellLinkRow>().FindAsync([assetId, shellId], stop) is not { } row)
            return false;
        db.Remove(row);
        await db.SaveChangesAsync(stop);
        return true;
    }

    async Task<List<string>> LinksAsync(int assetId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<ShellLinkRow>().Where(l => l.AssetId == assetId).Select(l => l.ShellId).Order().ToListAsync(stop);
    }

    async Task<IReadOnlyList<Entry>> SubmodelsAsync(Entry shell, CancellationToken stop)
    {
        List<Entry> found = [];
        foreach (var reference in shell.Shell.Submodels ?? [])
        {
            if (await shelf.FindAsync(EntryKind.Submodel, reference.Keys[^1].Value, stop) is { } submodel)
                found.Add(submodel);
        }

        return found;
    }
}

/// <summary>A shell about an asset.</summary>
/// <param name="Shell">The shell.</param>
/// <param name="IsOwn">Whether it is the one that lives with the asset.</param>
/// <param name="IsLinked">Whether a person linked it; then it can be taken away again.</param>
/// <param name="Submodels">Those of its submodels that are here.</param>
sealed record AssetShell(Entry Shell, bool IsOwn, bool IsLinked, IReadOnlyList<Entry> Submodels);
