using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Condition.Assets;

/// <summary>What was set for assets, in memory. What is not set at an asset holds as at the next one above it.</summary>
sealed class AssetSettings(IDbContextFactory<ConditionDb> dbs, AssetCatalog assets, IOptions<ConditionOptions> options) : IStartStep, IDisposable
{
    readonly SemaphoreSlim _one = new(1, 1);
    volatile Dictionary<int, AssetSetting> _set = [];
    int _version;

    public int Order => 300;

    /// <summary>Rises with every change.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>How easily an asset speaks, 0 to 10.</summary>
    public double Sensitivity(int assetId) => Up(assetId).FirstOrDefault(s => s.Sensitivity is not null)?.Sensitivity ?? options.Value.Sensitivity;

    /// <summary>Whether an asset is watched; true unless somebody said no.</summary>
    public bool IsWatched(int assetId) => Up(assetId).FirstOrDefault(s => s.IsWatched is not null)?.IsWatched ?? true;

    /// <summary>What is set at this very asset; null when nothing is.</summary>
    public AssetSetting? At(int assetId) => _set.GetValueOrDefault(assetId);

    /// <summary>Changes what is set at an asset.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sensitivity is not from 0 to 10.</exception>
    public async Task SetAsync(int assetId, double? sensitivity, bool? isWatched, CancellationToken stop)
    {
        if (sensitivity is not (null or (>= 0 and <= 10)))
            throw new ArgumentOutOfRangeException(nameof(sensitivity), sensitivity, "A sensitivity is from 0 to 10.");
        await _one.WaitAsync(stop);
        try
        {
            await using var db = await dbs.CreateDbContextAsync(stop);
            var row = await db.Set<AssetSetting>().FindAsync([assetId], stop);
            if (row is null)
                db.Add(row = new() { AssetId = assetId });
            (row.Sensitivity, row.IsWatched) = (sensitivity, isWatched);
            await db.SaveChangesAsync(stop);
            _set = new(_set) { [assetId] = row };
            Interlocked.Increment(ref _version);
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task StartAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        _set = await db.Set<AssetSetting>().AsNoTracking().ToDictionaryAsync(s => s.AssetId, stop);
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose();

    IEnumerable<AssetSetting> Up(int assetId)
    {
        for (int? id = assetId; id is { } at && assets.TryGet(at, out var asset); id = asset.ParentId)
        {
            if (_set.TryGetValue(at, out var setting))
                yield return setting;
        }
    }
}
