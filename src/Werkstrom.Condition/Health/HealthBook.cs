using System.Collections.Concurrent;
using Werkstrom.Learning.Health;

namespace Werkstrom.Condition.Health;

/// <summary>How the assets stand, for all who want to know: pages, the API, other parts of the module. Reads take no lock.</summary>
sealed class HealthBook
{
    readonly ConcurrentDictionary<int, HealthView> _views = new();

    /// <summary>How far the learning of the stored past has come.</summary>
    public HealthProgress Progress { get; set; } = new(0, 0, null);

    /// <summary>All that are judged, or would be.</summary>
    public IReadOnlyCollection<HealthView> All => [.. _views.Values];

    /// <summary>How an asset stands; null when it has no two signals that measure.</summary>
    public HealthView? Of(int assetId) => _views.GetValueOrDefault(assetId);

    public void Show(HealthEntry entry, int? signalId) => _views[entry.AssetId] = new(
        entry.AssetId, signalId ?? _views.GetValueOrDefault(entry.AssetId)?.SignalId, entry.Signals, entry.Gap, entry.Now, entry.Regime, entry.JudgedTo,
        entry.LearnedAt, entry.QuietUntil, entry.Alarm, entry.Lesson, entry.Drifts, [.. entry.Days]);

    public void Forget(int assetId) => _views.TryRemove(assetId, out _);
}

/// <summary>How one asset stands. Immutable.</summary>
sealed record HealthView(
    int AssetId, int? SignalId, HealthSignals Signals, HealthGap? Gap, HealthStanding? Now, int Regime, DateTimeOffset? JudgedTo, DateTimeOffset? LearnedAt,
    DateTimeOffset QuietUntil, HealthAlarm? Alarm, HealthLesson? Lesson, IReadOnlyList<DriftFigure> Drifts, IReadOnlyList<HealthDay> Days)
{
    /// <summary>The regimes with enough minutes to be judged.</summary>
    public IReadOnlyList<OperatingRegime> Regimes => Lesson is { } l ? [.. l.Regimes.All.Where(r => l.Model.Regimes.Contains(r.Number))] : [];
}

/// <summary>How far the learning has come.</summary>
/// <param name="Done">Assets that were learned.</param>
/// <param name="Total">Assets that are to be learned.</param>
/// <param name="AssetId">The one that is being learned; null when none is.</param>
sealed record HealthProgress(int Done, int Total, int? AssetId);
