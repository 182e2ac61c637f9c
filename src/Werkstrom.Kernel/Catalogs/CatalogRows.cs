using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Kernel.Catalogs;

/// <summary>Writes a <see cref="CatalogChange"/> into the registry, within the transaction of its context.</summary>
static class CatalogRows
{
    const string AliasUpsert = " ON CONFLICT (kind, path_fold) DO UPDATE SET target_id = excluded.target_id";

    static readonly string[] AssetColumns = ["id", "parent_id", "name", "name_fold", "path", "path_fold", "kind", "created_ms"];

    static readonly string[] SignalColumns =
        ["id", "asset_id", "name", "name_fold", "path", "path_fold", "unit", "stored_unit", "kind", "created_ms"];

    static readonly string[] AliasColumns = ["kind", "path_fold", "path", "target_id", "created_ms"];

    public static async Task WriteAsync(KernelDb db, CatalogChange change, DateTimeOffset now, CancellationToken stop)
    {
        var firstAsset = change.NewAssets.Count > 0 ? await db.TakeAsync("asset", change.NewAssets.Count, stop) : 1;
        var firstSignal = change.NewSignals.Count > 0 ? await db.TakeAsync("signal", change.NewSignals.Count, stop) : 1;
        change.Number(checked((int)firstAsset), checked((int)firstSignal));
        await EditAsync(db, change, now, stop);
        if (change.IsBySources)
        {
            await db.InsertAsync("kernel_asset", AssetColumns, [.. change.NewAssets.Select(Row)], stop);
            await db.InsertAsync("kernel_signal", SignalColumns, [.. change.NewSignals.Select(Row)], stop);
        }

        await RepathAsync(db, change, stop);
        await AliasAsync(db, change, now.ToUnixTimeMilliseconds(), stop);
    }

    // what a person changed is tracked, so that the audit sees it before and after
    static async Task EditAsync(KernelDb db, CatalogChange change, DateTimeOffset now, CancellationToken stop)
    {
        foreach (var asset in change.EditedAssets)
            db.Entry((await db.FindAsync<Asset>([asset.Id], stop))!).CurrentValues.SetValues(asset);
        foreach (var signal in change.EditedSignals)
            db.Entry((await db.FindAsync<Signal>([signal.Id], stop))!).CurrentValues.SetValues(signal);
        foreach (var (from, into) in change.MergedSignals)
        {
            db.Remove((await db.FindAsync<Signal>([from.Id], stop))!);
            db.Add(new SignalMerge { FromId = from.Id, IntoId = into.Id, At = now });
        }

        foreach (var (from, into) in change.MergedAssets)
            db.Add(new AssetMerge { FromId = from.Id, IntoId = into.Id, At = now });
        db.AddRange(change.NewStates);
        if (!change.IsBySources)
        {
            db.AddRange(change.NewAssets);
            db.AddRange(change.NewSignals);
        }

        await db.SaveChangesAsync(stop);
    }

    static async Task RepathAsync(KernelDb db, CatalogChange change, CancellationToken stop)
    {
        await db.UpdateAsync("kernel_asset", ["id", "parent_id", "path", "path_fold"],
            [.. change.RepathedAssets.Select(a => new object?[] { (long)a.Id, (long)a.ParentId.GetValueOrDefault(), a.Path, a.PathFold })], stop);
        await db.UpdateAsync("kernel_signal", ["id", "asset_id", "path", "path_fold"],
            [.. change.RepathedSignals.Select(s => new object?[] { (long)s.Id, (long)s.AssetId, s.Path, s.PathFold })], stop);
        foreach (var asset in change.RemovedAssets)
            db.Remove((await db.FindAsync<Asset>([asset.Id], stop))!);
        await db.SaveChangesAsync(stop);
    }

    static async Task AliasAsync(KernelDb db, CatalogChange change, long now, CancellationToken stop)
    {
        object?[] Alias(string kind, string path, int id) => [kind, PathText.Fold(path), path, (long)id, now];
        List<object?[]> rows =
        [
            .. change.AssetAliases.Select(a => Alias(PathAlias.OfAsset, a.Path, a.Id)),
            .. change.SignalAliases.Select(a => Alias(PathAlias.OfSignal, a.Path, a.Id)),
        ];
        await db.InsertAsync("kernel_path_alias", AliasColumns, rows, stop, AliasUpsert);
        await DropAsync(db, PathAlias.OfAsset, change.DroppedAssetAliases, stop);
        await DropAsync(db, PathAlias.OfSignal, change.DroppedSignalAliases, stop);
    }

    static async Task DropAsync(KernelDb db, string kind, List<string> folded, CancellationToken stop)
    {
        foreach (var path in folded)
            await db.Set<PathAlias>().Where(a => a.Kind == kind && a.PathFold == path).ExecuteDeleteAsync(stop);
    }

    static object?[] Row(Asset a) =>
        [(long)a.Id, (long?)a.ParentId, a.Name, a.NameFold, a.Path, a.PathFold, a.Kind, a.CreatedAt.ToUnixTimeMilliseconds()];

    static object?[] Row(Signal s) =>
    [
        (long)s.Id, (long)s.AssetId, s.Name, s.NameFold, s.Path, s.PathFold, s.Unit, s.StoredUnit, s.Kind.ToString(),
        s.CreatedAt.ToUnixTimeMilliseconds(),
    ];
}
