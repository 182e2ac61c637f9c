using Werkstrom.Energy.Index.Forecast;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Index;

/// <summary>A forecast knows nothing that was not known at 18:00, and its rivals are what they say.</summary>
public sealed class ForecastTests
{
    static readonly DateOnly Day = new(2024, 10, 27); // 100 quarter-hours

    [Fact]
    public void What_comes_after_16_00_of_the_day_before_changes_no_column()
    {
        var until = ForecastFeatures.KnownUntil(Day);
        Assert.Equal(new(2024, 10, 26, 14, 0, 0, TimeSpan.Zero), Quarters.Start(until)); // 16:00 in summer time
        var before = new ForecastFeatures(History(1), Kind).Rows(Day);

        var changed = History(1);
        for (var q = until; q < changed.Range.End; q++)
        {
            foreach (var values in new[] { changed.Share, changed.Wind, changed.Solar, changed.Load, changed.Zone })
                values[q - changed.Range.First] = 0.987;
        }

        for (var q = GermanTime.Day(Day).End; q < changed.Range.End; q++)
            changed.Price[q - changed.Range.First] = -500; // of the day after tomorrow nothing is published
        var after = new ForecastFeatures(changed, Kind).Rows(Day);

        Assert.Equal(100, before.Length);
        Assert.Equal(before, after);
        Assert.NotEqual(before, new ForecastFeatures(History(2), Kind).Rows(Day)); // the test would see a difference
    }

    [Fact]
    public void Rivals_are_the_same_time_of_earlier_days()
    {
        ShareHistory history = new(GermanTime.Between(new(2024, 6, 1), new(2024, 6, 12)));
        for (var i = 0; i < history.Range.Count; i++)
            history.Share[i] = (i / 96) / 100.0; // the day's number

        var answers = Baselines.Of(history, history.Range.First + (10 * 96));

        // days 0 to 8 for the means: the day before was not over at 18:00
        Assert.Equal([0.04, 0.09, 0.03, 0.04], answers.Select(a => Math.Round(a, 6)));
    }

    [Fact]
    public void A_week_learns_from_the_days_before_it_and_from_too_few_nothing()
    {
        var history = History(3);
        Assert.Null(new RollingForecast(history, Kind).Of(new(2024, 9, 20), default)); // 20 days
        var forecast = new RollingForecast(history, Kind).Of(Day, default)!;
        Assert.Equal(100, forecast.Middle.Length);
        Assert.All(Enumerable.Range(0, 100), i => Assert.True(forecast.Low[i] <= forecast.Middle[i] && forecast.Middle[i] <= forecast.High[i] && forecast.Low[i] >= 0 && forecast.High[i] <= 1_000_000));
        Assert.Equal(forecast.Middle, new RollingForecast(history, Kind).Of(Day, default)!.Middle); // the same again, bit by bit
    }

    static ShareHistory History(int seed)
    {
        Random chance = new(seed);
        ShareHistory history = new(GermanTime.Between(new(2024, 9, 1), new(2024, 10, 30)));
        for (var i = 0; i < history.Range.Count; i++)
        {
            (history.Share[i], history.Wind[i], history.Solar[i]) = (chance.NextDouble(), chance.NextDouble(), chance.NextDouble());
            (history.Load[i], history.Zone[i], history.Price[i]) = (1 + chance.NextDouble(), chance.NextDouble(), 100 * chance.NextDouble());
        }

        return history;
    }

    static DayType Kind(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? DayType.Sunday : DayType.Workday;
}
