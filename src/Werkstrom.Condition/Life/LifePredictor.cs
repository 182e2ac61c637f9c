using Werkstrom.Condition.Past.Cost;
using Werkstrom.Kernel.Assets;

namespace Werkstrom.Condition.Life;

/// <summary>The remaining life of a machine or the part of it that goes first, as the page of remaining lives tells it, for what waiting costs.</summary>
sealed class LifePredictor(IRemainingLife lives, LifeEnds ends, LifeZone zone, AssetCatalog assets) : ILifePredictor
{
    public async Task<LifePrediction?> PredictAsync(int assetId, DateTimeOffset at, CancellationToken stop)
    {
        LifeForecast? first = null;
        var known = await ends.AllAsync(at, stop);
        foreach (var part in assets.Within(assetId))
        {
            // a signal on its way to its limit is no failure
            if (await lives.OfAsync(part.Id, at, stop) is { Method: not LifeMethod.Trend } said && (first is null || said.Middle < first.Middle)
                && (await zone.TrustedAsync(new(said, ""), part.Id, known, stop)).Forecast is not null)
            {
                first = said;
            }
        }

        return first is null ? null : new(Guess(first), first.Law?.Fit.Distribution);
    }

    static LifeGuess Guess(LifeForecast said) => said is { Method: LifeMethod.Dates, Law: { } law, AgeDays: { } age }
        ? new DatedLife(law, age, said.Lives)
        : new PredictedLife(said.Quantiles[0].Days, said.Days(0.5), said.Quantiles[^1].Days, said.Lives);
}
