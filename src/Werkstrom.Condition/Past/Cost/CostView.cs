namespace Werkstrom.Condition.Past.Cost;

/// <summary>What waiting costs against acting now; money in EUR.</summary>
/// <param name="AssetId">The machine.</param>
/// <param name="At">Days are counted from here.</param>
/// <param name="Figures">Of what it is made.</param>
/// <param name="Missing">Names of the figures that are not known; without them no cost is said.</param>
/// <param name="Life">How long the machine will still run; null when that is not known: then no cost is said.</param>
/// <param name="Now">What acting now costs; null when that is not known.</param>
/// <param name="Failure">What a failure costs; null when that is not known.</param>
/// <param name="BestDay">When acting costs least in the long run; null when that is not known.</param>
/// <param name="WorthPerDay">What a day of use is worth; null where nothing is known of it: then a later day saves nothing.</param>
/// <param name="Days">Day by day; empty when something is not known.</param>
sealed record CostView(
    int AssetId, DateTimeOffset At, CostFigures Figures, IReadOnlyList<string> Missing, LifeView? Life, double? Now, double? Failure, double? BestDay, double? WorthPerDay,
    IReadOnlyList<CostDay> Days)
{
    public static CostView Of(CostAnswer answer) => new(
        answer.AssetId, answer.At, CostFigures.Of(answer.Inputs), answer.Inputs.Missing, answer.Life is { } life ? LifeView.Of(life) : null,
        Cents(answer.Now), answer.Course.Count > 0 ? Cents(answer.Inputs.Failure) : null, answer.Best?.Day, Cents(answer.Rate),
        [.. answer.Course.Select(p => new CostDay(p.Day, Math.Round(p.Chance, 4), Cents(p.Expected)!.Value, Cents(p.Low)!.Value, Cents(p.High)!.Value, Cents(p.Net)!.Value))]);

    static double? Cents(double? money) => money is { } known ? Math.Round(known, 2) : null;
}

/// <summary>A day.</summary>
/// <param name="Day">From now.</param>
/// <param name="Chance">That the machine has failed by then, 0 to 1.</param>
/// <param name="Expected">Mean cost of acting then.</param>
/// <param name="Low">Rarely less: one in twenty.</param>
/// <param name="High">Rarely more: one in twenty.</param>
/// <param name="Net">Mean cost less what the longer use of the part is worth.</param>
sealed record CostDay(double Day, double Chance, double Expected, double Low, double High, double Net);

/// <summary>A remaining life.</summary>
/// <param name="Source">model, similar, dates.</param>
/// <param name="N">Of how many lives or situations.</param>
/// <param name="Lower">5 % have failed by then, days; null where that is not known.</param>
/// <param name="Median">Half have.</param>
/// <param name="Upper">95 % have.</param>
sealed record LifeView(string Source, int N, double? Lower, double? Median, double? Upper)
{
    public static LifeView Of(LifeGuess life) => new(SimilarView.Camel($"{life.Source}"), life.N, Days(life.Quantile(0.05)), Days(life.Quantile(0.5)), Days(life.Quantile(0.95)));

    static double? Days(double? days) => days is { } known ? Math.Round(known, 2) : null;
}

/// <summary>What standing still and mending cost.</summary>
/// <param name="DowntimePerHour">EUR an hour.</param>
/// <param name="PlannedHours">Hours.</param>
/// <param name="UnplannedHours">Hours.</param>
/// <param name="PartCost">EUR.</param>
sealed record CostFigures(CostFigure DowntimePerHour, CostFigure PlannedHours, CostFigure UnplannedHours, CostFigure PartCost)
{
    public static CostFigures Of(CostInputs inputs) => new(
        CostFigure.Of(inputs.DowntimePerHour), CostFigure.Of(inputs.PlannedHours), CostFigure.Of(inputs.UnplannedHours), CostFigure.Of(inputs.PartCost));
}

/// <summary>A figure and where it comes from.</summary>
/// <param name="Value">Null when it is not known.</param>
/// <param name="Source">missing, set, inherited, recorded (the median of n records), configured.</param>
/// <param name="AssetId">The asset at which it was set, or null.</param>
/// <param name="N">Of how many records.</param>
sealed record CostFigure(double? Value, string Source, int? AssetId, int N)
{
    public static CostFigure Of(CostInput input) => new(input.IsKnown ? input.Value : null, SimilarView.Camel($"{input.Source}"), input.AssetId, input.N);
}
