using Microsoft.Extensions.Options;
using Werkstrom.Condition.Assets;
using Werkstrom.Condition.Health;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Backtest;

/// <summary>The health of an asset, and of those below it, over the past: learned and judged as the days went, by the code that does it live.</summary>
sealed class HealthBacktest(
    HealthReader reader, HealthRoster roster, PlantData plant, FailureBook failures, AssetSettings settings, AssetCatalog assets, SignalCatalog signals,
    IOptions<ConditionOptions> options, TimeProvider time)
{
    public async Task<Speech> SayAsync(BacktestSubject.OfHealth health, TimeRange range, BacktestProgress progress, CancellationToken stop)
    {
        var of = assets.Within(health.AssetId).Where(roster.IsMachine).Select(a => (a.Id, Signals: HealthSignals.Of(a.Id, plant))).Where(a => a.Signals.Sensors.Length >= 2).ToArray();
        List<Said> said = [];
        List<SeriesFacts> series = [];
        List<BacktestNote> notes = [];
        for (var i = 0; i < of.Length; i++)
        {
            series.AddRange(await OneAsync(of[i].Id, of[i].Signals, health.Sensitivity, range, said, notes, stop));
            progress.At((i + 1.0) / of.Length);
        }

        if (of.Length == 0)
            notes.Add(new("note.health.none"));
        Signal[] columns = [.. of.SelectMany(a => a.Signals.Sensors).Select(id => signals.TryGet(id, out var signal) ? signal : null).OfType<Signal>()];
        return new(said, health.AssetId, columns, series, notes);
    }

    async Task<SeriesFacts[]> OneAsync(
        int assetId, HealthSignals columns, double? sensitivity, TimeRange range, List<Said> said, List<BacktestNote> notes, CancellationToken stop)
    {
        var to = HealthDesk.Floor(range.To);
        if (await reader.ReadAsync(columns, HealthDesk.Floor(range.From).AddDays(-options.Value.HistoryDays), to, stop) is not { } rows)
            return [.. columns.Sensors.Select(_ => SeriesFacts.None)];
        HealthEntry entry = new(assetId, columns) { Easing = HealthDesk.Easing(sensitivity ?? settings.Sensitivity(assetId)) };
        // what people said of findings later is not known to the past
        HealthWalk walk = new(entry, rows, new(await failures.ListAsync(assetId, null, to, stop), []), options.Value.HistoryDays);
        await Task.Run(() => walk.Run(time.GetUtcNow(), stop), stop);
        said.AddRange(walk.Findings.Where(f => f.At >= range.From && f.At < range.To).Select(f => Said.Of(f, lasts: f.EndedAt is null)));
        if (walk.Index.Count == 0)
            notes.Add(new("note.health.unlearned", assets.TryGet(assetId, out var asset) ? asset.Label : $"#{assetId}"));
        return [.. columns.Sensors.Select((_, column) => Facts(rows, column, range))];
    }

    static SeriesFacts Facts(HealthRows rows, int column, TimeRange range) => SeriesFacts.None.With(
        [.. Enumerable.Range(0, rows.Count).Where(i => rows.EndOf(i) > range.From).Select(i => rows.Values[i][column]).Where(double.IsFinite)]);
}
