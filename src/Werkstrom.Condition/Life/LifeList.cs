using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Assets;

namespace Werkstrom.Condition.Life;

/// <summary>The remaining lives of the plant.</summary>
sealed class LifeList(LifeTeller teller, LifeZone zone, LifeEnds ends, PlantData plant, AssetCatalog assets)
{
    /// <summary>Assets of which something may be said: with ends of lives, or signals with alarm limits; at most so many are told.</summary>
    public const int Most = 200;

    /// <summary>What is said of each, the soonest end first.</summary>
    public async Task<IReadOnlyList<(Asset Asset, LifeSaid Said)>> ReadAsync(DateTimeOffset now, CancellationToken stop)
    {
        var known = await ends.AllAsync(now, stop);
        var with = known.Select(e => e.AssetId).ToHashSet();
        List<(Asset, LifeSaid)> found = [];
        foreach (var asset in assets.All.Where(a => with.Contains(a.Id) || HasLimits(a.Id)).OrderByDescending(a => with.Contains(a.Id)).Take(Most))
            found.Add((asset, await zone.TrustedAsync(await teller.TellAsync(asset.Id, known, now, stop), asset.Id, known, stop)));
        return [.. found.OrderBy(f => f.Item2.Forecast is null).ThenBy(f => f.Item2.Forecast?.Lower).ThenBy(f => f.Item1.Path, StringComparer.Ordinal)];
    }

    bool HasLimits(int assetId) => plant.SensorsOf(assetId).Any(s => s.Limits.HighAlarm is not null || s.Limits.LowAlarm is not null);
}
