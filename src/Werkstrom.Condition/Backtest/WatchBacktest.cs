using Microsoft.Extensions.Options;
using Werkstrom.Condition.Assets;
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
    HistoryLearner learner, SampleQueries samples, AssetSettings settings, SignalCatalog signals, AssetCatalog assets, IOptions<ConditionOptions> options)
{
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
        List<Said> said = [];
        List<SeriesFacts> series = [];
        foreach (var group in of.Chunk(AtOnce))
        {
            await learner.LearnAsync(
                group, s => watch.Sensitivity ?? settings.Sensitivity(s.AssetId), range.From.AddDays(-options.Value.HistoryDays), range.To,
                (signal, alarm) => Note(signal, alarm, range, said), stop);
            series.AddRange(await FactsAsync(group, range, stop));
            progress.At((double)series.Count / of.Count);
        }

        var asset = watch.AssetId ?? (of.Count > 0 ? of[0].AssetId : null);
        List<BacktestNote> notes = [];
        if (of.Count == 0)
            notes.Add(new("note.signals.none"));
        else if (await IsYoungAsync(of, range, stop))
            notes.Add(new("note.young"));
        return new(said, asset, of, series, notes);
    }

    static void Note(Signal signal, Learning.Watching.WatchAlarm alarm, TimeRange range, List<Said> said)
    {
        if (alarm.At >= range.From && alarm.At < range.To)
            said.Add(Said.Of(WatchWords.Finding(signal, alarm, isPast: true), lasts: false));
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
        var before = await samples.AsOfAsync([.. of.Take(100).Select(s => s.Id)], [Micros.Of(range.From.AddDays(-3))], null, stop);
        return before.All(v => double.IsNaN(v[0]));
    }
}
