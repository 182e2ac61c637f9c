using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Condition.Past.Cost;

/// <summary>What was set of costs, in memory. What is not set at an asset holds as at the next one above it.</summary>
sealed class CostSettings(IDbContextFactory<ConditionDb> dbs, AssetCatalog assets) : IStartStep, IDisposable
{
    const double MostHours = 10_000;
    const decimal MostMoney = 1_000_000_000;

    readonly SemaphoreSlim _one = new(1, 1);
    volatile Dictionary<int, CostSetting> _set = [];

    public int Order => 300;

    /// <summary>What is set at this very asset; null when nothing is.</summary>
    public CostSetting? At(int assetId) => _set.GetValueOrDefault(assetId);

    /// <summary>What holds for an asset, and at which asset it was set; null where nothing is set.</summary>
    public (T Value, int AssetId)? Of<T>(int assetId, Func<CostSetting, T?> field)
        where T : struct
    {
        for (int? id = assetId; id is { } at && assets.TryGet(at, out var asset); id = asset.ParentId)
        {
            if (_set.TryGetValue(at, out var setting) && field(setting) is { } value)
                return (value, at);
        }

        return null;
    }

    /// <summary>Everything that is wrong with what shall be set, by field.</summary>
    public static IReadOnlyDictionary<string, string[]> Errors(CostSetting wanted)
    {
        Dictionary<string, string[]> errors = new(StringComparer.Ordinal);
        Check("downtimePerHour", wanted.DowntimePerHour is null or (>= 0 and <= MostMoney), wanted.DowntimePerHour, $"from 0 to {MostMoney:0} EUR");
        Check("plannedHours", wanted.PlannedHours is null or (> 0 and <= MostHours), wanted.PlannedHours, $"above 0, and {MostHours:0} h at most");
        Check("unplannedHours", wanted.UnplannedHours is null or (> 0 and <= MostHours), wanted.UnplannedHours, $"above 0, and {MostHours:0} h at most");
        Check("partCost", wanted.PartCost is null or (>= 0 and <= MostMoney), wanted.PartCost, $"from 0 to {MostMoney:0} EUR");
        return errors;

        void Check(string field, bool isGood, IFormattable? value, string rule)
        {
            if (!isGood)
                errors[field] = [$"{field} ({value?.ToString(null, CultureInfo.InvariantCulture)}) must be {rule}."];
        }
    }

    /// <summary>Sets what holds at an asset; fields without a value hold as above.</summary>
    /// <exception cref="ArgumentException">A value is impossible; see <see cref="Errors"/>.</exception>
    public async Task SetAsync(CostSetting wanted, CancellationToken stop)
    {
        if (Errors(wanted) is { Count: > 0 } errors)
            throw new ArgumentException(string.Join(' ', errors.Values.SelectMany(e => e)), nameof(wanted));
        await _one.WaitAsync(stop);
        try
        {
            await using var db = await dbs.CreateDbContextAsync(stop);
            var row = await db.Set<CostSetting>().FindAsync([wanted.AssetId], stop);
            if (row is null)
                db.Add(row = new() { AssetId = wanted.AssetId });
            (row.DowntimePerHour, row.PlannedHours) = (wanted.DowntimePerHour, wanted.PlannedHours);
            (row.UnplannedHours, row.PartCost) = (wanted.UnplannedHours, wanted.PartCost);
            await db.SaveChangesAsync(stop);
            _set = new(_set) { [wanted.AssetId] = row };
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task StartAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        _set = await db.Set<CostSetting>().AsNoTracking().ToDictionaryAsync(s => s.AssetId, stop);
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose();
}
