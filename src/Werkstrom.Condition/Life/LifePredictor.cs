using Werkstrom.Condition.Past.Cost;

namespace Werkstrom.Condition.Life;

/// <summary>What a model learned from signals says of a machine, for what waiting costs; dates alone are weighed there.</summary>
sealed class LifePredictor(IRemainingLife lives) : ILifePredictor
{
    public async Task<LifeGuess?> PredictAsync(int assetId, DateTimeOffset at, CancellationToken stop) =>
        await lives.OfAsync(assetId, at, stop) is { Method: LifeMethod.Learned } said
            ? new PredictedLife(said.Quantiles[0].Days, said.Days(0.5), said.Quantiles[^1].Days, said.Lives) : null;
}
