using Werkstrom.Learning;
using Werkstrom.Learning.Boosting;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Forecast;

/// <summary>A day's share as it is expected, millionths; what was known at 18:00 the day before says so.</summary>
/// <param name="Day">The German day.</param>
/// <param name="Low">One in ten quarter-hours lies below.</param>
/// <param name="Middle">As many below as above.</param>
/// <param name="High">One in ten lies above.</param>
sealed record ShareForecast(DateOnly Day, int[] Low, int[] Middle, int[] High);

/// <summary>
/// Gradient-boosted quantiles of the share. Their band is widened by what they missed on the newest quarter of the days, which they had not seen
/// (<see href="https://doi.org/10.48550/arXiv.1905.03222"/>, conformalized quantile regression).
/// </summary>
sealed class ForecastModel
{
    /// <summary>Days to learn from that are needed at least.</summary>
    public const int LeastDays = 28;

    /// <summary>Share of the truth that is to lie within the band.</summary>
    public const double Within = 0.8;

    readonly BoostModel _low;
    readonly BoostModel _middle;
    readonly BoostModel _high;
    readonly double _wider;

    ForecastModel(BoostModel low, BoostModel middle, BoostModel high, double wider, int days) => (_low, _middle, _high, _wider, Days) = (low, middle, high, wider, days);

    /// <summary>How many days it learned from.</summary>
    public int Days { get; }

    /// <summary>Learns from all days of a history up to one; null when there are too few.</summary>
    /// <param name="rows">The rows of a day, of <see cref="ForecastFeatures"/>; kept by the caller, as weeks learn from the same days.</param>
    public static ForecastModel? Train(ShareHistory history, Func<DateOnly, float[][]> rows, DateOnly until, CancellationToken stop)
    {
        List<(DateOnly Day, List<float[]> Rows, List<double> Truth)> days = [];
        for (var day = GermanTime.Date(history.Range.First).AddDays(2); day <= until; day = day.AddDays(1))
        {
            if (Known(history, day, rows) is { Truth.Count: > 0 } known)
                days.Add((day, known.Rows, known.Truth));
        }

        if (days.Count < LeastDays)
            return null;
        var wider = Wider(days, stop);
        var (table, truth) = Flat(days);
        return new(Quantile(table, truth, 0.1, stop), Quantile(table, truth, 0.5, stop), Quantile(table, truth, 0.9, stop), wider, days.Count);
    }

    /// <summary>The forecast of a day.</summary>
    public ShareForecast Predict(DateOnly day, float[][] rows)
    {
        var table = ForecastFeatures.Table(rows);
        var (low, middle, high) = (_low.Predict(table), _middle.Predict(table), _high.Predict(table));
        var answers = (Low: new int[rows.Length], Middle: new int[rows.Length], High: new int[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            answers.Middle[i] = Millionths(middle[i][0]);
            answers.Low[i] = Math.Min(answers.Middle[i], Millionths(low[i][0] - _wider));
            answers.High[i] = Math.Max(answers.Middle[i], Millionths(high[i][0] + _wider));
        }

        return new(day, answers.Low, answers.Middle, answers.High);
    }

    static int Millionths(double share) => (int)Math.Round(Math.Clamp(share, 0, 1) * 1_000_000);

    static (List<float[]> Rows, List<double> Truth) Known(ShareHistory history, DateOnly day, Func<DateOnly, float[][]> rows)
    {
        var range = GermanTime.Day(day);
        (List<float[]> Rows, List<double> Truth) known = ([], []);
        for (var i = 0; i < range.Count; i++)
        {
            if (history.At(history.Share, range.First + i) is var share && double.IsNaN(share))
                continue;
            known.Rows.Add(rows(day)[i]);
            known.Truth.Add(share);
        }

        return known;
    }

    static double Wider(List<(DateOnly Day, List<float[]> Rows, List<double> Truth)> days, CancellationToken stop)
    {
        var cut = days.Count * 3 / 4;
        var (table, truth) = Flat(days[..cut]);
        var (low, high) = (Quantile(table, truth, 0.1, stop), Quantile(table, truth, 0.9, stop));
        var (aside, asideTruth) = Flat(days[cut..]);
        var (lows, highs) = (low.Predict(aside), high.Predict(aside));
        double[] missed = [.. asideTruth.Select((t, i) => Math.Max(lows[i][0] - t, t - highs[i][0])).Order()];
        return missed[Math.Min(missed.Length - 1, (int)(missed.Length * Within))];
    }

    static (FeatureTable Table, double[] Truth) Flat(List<(DateOnly Day, List<float[]> Rows, List<double> Truth)> days) =>
        (ForecastFeatures.Table([.. days.SelectMany(d => d.Rows)]), [.. days.SelectMany(d => d.Truth)]);

    static BoostModel Quantile(FeatureTable table, double[] truth, double quantile, CancellationToken stop) => BoostModel.Train(
        table, truth, new() { Loss = BoostLoss.Quantile, Quantile = quantile, Rounds = 200, Depth = 4, MinRows = 100, RowShare = 0.5, ColumnShare = 0.5, Bins = 64 }, stop: stop);
}
