using Werkstrom.Kernel.Assets;
using Werkstrom.Learning.Life;
using Werkstrom.Learning.Remaining;

namespace Werkstrom.Condition.Life;

/// <summary>
/// Says how long an asset will last by the best that there is: a model that learned from signals, the dates of failures, a signal on its way
/// to its limit; or why it cannot be said. Of several parts the one that goes first.
/// </summary>
sealed class LifeTeller(LifeEnds ends, LifeGroups groups, LifeEpisodes episodes, LifeModels models, TrendTeller trends, AssetCatalog assets) : IRemainingLife
{
    const double Share = 0.9;
    static readonly double[] Told = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

    public async Task<LifeForecast?> OfAsync(int assetId, DateTimeOffset now, CancellationToken stop) => (await TellAsync(assetId, now, stop)).Forecast;

    /// <summary>The forecast, or why there is none.</summary>
    public async Task<LifeSaid> TellAsync(int assetId, DateTimeOffset now, CancellationToken stop) =>
        await TellAsync(assetId, await ends.AllAsync(now, stop), now, stop);

    /// <summary>The same when the ends of lives are at hand.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="known">Ends of lives that were known at the instant.</param>
    /// <param name="now">Nothing later is used.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="modelAt">The model of an asset (the first of its sisters) and key; null: those that were learned live.</param>
    public async Task<LifeSaid> TellAsync(
        int assetId, IReadOnlyList<LifeEnd> known, DateTimeOffset now, CancellationToken stop, Func<int, string, LifeModelVersion?>? modelAt = null)
    {
        if (!assets.TryGet(assetId, out var asset))
            return new(null, "why.noasset");
        if (known.LastOrDefault(e => e.AssetId == assetId && e.Failed && e.At <= now && now < e.Until) is { } broken)
            return new(null, "why.broken", broken.Part);
        List<LifeSaid> said = [];
        foreach (var key in known.Where(e => e.AssetId == assetId).Select(e => e.Key).Distinct())
            said.Add(await OfKeyAsync(asset, key, known, now, modelAt ?? ((first, of) => models.At(first, of, now)), stop));
        var best = said.Where(s => s.Forecast is not null).MinBy(s => s.Forecast!.Middle);
        if (best is not null)
            return best;
        if (await trends.OfAsync(assetId, now, stop) is { } trend)
            return new(trend, "why.trend", trend.Part);
        return said.FirstOrDefault() ?? new(null, "why.none", PartLife.Least);
    }

    /// <summary>The lives of one key, of an asset and its sisters.</summary>
    public IReadOnlyList<PastLife> Lives(Asset asset, string key, IReadOnlyList<LifeEnd> known, DateTimeOffset now)
    {
        var sisters = groups.Sisters(asset).Select(a => a.Id).ToHashSet();
        return [.. known.Where(e => e.Key == key && sisters.Contains(e.AssetId)).GroupBy(e => e.AssetId).SelectMany(g => PastLife.Between(g, now))];
    }

    async Task<LifeSaid> OfKeyAsync(
        Asset asset, string key, IReadOnlyList<LifeEnd> known, DateTimeOffset now, Func<int, string, LifeModelVersion?> modelAt, CancellationToken stop)
    {
        var lives = Lives(asset, key, known, now);
        if (lives.LastOrDefault(l => l.AssetId == asset.Id && l.IsRunning) is not { } running)
            return new(null, "why.notrunning");
        var kin = LifeKin.Of(asset.Id, lives);
        var law = PartLife.Of([.. kin.Where(l => l.Days > 0).Select(l => new LifeTime(l.Days, l.Failed))]);
        var learned = await LearnedAsync(asset, running, lives, now, modelAt, stop);
        if (learned?.Forecast is { } seen)
            return learned with { Forecast = seen with { Law = law } };
        var failures = kin.Count(l => l.Failed);
        if (law is null)
            return Few(asset, running, lives, kin, failures);
        LifeForecast forecast = new(
            asset.Id, now, LifeMethod.Dates, running.Part, [.. Told.Select(p => new LifeQuantile(p, law.Remaining(running.Days, p)))], Share, failures, running.Days)
        {
            Law = law,
        };
        var machines = kin.Select(l => l.AssetId).Distinct().Count();
        return new(forecast, machines > 1 ? "why.dates" : "why.dates.own", failures, kin.Count - failures, machines);
    }

    // with the reason why sisters do not help
    static LifeSaid Few(Asset asset, PastLife running, IReadOnlyList<PastLife> lives, IReadOnlyList<PastLife> kin, int failures) => kin.Count < lives.Count
        ? new(null, "why.unlike", running.Part, failures, lives.Count(l => l.AssetId == asset.Id && l is { Failed: false, IsRunning: false }), PartLife.Least, lives.Except(kin).Select(l => l.AssetId).Distinct().Count())
        : new(null, "why.few", failures, PartLife.Least, running.Part);

    // null: there is no model
    async Task<LifeSaid?> LearnedAsync(
        Asset asset, PastLife running, IReadOnlyList<PastLife> lives, DateTimeOffset now, Func<int, string, LifeModelVersion?> modelAt, CancellationToken stop)
    {
        if (modelAt(groups.Sisters(asset)[0].Id, running.Key) is not { } model)
            return null;
        var names = model.File.Model.Signals;
        var own = groups.Shared([asset.Id])[asset.Id].ToDictionary(s => s.Name);
        if (names.Any(n => !own.ContainsKey(n)))
            return new(null, "why.signals");
        var step = TimeSpan.FromSeconds(model.File.About.Step);
        var episode = await episodes.ReadAsync([.. names.Select(n => own[n])], running.Start, now, step, stop);
        if (episode is null || LifeEpisodes.Share(Last(episode)) < 0.5)
            return new(null, "why.nosamples");
        if (model.File.Model.Doubts(episode) is { Count: > 0 } doubts)
            return new(null, "why.strange", string.Join(", ", doubts.Select(d => own[d.Signal].Label)));
        return new(Forecast(asset.Id, now, running, lives, model, episode, step), "why.learned", model.File.Model.Card.Episodes, model.Version);
    }

    static LifeForecast Forecast(
        int assetId, DateTimeOffset now, PastLife running, IReadOnlyList<PastLife> lives, LifeModelVersion model, Episode episode, TimeSpan step)
    {
        var said = model.File.Model.Predict(episode);
        var days = step.TotalDays;
        var side = (1 - model.File.About.Share) / 2;
        return new(
            assetId, now, LifeMethod.Learned, running.Part, [new(side, said.Lower * days), new(0.5, said.Samples * days), new(1 - side, said.Upper * days)],
            model.File.About.Share, lives.Count(l => l.Failed), running.Days)
        {
            IsHealthy = said.IsHealthy,
            Version = model.Version,
            Drivers = [.. model.File.Model.Explain(episode).Drivers.Take(3).Select(d => new LifeDriver(double.IsNaN(d.Change) ? "" : d.Name, d.Samples * days, d.Change))],
        };
    }

    static Episode Last(Episode episode) => new(episode.Id, [.. episode.Signals.Select(s => s[^Math.Min(15, s.Length)..])]);
}
