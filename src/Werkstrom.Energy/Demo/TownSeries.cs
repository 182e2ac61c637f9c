using Werkstrom.Energy.Market;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Market;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Demo;

/// <summary>Writes the made-up weather of the demo as if a provider had measured it: what the town generates and uses, the share of the zone, prices of the exchange.</summary>
sealed class TownSeries(SeriesBook book, MarketBook market)
{
    /// <summary>For people: nothing of it was measured.</summary>
    public const string Source = "Demo (made up)";

    const double WindKw = 1_900, SunKwp = 3_200;
    const long LoadWh = 14_500_000_000; // a year

    /// <summary>Writes what is measured from a quarter-hour to another, and prices until a third.</summary>
    public async Task WriteAsync(string region, Func<DateOnly, Tariff.Holidays.DayType> days, QuarterRange measured, int pricesEnd, CancellationToken stop)
    {
        if (measured.Count > 0)
        {
            await PutAsync(SeriesNames.Part(region, "wind"), measured, q => (int)(250 * WindKw * TownWeather.Wind(q)), stop);
            await PutAsync(SeriesNames.Part(region, "solar"), measured, q => (int)(250 * SunKwp * TownWeather.Sun(q)), stop);
            await PutAsync(SeriesNames.Share(market.Zone), measured, q => (int)(1_000_000 * TownWeather.Zone(q)), stop);
            for (var year = GermanTime.Date(measured.First).Year; year <= GermanTime.Date(measured.End - 1).Year; year++)
            {
                var (all, wh) = (GermanTime.Year(year), LoadProfile.Of("H25").Year(year, LoadWh, days));
                await PutAsync(SeriesNames.Part(region, "load"), all.Meet(measured), q => (int)(wh[q - all.First] * (1 + (0.05 * Usage.At(q)))), stop);
            }
        }

        if (pricesEnd > measured.First)
        {
            var prices = Enumerable.Range(measured.First, pricesEnd - measured.First).ToDictionary(q => q, TownWeather.Spot);
            await market.KeepAsync(new(Source, null, [new("day-ahead", MarketUnit.Price, prices, [], [1])], []), market.Zone, Source, stop);
        }
    }

    static readonly Noise Usage = new(31, 20);

    async Task PutAsync(string name, QuarterRange range, Func<int, int> of, CancellationToken stop)
    {
        if (range.Count > 0)
            await book.PutAsync(name, new QuarterSeries(name, range.First, [.. Enumerable.Range(range.First, range.Count).Select(q => (int?)of(q))]), Source, null, stop);
    }
}
