namespace Werkstrom.Condition.Life;

/// <summary>How long an asset will last, as far as it can be said.</summary>
interface IRemainingLife
{
    /// <summary>Says it with nothing but what was known at an instant.</summary>
    /// <returns>Null when there is not enough to say.</returns>
    Task<LifeForecast?> OfAsync(int assetId, DateTimeOffset now, CancellationToken stop);
}

/// <summary>By what a remaining life is said.</summary>
enum LifeMethod
{
    /// <summary>A model that learned from the signals of past lives.</summary>
    Learned,

    /// <summary>The dates of past failures alone.</summary>
    Dates,

    /// <summary>A signal on its way to its limit: no learned life.</summary>
    Trend,
}

/// <summary>The share of its like that has failed after so many days.</summary>
/// <param name="Failed">0 to 1.</param>
/// <param name="Days">From the instant of the forecast on.</param>
sealed record LifeQuantile(double Failed, double Days);

/// <summary>How much a signal moved a forecast.</summary>
/// <param name="Signal">Its name; empty for the age.</param>
/// <param name="Days">By how much; below 0: shorter.</param>
/// <param name="Change">How it moved since the start of the life, in standard deviations; NaN for the age.</param>
sealed record LifeDriver(string Signal, double Days, double Change);

/// <summary>How long an asset will last.</summary>
/// <param name="AssetId">The asset.</param>
/// <param name="At">Nothing later was used.</param>
/// <param name="Method">By what it is said.</param>
/// <param name="Part">What will fail: a part, a way of failing, or the signal that reaches its limit.</param>
/// <param name="Quantiles">Rising in both; three at least.</param>
/// <param name="Share">How often the truth is to lie between the outer ones, for example 0.9.</param>
/// <param name="Lives">How many past lives it rests on.</param>
/// <param name="AgeDays">How long the part has lived; null when that is not known.</param>
sealed record LifeForecast(
    int AssetId, DateTimeOffset At, LifeMethod Method, string Part, IReadOnlyList<LifeQuantile> Quantiles, double Share, int Lives, double? AgeDays)
{
    const double Longest = 36_500;

    /// <summary>The three signals that say most; empty by dates.</summary>
    public IReadOnlyList<LifeDriver> Drivers { get; init; } = [];

    /// <summary>No wear is to be seen: it lasts at least about so long.</summary>
    public bool IsHealthy { get; init; }

    /// <summary>Of a trend the signal that reaches its limit; null for others.</summary>
    public int? SignalId { get; init; }

    /// <summary>Version of the model; null without one.</summary>
    public int? Version { get; init; }

    /// <summary>How long such parts live by dates, whatever the forecast rests on; null where too few dates are known.</summary>
    public PartLife? Law { get; init; }

    /// <summary>The truth is rarely before.</summary>
    public DateTimeOffset Lower => After(Quantiles[0].Days);

    /// <summary>As likely before as after.</summary>
    public DateTimeOffset Middle => After(Days(0.5));

    /// <summary>The truth is rarely after.</summary>
    public DateTimeOffset Upper => After(Quantiles[^1].Days);

    /// <summary>Days after which a share of its like has failed; between the quantiles in proportion, outside them as at the ends.</summary>
    /// <param name="failed">0 to 1.</param>
    public double Days(double failed)
    {
        for (var i = 1; i < Quantiles.Count; i++)
        {
            var (a, b) = (Quantiles[i - 1], Quantiles[i]);
            if (failed <= b.Failed)
                return a.Days + ((b.Days - a.Days) * Math.Clamp((failed - a.Failed) / (b.Failed - a.Failed), 0, 1));
        }

        return Quantiles[^1].Days;
    }

    DateTimeOffset After(double days) => At.AddDays(Math.Clamp(days, 0, Longest));
}

/// <summary>A forecast, or why there is none.</summary>
/// <param name="Forecast">Null when there is not enough to say.</param>
/// <param name="Key">Of the sentence that says on what it rests, or why there is none.</param>
/// <param name="Arguments">What is filled into it.</param>
sealed record LifeSaid(LifeForecast? Forecast, string Key, params object[] Arguments);
