using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Assets;

namespace Werkstrom.Condition.Life;

/// <summary>Learns models of sister machines anew after a failure, in the background.</summary>
sealed class LifeTrainer(LifeEnds ends, LifeTeller teller, LifeGroups groups, LifeLearner learner, LifeModels models, AssetCatalog assets, ILogger<LifeTrainer> log)
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
            if (await learner.LearnAsync(lives, new Progress(this, asset.Id, lives[0].Part), stop) is not { } file)
                return;
            var kept = models.Keep(first, key, now, file);
            log.Learned(asset.Path, lives[0].Part, file.Model.Card.Episodes, kept.Version);
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
