using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Condition;

/// <summary>Configuration section <c>condition</c>: how signals are watched and what of the past is learned from.</summary>
public sealed class ConditionOptions
{
    /// <summary>How often new samples are looked at. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan WatchEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often what was learned is saved; after a crash it is learned again from the stored samples since. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many days of stored samples a signal is learned from when it is watched for the first time. Default 90.</summary>
    [Range(0, 3_650)]
    public int HistoryDays { get; init; } = 90;

    /// <summary>
    /// How easily an asset speaks while nobody set it, 0 (hardly ever) to 10 (at every trifle). Default 5, the middle, which
    /// the published benchmark is measured with. It is shared among the signals of an asset.
    /// </summary>
    [Range(0.0, 10.0)]
    public double Sensitivity { get; init; } = 5;

    /// <summary>What an hour of a machine that stands still costs, EUR, while nobody set it at an asset. Default: not known, so that no cost is said.</summary>
    [Range(0.0, 1e9)]
    public double? DowntimeCostPerHour { get; init; }
}
