using Werkstrom.Energy.Demo;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Demo;

/// <summary>The made-up weather of the demo has the shape of a year here.</summary>
public sealed class TownWeatherTests
{
    static readonly int[] Year = [.. Enumerable.Range(GermanTime.Year(2025).First, 35_040)];

    [Fact]
    public void A_year_of_wind_and_sun_has_the_full_load_hours_of_the_country()
    {
        Assert.InRange(Year.Sum(TownWeather.Wind) / 4, 1_500, 2_600); // h; onshore 2024 about 1,800 in Germany
        Assert.InRange(Year.Sum(TownWeather.Sun) / 4, 850, 1_150); // h; kWh of a kWp in the south
        Assert.InRange(Year.Average(TownWeather.Zone), 0.5, 0.62); // 0.55 measured, Energy-Charts 2024
    }

    [Fact]
    public void Nights_are_dark_and_the_summer_is_longer()
    {
        Assert.All(Enumerable.Range(GermanTime.Day(new(2025, 6, 21)).First, 12), q => Assert.Equal(0, TownWeather.Sun(q)));
        Assert.True(Light(new(2025, 6, 21)) > 60 && Light(new(2025, 12, 21)) < 36);
        static int Light(DateOnly day) => Enumerable.Range(GermanTime.Day(day).First, 96).Count(q => TownWeather.Sun(q) > 0);
    }

    [Fact]
    public void Prices_are_as_at_the_exchange_and_follow_the_share()
    {
        int[] prices = [.. Year.Select(TownWeather.Spot)];
        double[] share = [.. Year.Select(TownWeather.Zone)];

        Assert.InRange(prices.Average(), 7_000, 10_000); // 0.001 ct/kWh; 89.56 €/MWh were measured in 2025
        Assert.InRange(prices.Count(p => p < 0) / 4, 200, 900); // hours; 576 in 2025
        Assert.InRange(Correlation(prices, share), -0.98, -0.7);
        Assert.Single(prices[..4].Distinct()); // an hour
        Assert.Equal(prices, Year.Select(TownWeather.Spot));
    }

    static double Correlation(int[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var both = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return both / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
