using Werkstrom.Condition.Findings;
using Werkstrom.Learning.Health;

namespace Werkstrom.Condition.Health;

/// <summary>Learns from a person's word: what was real is no healthy time, what was a false alarm is one. The asset is learned anew at once.</summary>
sealed class HealthFindingLearner(HealthDesk desk) : IFindingLearner
{
    public bool Knows(FindingKind kind) => kind is FindingKind.Health or FindingKind.Drift;

    public Task<Lesson?> LearnAsync(Finding finding, bool real, CancellationToken stop) => desk.DoAsync(async entries =>
    {
        if (!entries.TryGetValue(finding.AssetId, out var entry) || entry.Lesson is null)
            return null;
        if (finding.Kind == FindingKind.Drift)
            return real ? null : DriftLesson(finding);
        await desk.LearnAgainAsync(entry, new(finding, real), stop);
        await desk.KeepAsync(entry, stop);
        // what is told stays below the same index; what counts as healthy is what changed
        var limit = HealthWatch.IndexOf(entry.Easing);
        return new Lesson(finding.AssetId, null, finding.Kind, limit, limit);
    }, stop);

    static Lesson? DriftLesson(Finding finding) => finding is { Value: { } value, Usual: { } usual, Spread: { } scatter }
        ? new(finding.AssetId, finding.SignalId, finding.Kind, 4 * scatter, Math.Max(4 * scatter, 1.5 * Math.Abs(value - usual)))
        : null;
}
