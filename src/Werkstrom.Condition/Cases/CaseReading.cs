using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Cases;

/// <summary>A case with all that belongs to it, read once for a page or an answer.</summary>
sealed class CaseReading(
    CaseBook book, FindingLinks links, CaseActs acts, CaseTeacher teacher, SignalCatalog signals, Places places, TimeProvider time)
{
    const int Drawn = 3;

    static readonly TimeSpan Before = TimeSpan.FromHours(24), Least = TimeSpan.FromHours(2), Most = TimeSpan.FromDays(30);

    /// <summary>What was read; null before, and when there is no such case.</summary>
    public Case? Now { get; private set; }

    /// <summary>Its findings in the order in which they began, of a flood also those of its parts.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>The cases that are part of it, in the order in which they began.</summary>
    public IReadOnlyList<Case> Parts { get; private set; } = [];

    /// <summary>All revisions, newest first.</summary>
    public IReadOnlyList<Case> History { get; private set; } = [];

    /// <summary>What people said, oldest first.</summary>
    public IReadOnlyList<RecordRow> Notes { get; private set; } = [];

    /// <summary>What was learned from it, newest first.</summary>
    public IReadOnlyList<KeptLesson> Lessons { get; private set; } = [];

    /// <summary>Whether a lesson holds: nothing later was learned of the same, and what was said was not taken back.</summary>
    public bool Holds(KeptLesson lesson) =>
        (CaseStory.IsBack(lesson, History) || Findings.FirstOrDefault(f => f.Id == lesson.FindingId) is not { } of || of.WasReal == lesson.IsReal)
        && !Lessons.Any(l => l.Id > lesson.Id && l.AssetId == lesson.AssetId && l.Kind == lesson.Kind && (l.Kind == FindingKind.Health || l.SignalId == lesson.SignalId));

    /// <summary>What its certainty rests on, the surest first.</summary>
    public IReadOnlyList<(Finding Finding, double Says)> Evidence { get; private set; } = [];

    /// <summary>The signals that show it best, and where those are fewer than three, others of the machine to compare with. Fewer only where no more are measured.</summary>
    public IReadOnlyList<(Signal Signal, Finding Finding)> Shown { get; private set; } = [];

    /// <summary>True when the machine has no more signals to draw.</summary>
    public bool IsAllShown => Shown.Count is > 0 and < Drawn && Now is { IsFlood: false };

    /// <summary>A span that shows what was before, and it.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Span
    {
        get
        {
            var end = Now!.Until ?? time.GetUtcNow();
            var length = end - Now.Since;
            var before = 2 * length < Before ? Before : 2 * length;
            var from = Now.Since - before;
            return (end - from > Most ? end - Most : from, Now.IsOpen ? end : end + (length / 10) + Least);
        }
    }

    /// <summary>Reads it.</summary>
    /// <returns>False when there is no such case.</returns>
    public async Task<bool> ReadAsync(long id, CancellationToken stop)
    {
        Now = await book.FindAsync(id, stop);
        if (Now is null)
            return false;
        Parts = Now.IsFlood ? [.. (await book.ListAsync(new(Fields: new Dictionary<string, string> { ["part_of"] = $"{id}" }), stop)).Reverse()] : [];
        Findings = [.. (await links.OfAsync([id, .. Parts.Select(p => p.Id)], stop)).OrderBy(f => f.Since).ThenBy(f => f.Id)];
        (History, Notes, Lessons) = (await book.HistoryAsync(id, stop), await acts.NotesAsync(id, stop), await teacher.ListAsync(id, stop));
        Evidence = Cases.Evidence.Ranked(Findings, time.GetUtcNow());
        var best = Best().DistinctBy(s => s.Signal.Id).Take(Drawn).ToList();
        Shown = [.. best, .. Beside(best).Take(Drawn - best.Count)];
        return true;
    }

    // of a flood what began first, else what says most; a finding of a whole asset names the signals that show it
    IEnumerable<(Signal Signal, Finding Finding)> Best()
    {
        foreach (var finding in Now!.IsFlood ? Findings : Cases.Evidence.Named(Findings, Now.Until ?? time.GetUtcNow()))
        {
            int[] ids = finding.SignalId is { } own ? [own] : [.. finding.Parts.Select(p => p.SignalId)];
            foreach (var id in ids)
            {
                if (signals.TryGet(id, out var signal))
                    yield return (signal, finding);
            }
        }
    }

    // what is as usual shows what it is not; the nearest first
    IEnumerable<(Signal Signal, Finding Finding)> Beside(List<(Signal Signal, Finding Finding)> best)
    {
        if (best.Count is 0 or Drawn || Now!.IsFlood)
            return [];
        var (asset, machine) = (best[0].Signal.AssetId, places.Machine(best[0].Signal.AssetId));
        return signals.All.Where(s => s.Kind == SignalKind.Measurement && !PlantData.IsOwn(s) && !best.Exists(b => b.Signal.Id == s.Id) && places.Machine(s.AssetId) == machine)
            .OrderByDescending(s => s.AssetId == asset).ThenBy(s => s.Id).Select(s => (s, best[0].Finding));
    }
}
