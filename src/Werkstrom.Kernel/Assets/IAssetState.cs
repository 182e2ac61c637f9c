using System.Collections.Concurrent;

namespace Werkstrom.Kernel.Assets;

/// <summary>
/// How assets are right now. Kept in memory: whoever tells it (Store: online; Condition: health; Plant: alarm) tells it again after a start.
/// Only that an asset declared itself offline outlives the process.
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

    /// <summary>
    /// Tells what the asset says of itself when it comes and goes (a birth, a death, a will). It outranks what is concluded from its samples:
    /// one that only sends changes may be online and quiet.
    /// </summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="isOnline">What it says; null: it says nothing any more.</param>
    void Declare(int assetId, bool? isOnline);

    /// <summary>Rises with every change.</summary>
    long Version { get; }
}

/// <summary>How an asset is.</summary>
/// <param name="IsOnline">True while it is online as it says, else while it sends; null when nobody knows.</param>
/// <param name="Health">0 (broken) to 1 (as new); null when nobody knows.</param>
/// <param name="Alarm">The worst that its limits or cases say.</param>
public sealed record AssetCondition(bool? IsOnline, double? Health, AssetAlarm Alarm)
{
    /// <summary>Nobody knows anything.</summary>
    public static AssetCondition Unknown { get; } = new(null, null, AssetAlarm.None);

    /// <summary>What it says of itself; null when it says nothing.</summary>
    public bool? Declared { get; init; }

    /// <summary>When it said so; null when it says nothing.</summary>
    public DateTimeOffset? DeclaredAt { get; init; }
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

sealed class AssetConditions(TimeProvider time) : IAssetState
{
    readonly ConcurrentDictionary<int, Told> _states = new();
    long _version;

    public long Version => Volatile.Read(ref _version);

    public AssetCondition Of(int assetId) => _states.TryGetValue(assetId, out var told)
        ? new(told.Declared ?? told.Sends, told.Health, told.Alarm) { Declared = told.Declared, DeclaredAt = told.DeclaredAt }
        : AssetCondition.Unknown;

    public void Tell(int assetId, bool? isOnline, double? health, AssetAlarm? alarm)
    {
        if (health is { } given && !(given is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(health), given, "Health is between 0 and 1.");
        Change(assetId, before => before with { Sends = isOnline ?? before.Sends, Health = health ?? before.Health, Alarm = alarm ?? before.Alarm });
    }

    public void Declare(int assetId, bool? isOnline)
    {
        var now = time.GetUtcNow();
        Change(assetId, before => before with { Declared = isOnline, DeclaredAt = isOnline is null ? null : now });
    }

    /// <summary>Those that said that they are offline.</summary>
    public IReadOnlyList<AssetOffline> Offline =>
        [.. _states.Where(told => told.Value.Declared == false).Select(told => new AssetOffline { AssetId = told.Key, Since = told.Value.DeclaredAt!.Value })];

    /// <summary>Tells that it said before the start that it is offline.</summary>
    public void Restore(int assetId, DateTimeOffset since) => Change(assetId, before => before with { Declared = false, DeclaredAt = since });

    void Change(int assetId, Func<Told, Told> change)
    {
        _states.AddOrUpdate(assetId, _ => change(default), (_, before) => change(before));
        Interlocked.Increment(ref _version);
    }

    readonly record struct Told(bool? Sends, bool? Declared, DateTimeOffset? DeclaredAt, double? Health, AssetAlarm Alarm);
}
