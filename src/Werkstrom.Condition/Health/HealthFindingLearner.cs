using Werkstrom.Condition.Findings;

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
        var signal = finding.Parts.Count > 0 ? finding.Parts[0].SignalId : (int?)null;
        var before = Reach(entry, signal);
        await desk.LearnAgainAsync(entry, new(finding, real), stop);
        await desk.KeepAsync(entry, stop);
        return before is { } was && Reach(entry, signal) is { } now ? new Lesson(finding.AssetId, signal, finding.Kind, was, now) : null;
    }, stop);

    // from how far the signal alone, for long, would be told in the regime that tells it first
    static double? Reach(HealthEntry entry, int? signal)
    {
        var lesson = entry.Lesson!;
        var column = Array.FindIndex(lesson.Columns, c => entry.Signals.Sensors[c] == signal);
        return column < 0 ? null : lesson.Model.Regimes.Select(r => lesson.Model.Reach(r, column)).Min() * entry.Easing;
    }

    static Lesson? DriftLesson(Finding finding) => finding is { Value: { } value, Usual: { } usual, Spread: { } scatter }
        ? new(finding.AssetId, finding.SignalId, finding.Kind, 4 * scatter, Math.Max(4 * scatter, 1.5 * Math.Abs(value - usual)))
        : null;
}
