using Werkstrom.Tariff;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Rates;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Tariff.Prices;

/// <summary>Tariffs over time, by region and by year.</summary>
public sealed class TariffPlanTests
{
    static readonly QuarterRange October = GermanTime.Month(2024, 10); // 2,980 quarter-hours

    [Fact]
    public void A_price_changes_on_any_day_of_a_month()
    {
        var sheet = Scenes.Plan(
            Scenes.Energy(new FlatPrice(30_000), new(new(2024, 1, 1), new(2024, 10, 27))),
            Scenes.Energy(new FlatPrice(28_000), new(new(2024, 10, 27), null))).Draw(October, Scenes.Place);

        var row = Assert.Single(sheet.Rows);
        Assert.Equal((26 * 96, 100 + (4 * 96)), (row.Prices.Count(p => p == 30_000), row.Prices.Count(p => p == 28_000)));
        Assert.Equal([2_496, 484], row.Pieces.Select(p => p.Range.Count));
    }

    [Fact]
    public void Levies_change_with_the_year()
    {
        var turn = GermanTime.Between(new(2024, 12, 31), new(2025, 1, 2));

        var row = Scenes.Plan(new TariffComponent("KWKG", PartKind.Levy, new RatedPrice("levy.kwkg"), Scenes.Always)).Draw(turn, Scenes.Place).Rows[0];

        Assert.Equal(Enumerable.Repeat(275, 96).Concat(Enumerable.Repeat(277, 96)), row.Prices);
    }

    [Fact]
    public void Overlaps_gaps_and_rates_that_are_not_known_are_named_all_at_once()
    {
        var fault = Scenes.Plan(
            Scenes.Energy(new FlatPrice(1), new(new(2024, 1, 1), new(2024, 10, 20))),
            Scenes.Energy(new FlatPrice(2), new(new(2024, 10, 10), new(2024, 10, 31))),
            new("KWKG", PartKind.Levy, new RatedPrice("levy.kwkg"), Scenes.Always),
            new("Concession", PartKind.Concession, new RatedPrice("concession", RateScope.Town), Scenes.Always))
            .Fault(GermanTime.Between(new(2024, 10, 1), new(2027, 2, 1)), Scenes.Place with { Town = "village" });

        Assert.Contains("Energy: row 1 (2024-01-01 to 2024-10-19) and row 2 (2024-10-10 to 2024-10-30) overlap", fault, StringComparison.Ordinal);
        Assert.Contains("Energy: nothing holds 2024-10-31 to 2027-01-31", fault, StringComparison.Ordinal);
        Assert.Contains("levy.kwkg: there is no rate 2027-01-01 to 2027-01-31, after line", fault, StringComparison.Ordinal);
        Assert.Contains("concession (village): there is no rate", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_holds_in_its_region_only()
    {
        var plan = Scenes.Plan(Scenes.Energy(new FlatPrice(1), region: "north"), Scenes.Energy(new FlatPrice(2), region: "south"));

        Assert.Equal(2, plan.Draw(October, Scenes.Place with { Region = "south" }).Rows[0].Prices[0]);
        Assert.Contains("no component for region 'east'", plan.Fault(October, Scenes.Place with { Region = "east" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_of_another_unit_is_no_price() =>
        Assert.Contains("vat (line", Scenes.Plan(new TariffComponent("VAT", PartKind.Tax, new RatedPrice("vat"), Scenes.Always)).Fault(October), StringComparison.Ordinal);

    [Fact]
    public void A_sheet_may_begin_within_a_day()
    {
        var noon = new QuarterRange(October.First + 48, 10);

        Assert.Equal(Enumerable.Repeat(2, 4).Concat(Enumerable.Repeat(1, 6)), Scenes.Plan(Scenes.Energy(new ClockPrice(1, [(ClockWindow.Read("12:00-13:00"), 2)]))).Draw(noon, Scenes.Place).Rows[0].Prices);
    }
}
