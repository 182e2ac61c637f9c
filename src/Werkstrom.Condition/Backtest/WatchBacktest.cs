using Microsoft.Extensions.Options;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Plant;
using Werkstrom.Condition.Watching;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Backtest;

/// <summary>
/// The watching of signals over the past: it learns from the time before the span, as long as live watching would have, and goes through the span
/// once. What a person taught it later is not known to it.
/// </summary>
sealed class WatchBacktest(
    HistoryLearner learner, PlantSilence silences, SampleQueries samples, SharedSensitivity sensitivity, SignalCatalog signals, AssetCatalog assets, Machines machines, Places places, FindingEnds ends,
    IOptions<ConditionOptions> options, IOptions<CaseOptions> cases)
{
    /// <summary>So long after its first value a signal is not sure of what is usual: what it says then is not counted.</summary>
    static readonly TimeSpan Learning = TimeSpan.FromDays(3);

    /// <summary>Signals that are learned at once; progress is told after each such group.</summary>
    const int AtOnce = 8;

    /// <summary>The signals that are watched: the one, or all of the asset and below it.</summary>
    public IReadOnlyList<Signal> Signals(BacktestSubject.OfWatch watch)
    {
        if (watch.SignalId is { } id)
            return signals.TryGet(id, out var one) ? [one] : [];
        var within = assets.Within(watch.AssetId ?? 0).Select(a => a.Id).ToHashSet();
        return [.. signals.All.Where(s => within.Contains(s.AssetId) && !PlantData.IsOwn(s)).OrderBy(s => s.Id)];
    }

    public async Task<Speech> SayAsync(BacktestSubject.OfWatch watch, TimeRange range, BacktestProgress progress, CancellationToken stop)
    {
        var of = Signals(watch);
        List<Finding> found = [];
        List<SeriesFacts> series = [];
        foreach (var group in of.Chunk(AtOnce))
        {
            List<Finding> own = [];
            var learned = await learner.LearnAsync(
                group, s => watch.Sensitivity is { } tried ? sensitivity.Of(s, tried) : sensitivity.Of(s), range.From.AddDays(-options.Value.HistoryDays), range.To,
                (signal, alarm) => own.Add(WatchWords.Finding(signal, alarm, isPast: true)), stop, looks: true);
            var sure = group.Zip(learned).ToDictionary(p => p.First.Id, p => p.Second.Seen == 0 ? range.To : Micros.ToInstant(p.Second.First) + Learning);
            found.AddRange(own.Where(f => f.At >= range.From && f.At < range.To && f.At >= sure[f.SignalId!.Value]));
            series.AddRange(await FactsAsync(group, range, stop));
            progress.At((double)series.Count / of.Count);
        }

        var off = await silences.DropAsync(found, stop);
        var asset = watch.AssetId ?? (of.Count > 0 ? of[0].AssetId : null);
        List<BacktestNote> notes = [];
        if (of.Count == 0)
            notes.Add(new("note.signals.none"));
        else if (await IsYoungAsync(of, range, stop))
            notes.Add(new("note.young"));
        if (off > 0)
            notes.Add(new("note.off", off));
        if (watch.SignalId is not null)
            return new([.. found.Select(f => Said.Of(f, lasts: false))], asset, of, series, notes);
        notes.Add(new("note.cases", found.Count));
        foreach (var finding in found)
            (finding.Among, finding.EndedAt) = (machines.Signals(finding.AssetId), await ends.OfAsync(finding, range.To, stop));
        return new([.. CaseFold.Fold(found, cases.Value, places, range.To).Select(c => Said.Of(c.Lead, lasts: false) with { At = c.At, Until = c.Last })], asset, of, series, notes);
    }

    async Task<IEnumerable<SeriesFacts>> FactsAsync(Signal[] of, TimeRange range, CancellationToken stop)
    {
        var buckets = await samples.BucketsAsync([.. of.Select(s => s.Id)], range, new(TimeSpan.FromHours(1)), stop);
        return buckets.Select(b => b.Aggregate(SeriesFacts.None, (facts, hour) =>
            new(facts.Count + hour.Count, Math.Min(facts.Min, hour.Min), Math.Max(facts.Max, hour.Max))));
    }

    // with less than three days before the span the first of it is spent on learning
    async Task<bool> IsYoungAsync(IReadOnlyList<Signal> of, TimeRange range, CancellationToken stop)
    {
        var before = await samples.AsOfAsync([.. of.Take(100).Select(s => s.Id)], [Micros.Of(range.From - Learning)], null, stop);
        return before.All(v => double.IsNaN(v[0]));
    }
}
