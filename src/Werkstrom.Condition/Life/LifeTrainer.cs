using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Werkstrom.Condition.Life.Csv;
using Werkstrom.Kernel.Assets;
using Werkstrom.Learning.Remaining;

namespace Werkstrom.Condition.Life;

/// <summary>Learns models of sister machines anew after a failure, in the background.</summary>
sealed class LifeTrainer(LifeEnds ends, LifeTeller teller, LifeGroups groups, LifeEpisodes episodes, LifeModels models, AssetCatalog assets, ILogger<LifeTrainer> log)
{
    readonly ConcurrentDictionary<(int AssetId, string Key), int> _tried = [];

    /// <summary>What is learned now, and how far it is, 0 to 1; null while nothing is.</summary>
    public (int AssetId, string Part, double Done)? Now { get; private set; }

    /// <summary>Learns all that has new failures, one after the other.</summary>
    public async Task RunAsync(DateTimeOffset now, CancellationToken stop)
    {
        var known = await ends.AllAsync(now, stop);
        HashSet<(int, string)> done = [];
        foreach (var (assetId, key) in known.Where(e => e.Failed).Select(e => (e.AssetId, e.Key)).Distinct())
        {
            if (!assets.TryGet(assetId, out var asset))
                continue;
            var first = groups.Sisters(asset)[0].Id;
            if (done.Add((first, key)))
                await LearnAsync(first, asset, key, known, now, stop);
        }
    }

    async Task LearnAsync(int first, Asset asset, string key, IReadOnlyList<LifeEnd> known, DateTimeOffset now, CancellationToken stop)
    {
        var lives = teller.Lives(asset, key, known, now);
        var failed = lives.Count(l => l.Failed);
        if (failed < LifeEpisodes.Least || _tried.GetValueOrDefault((first, key)) == failed)
            return;
        var last = lives.Where(l => l.Failed).Max(l => l.End);
        if (models.At(first, key, now) is { } before && before.TrainedAt >= last)
            return;
        _tried[(first, key)] = failed;
        try
        {
            Now = (asset.Id, lives[0].Part, 0);
            var step = LifeEpisodes.Step(lives);
            var (names, read) = await episodes.ReadAsync(lives, step, stop);
            if (read.Count < LifeEpisodes.Least)
                return;
            var model = await Task.Run(() => RemainingLifeModel.Train(names, read, progress: new Progress(this, asset.Id, lives[0].Part), stop: stop), stop);
            LifeModelAbout about = new(step.TotalSeconds, "d", true, null, null, true, 0.9, CsvAbout.Naive(read.Select(e => e.Samples), model.Card.Cap));
            if (model.Card.Error > 0.9 * about.Naive)
                return; // no better than the mean of all: dates say the same more honestly
            var kept = models.Keep(first, key, now, new(about, model));
            log.Learned(asset.Path, lives[0].Part, read.Count, kept.Version);
        }
        catch (ArgumentException fault)
        {
            log.NotLearned(asset.Path, lives[0].Part, fault.Message);
        }
        finally
        {
            Now = null;
        }
    }

    sealed class Progress(LifeTrainer trainer, int assetId, string part) : IProgress<double>
    {
        public void Report(double value) => trainer.Now = (assetId, part, value);
    }
}
