using System.Collections.Concurrent;

namespace Werkstrom.Kernel.Assets;

/// <summary>
/// How assets are right now. Kept in memory: whoever tells it (Store: online; Condition: health; Plant: alarm) tells it again after a start.
/// </summary>
public interface IAssetState
{
    /// <summary>The state of an asset as it was told last; <see cref="AssetCondition.Unknown"/> when nobody did.</summary>
    AssetCondition Of(int assetId);

    /// <summary>Tells the state; what is null stays as it was.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="isOnline">True while it sends.</param>
    /// <param name="health">0 (broken) to 1 (as new).</param>
    /// <param name="alarm">The worst that its limits or cases say.</param>
    void Tell(int assetId, bool? isOnline = null, double? health = null, AssetAlarm? alarm = null);

    /// <summary>Rises with every change.</summary>
    long Version { get; }
}

/// <summary>How an asset is.</summary>
/// <param name="IsOnline">True while it sends; null when nobody knows.</param>
/// <param name="Health">0 (broken) to 1 (as new); null when nobody knows.</param>
/// <param name="Alarm">The worst that its limits or cases say.</param>
public sealed record AssetCondition(bool? IsOnline, double? Health, AssetAlarm Alarm)
{
    /// <summary>Nobody knows anything.</summary>
    public static AssetCondition Unknown { get; } = new(null, null, AssetAlarm.None);
}

/// <summary>How urgent an asset is.</summary>
public enum AssetAlarm
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A warning limit: watch.</summary>
    Watch = 1,

    /// <summary>An alarm limit: act.</summary>
    Act = 2,
}

sealed class AssetConditions : IAssetState
{
    readonly ConcurrentDictionary<int, AssetCondition> _states = new();
    long _version;

    public long Version => Volatile.Read(ref _version);

    public AssetCondition Of(int assetId) => _states.GetValueOrDefault(assetId, AssetCondition.Unknown);

    public void Tell(int assetId, bool? isOnline, double? health, AssetAlarm? alarm)
    {
        if (health is { } given && !(given is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(health), given, "Health is between 0 and 1.");
        _states.AddOrUpdate(assetId, _ => Mix(AssetCondition.Unknown), (_, before) => Mix(before));
        Interlocked.Increment(ref _version);

        AssetCondition Mix(AssetCondition before) => new(isOnline ?? before.IsOnline, health ?? before.Health, alarm ?? before.Alarm);
    }
}
