using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Kernel;
using Werkstrom.Tests.Tariff;

namespace Werkstrom.Tests.Energy.Tariffs;

/// <summary>Prices and yearly costs against hand calculations and the same sums in decimal numbers.</summary>
public sealed class TariffCostTests
{
    static readonly TariffTemplates Templates =
        new(new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<TariffText>>());

    [Fact]
    public async Task The_fixed_price_of_a_year_is_that_of_a_hand_calculation()
    {
        await using var registry = await Desk.OpenAsync(Engine.Sqlite);
        PlaceFields where = new(new(2024, 1, 1), Desk.Place with { HasModule1 = false }, null);

        var (cost, faults) = await registry.Get<TariffCompare>().YearAsync(Templates.Make("flat", "work", false, new(2024, 1, 1)), where, 2024, "H25", 3_500_000, default);

        Assert.Empty(faults);
        // 3,500 kWh: energy 13.9 ct = 486.50 + base fee 96; grid 9.35 ct = 327.25 + 73; metering 20; concession 1.59 ct; levies 9.63 + 22.96 + 22.51; tax 2.05 ct
        Assert.Equal(
            [(PartKind.Energy, 58_250L), (PartKind.Grid, 40_025L), (PartKind.Metering, 2_000L), (PartKind.Concession, 5_565L), (PartKind.Levy, 5_510L), (PartKind.Tax, 7_175L)], cost!.Kinds);
        Assert.Equal((118_525L, 141_045L), (cost.Net, cost.Gross)); // 1,185.25 x 1.19 = 1,410.4475
    }

    [Fact]
    public async Task The_price_of_the_exchange_is_bit_equal_to_decimal_numbers_on_the_days_of_the_clock()
    {
        await using var registry = await Desk.OpenAsync(Engine.Sqlite);
        var hours = EnergyData.HourPrices();
        var year = GermanTime.Year(2024);
        await registry.Get<SeriesBook>().PutAsync("spot/DE-LU", QuarterSeries.Hourly("x", year.First, hours.Select(h => (int?)h)), "SMARD", null, default);
        var definition = Desk.Of(new SpotDefinition(1.234m, 103.7m));
        foreach (var (day, count) in ((DateOnly, int)[])[(new(2024, 3, 31), 92), (new(2024, 6, 26), 96), (new(2024, 10, 27), 100)])
        {
            var range = GermanTime.Day(day);
            var sheet = await registry.Get<TariffDesk>().DrawAsync(definition, Desk.Place, null, range, null, default);

            Assert.Equal(count, range.Count);
            for (var q = range.First; q < range.End; q++)
            {
                var net = Math.Round((hours[(q - year.First) / 4] / 1_000m * 1.037m) + 1.234m, 3, MidpointRounding.AwayFromZero);
                Assert.Equal((net, Math.Round(net * 1.19m, 3, MidpointRounding.AwayFromZero)), (sheet.Net(q) / 1_000m, sheet.Gross(q) / 1_000m));
            }
        }
    }

    [Theory]
    [InlineData("BY", "2024-08-15", true)] // Mariä Himmelfahrt is no day of all Bavaria
    [InlineData("SL", "2024-08-15", false)]
    [InlineData("TH", "2023-09-20", false)] // Weltkindertag
    [InlineData("NI", "2024-10-31", false)] // Reformationstag
    [InlineData("NW", "2024-10-31", true)]
    public async Task High_times_of_workdays_end_with_the_holidays_of_the_state(string state, string day, bool isHigh)
    {
        await using var registry = await Desk.OpenAsync(Engine.Sqlite);
        var definition = Desk.Of(new ClockDefinition(10, [new("06:00-22:00", 20, DayType.Workday)]));
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        var sheet = await registry.Get<TariffDesk>().DrawAsync(definition, Desk.Place with { Calendar = new(Enum.Parse<GermanState>(state)) }, null, GermanTime.Day(date), null, default);

        Assert.Equal(isHigh ? 64 : 0, sheet.Rows[0].Prices.Count(p => p == 20_000));
    }

    [Fact]
    public async Task A_price_that_changes_within_a_month_is_two_pieces()
    {
        await using var registry = await Desk.OpenAsync(Engine.Sqlite);
        TariffDefinition definition = new("Two", [
            new("Energy", PartKind.Energy, new FlatDefinition(10), new(2024, 1, 1), new(2024, 5, 16), Source: "price sheet 1"),
            new("Energy", PartKind.Energy, new FlatDefinition(12.5m), new(2024, 5, 16), Source: "price sheet 2")], []);

        var sheet = await registry.Get<TariffDesk>().DrawAsync(definition, Desk.Place, null, GermanTime.Month(2024, 5), null, default);
        var gap = definition with { Components = [definition.Components[0], definition.Components[1] with { From = new(2024, 5, 20) }] };
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => registry.Get<TariffDesk>().DrawAsync(gap, Desk.Place, null, GermanTime.Month(2024, 5), null, default));

        Assert.Equal(["price sheet 1", "price sheet 2"], sheet.Rows[0].Pieces.Select(p => p.Source));
        Assert.Equal((15 * 96, 16 * 96), (sheet.Rows[0].Prices.Count(p => p == 10_000), sheet.Rows[0].Prices.Count(p => p == 12_500)));
        Assert.Contains("nothing holds 2024-05-16 to 2024-05-19", refused.Message, StringComparison.Ordinal);
    }
}
