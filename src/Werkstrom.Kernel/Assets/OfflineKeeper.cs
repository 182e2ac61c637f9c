using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Kernel.Assets;

/// <summary>
/// Keeps in the registry which assets said that they are offline: within a second, and at the end. That one said it is online is not kept:
/// its connection ended with the server, and whoever is there says so again.
/// </summary>
sealed class OfflineKeeper(AssetConditions states, IDbContextFactory<KernelDb> dbs, TimeProvider time, ILogger<OfflineKeeper> log)
    : BackgroundService, IStartStep
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    readonly Dictionary<int, AssetOffline> _kept = [];
    readonly SemaphoreSlim _turn = new(1);
    long _version;

    public int Order => 110; // behind the assets, before anybody says something

    async Task IStartStep.StartAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await foreach (var row in db.Set<AssetOffline>().AsNoTracking().AsAsyncEnumerable().WithCancellation(stop))
        {
            _kept[row.AssetId] = row;
            states.Restore(row.AssetId, row.Since);
        }
    }

    /// <summary>Saves what has changed since the last time.</summary>
    public async Task SaveAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (states.Version is var version && version == _version)
                return;
            await SaveAsync(states.Offline.ToDictionary(row => row.AssetId), stop);
            _version = version;
        }
        finally
        {
            _turn.Release();
        }
    }

    async Task SaveAsync(Dictionary<int, AssetOffline> now, CancellationToken stop)
    {
        AssetOffline[] over = [.. _kept.Values.Where(row => !now.ContainsKey(row.AssetId))];
        AssetOffline[] told = [.. now.Values.Where(row => _kept.GetValueOrDefault(row.AssetId) != row)];
        if (over.Length + told.Length == 0)
            return;
        await using var db = await dbs.CreateDbContextAsync(stop);
        db.RemoveRange(over);
        foreach (var row in told)
            db.Entry(row).State = _kept.ContainsKey(row.AssetId) ? EntityState.Modified : EntityState.Added;
        await db.SaveChangesAsync(stop);
        foreach (var row in over)
            _kept.Remove(row.AssetId);
        foreach (var row in told)
            _kept[row.AssetId] = row;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TrySaveAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await TrySaveAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the end
        }
    }

    async Task TrySaveAsync(CancellationToken stop)
    {
        try
        {
            await SaveAsync(stop);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            log.OfflineNotKept(e); // tried again in a second
        }
    }
}

static partial class Log
{
    [LoggerMessage(1102, LogLevel.Error, "Which assets are offline could not be kept; tried again in a second")]
    public static partial void OfflineNotKept(this ILogger log, Exception error);
}
