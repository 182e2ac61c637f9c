using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Kernel.Catalogs;

/// <summary>Assets and signals in memory, and the one way to change them: first the registry, in one transaction, then memory.</summary>
sealed class CatalogWriter(IDbContextFactory<KernelDb> dbs, TimeProvider clock, IOptions<KernelOptions> options, AuditRows audit)
    : IDisposable
{
    public CatalogMemory<Asset> Assets { get; } = new();

    public CatalogMemory<Signal> Signals { get; } = new();

    public CatalogGate Gate { get; } = new();

    public TimeProvider Clock => clock;

    public KernelOptions Options => options.Value;

    public IDbContextFactory<KernelDb> Dbs => dbs;

    /// <summary>Reads everything; called once, before the first request.</summary>
    public async Task LoadAsync(CancellationToken stop)
    {
        using var held = await Gate.EnterAsync(stop);
        await using var db = await dbs.CreateDbContextAsync(stop);
        await foreach (var asset in db.Set<Asset>().AsNoTracking().AsAsyncEnumerable().WithCancellation(stop))
            Assets.Put(asset);
        await foreach (var signal in db.Set<Signal>().AsNoTracking().AsAsyncEnumerable().WithCancellation(stop))
            Signals.Put(signal);
        foreach (var merge in await db.Set<AssetMerge>().AsNoTracking().ToListAsync(stop))
            Assets.PutMerged(merge.FromId, merge.IntoId);
        foreach (var merge in await db.Set<SignalMerge>().AsNoTracking().ToListAsync(stop))
            Signals.PutMerged(merge.FromId, merge.IntoId);
        foreach (var alias in await db.Set<PathAlias>().AsNoTracking().ToListAsync(stop))
        {
            if (alias.Kind == PathAlias.OfAsset)
                Assets.PutAlias(alias.PathFold, alias.TargetId);
            else
                Signals.PutAlias(alias.PathFold, alias.TargetId);
        }

        Assets.Changed();
        Signals.Changed();
    }

    /// <summary>Saves a change and then shows it to readers. The caller holds the <see cref="Gate"/>.</summary>
    public async Task CommitAsync(CatalogChange change, CancellationToken stop)
    {
        if (change.IsEmpty)
            return;
        await using var db = await dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await CatalogRows.WriteAsync(db, change, clock.GetUtcNow(), stop);
        if (change.IsBySources && change.NewSignals.Count + change.NewAssets.Count > 0)
            await AuditWriter.WriteAsync(db.Database.GetDbConnection(), transaction.GetDbTransaction(), [Summary(change)], stop);
        await transaction.CommitAsync(stop);
        Apply(change);
    }

    // one entry for all that a burst makes
    AuditRow Summary(CatalogChange change) => change.NewSignals.Count == 0
        ? audit.Note("created", "kernel_asset", $"{change.NewAssets.Count} assets", new { assets = change.NewAssets.Count, first = change.NewAssets.Take(5).Select(a => a.Path) })
        : audit.Note("created", "kernel_signal", $"{change.NewSignals.Count} signals", new { signals = change.NewSignals.Count, assets = change.NewAssets.Count, first = change.NewSignals.Take(5).Select(s => s.Path) });

    void Apply(CatalogChange change)
    {
        // aliases first: at no moment does a path that a source sends lead nowhere
        change.AssetAliases.ForEach(a => Assets.PutAlias(PathText.Fold(a.Path), a.Id));
        change.SignalAliases.ForEach(a => Signals.PutAlias(PathText.Fold(a.Path), a.Id));
        foreach (var asset in change.NewAssets.Concat(change.EditedAssets).Concat(change.RepathedAssets))
            Assets.Put(asset);
        foreach (var signal in change.NewSignals.Concat(change.EditedSignals).Concat(change.RepathedSignals))
            Signals.Put(signal);
        foreach (var (from, into) in change.MergedSignals)
        {
            Signals.PutMerged(from.Id, into.Id);
            Signals.Remove(from);
        }

        change.MergedAssets.ForEach(m => Assets.PutMerged(m.From.Id, m.Into.Id));
        change.RemovedAssets.ForEach(Assets.Remove);
        change.DroppedAssetAliases.ForEach(Assets.RemoveAlias);
        change.DroppedSignalAliases.ForEach(Signals.RemoveAlias);
        Assets.Changed();
        Signals.Changed();
    }

    public void Dispose() => Gate.Dispose();
}
