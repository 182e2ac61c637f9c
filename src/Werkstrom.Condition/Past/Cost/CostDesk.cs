using Werkstrom.Learning.Life;

namespace Werkstrom.Condition.Past.Cost;

/// <summary>Says what waiting costs: the distribution of the remaining life times downtime and part.</summary>
sealed class CostDesk(CostBook book, IEnumerable<ILifePredictor> predictors)
{
    // fewer make no distribution
    const int LeastFailures = 2, LeastSituations = 3;
    const int Shortest = 7, Longest = 60;

    /// <summary>The answer for a case.</summary>
    /// <param name="answer">What the past says of the case.</param>
    /// <param name="guess">The cause that is suggested; records of the same failure count before others.</param>
    /// <param name="at">Now: from here on is waited, and nothing later is known; not before the last sign of the case.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<CostAnswer> OfAsync(SimilarAnswer answer, CauseGuess guess, DateTimeOffset at, CancellationToken stop)
    {
        var asset = answer.Question.AssetId;
        var inputs = await book.OfAsync(asset, guess.Kind, at, stop);
        var isOver = await book.HasFailedAsync(asset, guess.Kind, answer.Question.At, at, stop); // what the case announced has come
        var told = await PredictAsync(asset, at, stop);
        var life = told?.Life is { Source: LifeSource.Model } learned ? learned : (isOver ? null : Similar(answer, at)) ?? told?.Life;
        if (life is null || inputs.Missing.Count > 0)
            return new(asset, at, inputs, life, [], null, null);
        // what a day is worth is known of dates alone: it needs whole lives
        double? rate = told?.Law is { } law && inputs is { Planned: > 0, Failure: > 0 } ? new Replacement(law, inputs.Planned, inputs.Failure).BestRate() : null;
        var days = Math.Clamp((int)Math.Ceiling(life.Quantile(0.95) ?? Longest), Shortest, Longest);
        var course = WaitingCost.Course(life, days, inputs.Planned, inputs.Failure, rate ?? 0);
        return new(asset, at, inputs, life, course, WaitingCost.Best(course), rate);
    }

    static SimilarLife? Similar(SimilarAnswer answer, DateTimeOffset at)
    {
        if (answer.Known.Count < LeastSituations || answer.Failed.Count < LeastFailures)
            return null;
        LifeTime[] lives =
        [
            .. answer.Known.Select(s => s.LeadDays is { } lead ? new LifeTime(Math.Max(lead, 0.01), Failed: true) : new(answer.HorizonDays, Failed: false)),
        ];
        return new(KaplanMeier.Of(lives), (at - answer.Question.At).TotalDays, lives.Length);
    }

    async Task<LifePrediction?> PredictAsync(int asset, DateTimeOffset at, CancellationToken stop)
    {
        foreach (var predictor in predictors)
        {
            if (await predictor.PredictAsync(asset, at, stop) is { } life)
                return life;
        }

        return null;
    }
}

/// <summary>Predicts how long a machine will still run.</summary>
interface ILifePredictor
{
    /// <summary>The prediction for an instant, by what was known then; null when there is none that can be trusted.</summary>
    Task<LifePrediction?> PredictAsync(int assetId, DateTimeOffset at, CancellationToken stop);
}

/// <summary>How long a machine will still run.</summary>
/// <param name="Life">From an instant on.</param>
/// <param name="Law">How long such parts live from new on, in days; null where that is not known.</param>
sealed record LifePrediction(LifeGuess Life, Weibull? Law);
