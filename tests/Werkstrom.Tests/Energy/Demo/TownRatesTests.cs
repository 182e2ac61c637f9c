using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Demo;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Tariffs;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Energy.Demo;

/// <summary>The demo has prices in years whose levies nobody has published here, and says that they are assumed.</summary>
public sealed class TownRatesTests
{
    static readonly string[] Levies = ["levy.kwkg", "levy.offshore", "levy.special-grid-use"];

    [Theory, OnSqlite, OnPostgres]
    public async Task After_the_last_known_year_the_demo_goes_on_with_assumed_rates(Engine engine)
    {
        await using var registry = await Desk.OpenAsync(engine, services => services.AddSingleton<TownRates>());
        var (book, town, desk) = (registry.Get<RateBook>(), registry.Get<TownRates>(), registry.Get<TariffDesk>());
        Assert.Equal(["levy.kwkg", "levy.offshore", "levy.special-grid-use"], Year(await book.RowsAsync(null, default), new(2026, 11, 1)).Missing);

        await town.MakeAsync(default);
        await town.MakeAsync(default); // another start adds nothing

        // in 2026: 0.446, 0.941, 1.559 ct/kWh
        foreach (var (levy, price) in Levies.Zip([446, 941, 1_559]))
        {
            foreach (var day in (DateOnly[])[new(2027, 1, 1), new(2027, 3, 1), new(2031, 12, 31)])
            {
                var sheet = await desk.DrawAsync(Desk.Of(new RateDefinition(levy)), Desk.Place, null, GermanTime.Day(day), null, default);
                Assert.Equal((price, false), (sheet.Rows[0].Prices[0], sheet.Rows[0].Pieces.Single().IsChecked));
            }
        }

        var rows = await book.RowsAsync(null, default);
        var assumed = rows.Where(r => r.From == new DateOnly(2027, 1, 1)).ToList();
        Assert.Equal(5, assumed.Count); // with what large and power-intensive customers pay
        Assert.All(assumed, r => Assert.Equal("ASSUMED for the demo: as until 2026-12-31, to be replaced by what is published", r.Source));
        Assert.Equal(Levies, Year(rows, new(2026, 11, 1)).Unchecked);
        Assert.Equal(Levies, Year(rows, new(2028, 3, 1)).Unchecked);
        Assert.Equal("ANGENOMMEN für die Demo: wie bis 2026-12-31; durch den veröffentlichten Wert zu ersetzen", In("de", () => RateWords.Source(assumed[0].Source)));
    }

    [Fact]
    public async Task What_somebody_enters_in_its_place_stays()
    {
        await using var registry = await Desk.OpenAsync(Engine.Sqlite, services => services.AddSingleton<TownRates>());
        var (book, town) = (registry.Get<RateBook>(), registry.Get<TownRates>());
        await town.MakeAsync(default);
        var row = (await book.RowsAsync(null, default)).Single(r => r.Name == "levy.kwkg" && r.From.Year == 2027);
        await book.KeepAsync([(row.RowNumber, RateBook.Wish(row) with { Value = 0.5m, Until = new(2028, 1, 1), IsChecked = true, Source = "published" }, false)], default);

        await town.MakeAsync(default);

        var table = await book.TableAsync(null, default);
        Assert.Equal((500, true), (table.At("levy.kwkg", "", new(2027, 6, 1))!.Price, table.At("levy.kwkg", "", new(2027, 6, 1))!.IsChecked));
        Assert.Equal((500, false), (table.At("levy.kwkg", "", new(2028, 6, 1))!.Price, table.At("levy.kwkg", "", new(2028, 6, 1))!.IsChecked));
    }

    static RateYear Year(IEnumerable<RateVersion> rows, DateOnly today) => RateYear.Of(rows, RateYear.IsLevy, today)[^1];

    static string In(string language, Func<string> say)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return say();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
