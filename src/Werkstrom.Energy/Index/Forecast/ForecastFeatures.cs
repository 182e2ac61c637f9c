using Werkstrom.Learning;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Forecast;

/// <summary>What was known at 18:00 about the quarter-hours of the next day, as columns to learn from.</summary>
sealed class ForecastFeatures(ShareHistory history, Func<DateOnly, DayType> typeOf)
{
    const int Day = 96;

    /// <summary>€/MWh by which prices may differ and still tell of the same kind of hour.</summary>
    const double Alike = 15;

    /// <summary>Days after which a past hour counts 1/e.</summary>
    const double Fading = 40;

    ShareHistory History => history;

    /// <summary>Up to here values are taken as measured: 16:00 German time of the day before, as what is measured is published one to two hours later.</summary>
    public static int KnownUntil(DateOnly day)
    {
        var before = GermanTime.Day(day.AddDays(-1));
        return Enumerable.Range(before.First, before.Count).Last(q => GermanTime.OfClock(q) == 64);
    }

    /// <summary>The columns.</summary>
    public static readonly string[] Names =
    [
        "slot", "kind", "lead", "share-1d", "share-2d", "share-7d", "share-14d-mean", "share-24h-mean", "wind-1h", "wind-6h", "wind-24h", "wind-trend",
        "wind-14d-mean", "solar-7d-mean", "solar-envelope", "solar-today", "load-weeks", "zone-24h-mean", "zone-2d",
        "price", "price-day", "price-dev", "price-night", "price-noon", "price-evening", "price-14d-dev", "price-change", "analog-wind", "analog-share",
    ];

    /// <summary>A row for each quarter-hour of the day.</summary>
    public float[][] Rows(DateOnly day)
    {
        var (range, known) = (GermanTime.Day(day), KnownUntil(day));
        Today today = new(this, range, known);
        return [.. Enumerable.Range(range.First, range.Count).Select(q => Row(q, day, known, today))];
    }

    /// <summary>Rows as a table.</summary>
    public static FeatureTable Table(IReadOnlyList<float[]> rows) =>
        new(Names, [.. Names.Select((_, c) => rows.Select(r => r[c]).ToArray())]);

    float[] Row(int q, DateOnly day, int known, Today today)
    {
        var price = Price(q);
        var usual = MeanOf(history.Price, Days(q, 1, 14));
        var (analogWind, analogShare) = Analog(q, known);
        double[] row =
        [
            GermanTime.OfClock(q), (int)typeOf(day), q - known,
            q - Day < known ? history.At(history.Share, q - Day) : double.NaN, history.At(history.Share, q - (2 * Day)), history.At(history.Share, q - (7 * Day)),
            MeanOf(history.Share, Days(q, 2, 15)), today.Share, today.Wind1, today.Wind6, today.Wind24, today.Trend,
            MeanOf(history.Wind, Days(q, 2, 15)), MeanOf(history.Solar, Days(q, 2, 8)), MaxOf(history.Solar, Days(q, 2, 22)), today.Solar,
            MeanOf(history.Load, [q - (7 * Day), q - (14 * Day), q - (21 * Day)]), today.Zone, history.At(history.Zone, q - (2 * Day)),
            price, today.Price, price - today.Price, today.Night, today.Noon, today.Evening, price - usual, price - Price(q - Day),
            analogWind, analogShare,
        ];
        return [.. row.Select(v => (float)v)];
    }

    double Price(int q) => history.At(history.Price, q);

    static IEnumerable<int> Days(int q, int from, int to)
    {
        for (var d = from; d <= to; d++)
            yield return q - (d * Day);
    }

    double MeanOf(double[] of, IEnumerable<int> quarters)
    {
        var (sum, count) = (0.0, 0);
        foreach (var q in quarters)
        {
            if (history.At(of, q) is var v && !double.IsNaN(v))
                (sum, count) = (sum + v, count + 1);
        }

        return count > 0 ? sum / count : double.NaN;
    }

    double MaxOf(double[] of, IEnumerable<int> quarters) =>
        quarters.Select(q => history.At(of, q)).Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Max();

    // what was the share when the exchange paid about this much at about this time of the day, in the last two months?
    (double Wind, double Share) Analog(int q, int known)
    {
        var price = Price(q);
        if (double.IsNaN(price))
            return (double.NaN, double.NaN);
        var (weights, wind, share) = (0.0, 0.0, 0.0);
        for (var d = 1; d <= 60; d++)
        {
            for (var near = -8; near <= 8; near += 4)
            {
                var at = q - (d * Day) + near;
                var (p, w, s) = (Price(at), history.At(history.Wind, at), history.At(history.Share, at));
                if (at >= known || double.IsNaN(p + w + s))
                    continue;
                var weight = (Math.Exp(-(p - price) * (p - price) / (2 * Alike * Alike)) * Math.Exp(-d / Fading)) + 1e-9;
                (weights, wind, share) = (weights + weight, wind + (weight * w), share + (weight * s));
            }
        }

        return weights > 0 ? (wind / weights, share / weights) : (double.NaN, double.NaN);
    }

    sealed class Today(ForecastFeatures of, QuarterRange day, int known)
    {
        public double Share { get; } = of.MeanOf(of.History.Share, Last(known, 96));

        public double Wind1 { get; } = of.MeanOf(of.History.Wind, Last(known, 4));

        public double Wind6 { get; } = of.MeanOf(of.History.Wind, Last(known, 24));

        public double Wind24 { get; } = of.MeanOf(of.History.Wind, Last(known, 96));

        public double Trend { get; } = of.MeanOf(of.History.Wind, Last(known, 12)) - of.MeanOf(of.History.Wind, Last(known - 12, 12));

        public double Zone { get; } = of.MeanOf(of.History.Zone, Last(known, 96));

        // above 1: today is sunnier than the two weeks before it
        public double Solar { get; } =
            Ratio(of.MeanOf(of.History.Solar, Last(known, 40)), of.MeanOf(of.History.Solar, Last(known, 40).SelectMany(q => Days(q, 1, 14))));


        public double Price { get; } = of.MeanOf(of.History.Price, Enumerable.Range(day.First, day.Count));

        public double Night { get; } = of.MeanOf(of.History.Price, Enumerable.Range(day.First, 20));

        public double Noon { get; } = of.MeanOf(of.History.Price, Enumerable.Range(day.First + 40, 24));

        public double Evening { get; } = of.MeanOf(of.History.Price, Enumerable.Range(day.First + 68, 16));

        static double Ratio(double of, double to) => to > 0 ? of / to : double.NaN;

        static IEnumerable<int> Last(int known, int count) => Enumerable.Range(known - count, count);
    }

}
