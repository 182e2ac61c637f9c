using Werkstrom.Tariff;
using Werkstrom.Tariff.Billing;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Rates;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Tariff.Prices;

namespace Werkstrom.Tests.Tariff.Billing;

/// <summary>From a price sheet and quarter-hours to the lines of a bill.</summary>
public sealed class BillFrameTests
{
    const string Profile = "LP_W_EFH";

    /*
     * A house of 3,500 kWh (3,500.553 with its quarter-hours in whole Wh), 1 January to 30 December 2024: 365 of 366 days, 35,040 quarter-hours.
     *
     *   line                                                            before rounding      on the bill
     *   exchange            quarter-hours × hour prices (see golden)    283.005 117 56        283.01
     *   supply              3,500.553 kWh × 1.500 ct                     52.508 295            52.51
     *   base fee            120 € × 365/366                             119.672 131           119.67
     *   grid, work          3,500.553 × 9.350                           327.301 705 5         327.30
     *   grid, base           73 € × 365/366                              72.800 546            72.80
     *   § 14a module 1     -137.43 € × 365/366                         -137.054 508          -137.05
     *   metering             20 € × 365/366                              19.945 355            19.95
     *   concession levy     3,500.553 × 1.590 (to 100,000)               55.658 792 7          55.66
     *   KWKG                3,500.553 × 0.275                             9.626 520 75          9.63
     *   offshore            3,500.553 × 0.656                            22.963 627 68         22.96
     *   § 19 StromNEV       3,500.553 × 0.643                            22.508 555 79         22.51
     *   electricity tax     3,500.553 × 2.050                            71.761 336 5          71.76
     *   net                                                                                   920.71
     *   VAT                 19 % of 920.71 = 174.9349                                         174.93
     *   to be paid                                                                          1,095.64
     */
    static readonly (string Name, long Cents)[] Expected =
    [
        ("Exchange", 283_01), ("Supply", 52_51), ("Base fee", 119_67), ("Grid, work", 327_30), ("Grid, base", 72_80), ("Module 1", -137_05), ("Metering", 19_95),
        ("Concession", 55_66), ("KWKG", 9_63), ("Offshore", 22_96), ("Special grid use", 22_51), ("Electricity tax", 71_76),
    ];

    [DataFact(EnergyData.Prices2024)]
    public void The_bill_of_a_house_is_that_which_was_worked_out_by_hand()
    {
        var loads = EnergyData.Profile(Profile, 3_500);
        BillFrame frame = new(House().Draw(GermanTime.Between(new(2024, 1, 1), new(2024, 12, 31)), Scenes.Place));

        var bill = frame.Of(loads);

        Assert.Equal(Expected, bill.Lines.Select(l => (l.Name, l.Cents)));
        Assert.Equal((920_71, 1_095_64), (bill.Net, bill.Gross));
        Assert.Equal(new BillVat(19, 920_71, 174_93), Assert.Single(bill.Vat));
        Assert.Equal((12, 3_500_553), (bill.Months.Count, bill.Months.Sum(m => m.WattHours)));
        Assert.Equal(["Grid, work", "Grid, base", "Module 1", "Metering", "Special grid use"], bill.Lines.Where(l => !l.IsChecked).Select(l => l.Name)); // examples, and one of two sources
        var exchange = bill.Lines[0];
        Assert.Equal(28_300_511_756, exchange.MicroCents);
        var quarters = frame.Explain(exchange, loads);
        Assert.Equal((35_040, exchange.MicroCents), (quarters.Count, quarters.Sum(q => q.MicroCents)));
        Assert.All(quarters, q => Assert.Equal(q.Price, q.Signal));
        Assert.All(bill.Lines.Where(l => l.Days == 0), l => Assert.Equal(l.MicroCents, frame.Explain(l, loads).Sum(q => q.MicroCents)));
        Assert.Empty(frame.Explain(bill.Lines[2], loads));
    }

    [Fact]
    public void A_change_within_a_month_makes_two_lines_each_rounded_once()
    {
        // 31 days of 96 × 10 Wh: to 14 October 13 days (12,480 Wh), then 18 with the change of the clock (17,320 Wh: 1,732 quarter-hours)
        var sheet = Scenes.Plan(
            Scenes.Energy(new FlatPrice(30_001), new(new(2024, 1, 1), new(2024, 10, 14))),
            Scenes.Energy(new FlatPrice(-7), new(new(2024, 10, 14), null))).Draw(GermanTime.Month(2024, 10), Scenes.Place);

        var lines = new BillFrame(sheet).Of(Flat(2_980, 10)).Lines;

        // 12,480 × 30,001 = 374,412,480 µct; 17,320 × −7 = −121,240 µct
        Assert.Equal([(12_480, 374_412_480, 374), (17_320, -121_240, 0)], lines.Select(l => (l.WattHours, l.MicroCents, l.Cents)));
    }

    [Theory]
    [InlineData(499_999, 0)]
    [InlineData(500_000, 1)] // half a cent goes up
    [InlineData(-499_999, 0)]
    [InlineData(-500_000, -1)] // away from zero
    [InlineData(1_499_999, 1)]
    public void A_line_is_rounded_commercially(int price, long cents) =>
        Assert.Equal(cents, new BillFrame(Scenes.Plan(Scenes.Energy(new FlatPrice(price))).Draw(new(1_901_948, 1), Scenes.Place)).Of([1]).Lines[0].Cents);

    [Fact]
    public void Each_VAT_is_on_the_sum_of_its_lines()
    {
        var rates = RateTable.Read("name;scope;value;unit;from;until;checked;source\nvat;;16;%;2024-01-01;2024-07-01;yes;test\nvat;;19;%;2024-07-01;;yes;test").OrThrow();
        var sheet = Scenes.Plan(Scenes.Energy(new FlatPrice(10_000))).Draw(GermanTime.Between(new(2024, 6, 30), new(2024, 7, 2)), Scenes.Place, rates);

        var bill = new BillFrame(sheet).Of(Flat(192, 100)); // each day 9,600 Wh × 10 ct = 0.96 €

        Assert.Equal([new(16, 96, 15), new BillVat(19, 96, 18)], bill.Vat); // 15.36, 18.24
        Assert.Equal(225, bill.Gross);
    }

    [Fact]
    public void A_year_s_fee_is_paid_by_the_day_once_even_on_the_day_of_a_move()
    {
        // 366 € a year in 2024 and 365 € in 2025 are 1 € a day; the change is at noon on 15 June
        TariffFee fee = new("Base", PartKind.Energy, 36_600_000_000, new(new(2024, 1, 1), new(2025, 1, 1)));
        var next = fee with { PerYear = 36_500_000_000, Validity = new(new(2025, 1, 1), null) };
        TariffPlan plan = new("Test", [Scenes.Energy(new FlatPrice(0))], [fee, next]);
        var year = GermanTime.Between(new(2024, 1, 1), new(2026, 1, 1));
        var noon = GermanTime.Day(new(2024, 6, 15)).First + 48;

        var before = new BillFrame(plan.Draw(new(year.First, noon - year.First), Scenes.Place)).Of(Flat(noon - year.First, 0));
        var after = new BillFrame(plan.Draw(new(noon, year.End - noon), Scenes.Place)).Of(Flat(year.End - noon, 0));

        Assert.Equal((167_00, 564_00), (before.Net, after.Net)); // 31 + 29 + 31 + 30 + 31 + 15 days; 366 + 365 − 167
    }

    [Fact]
    public void A_reduction_takes_no_more_than_the_grid_costs()
    {
        TariffPlan plan = new(
            "Test", [Scenes.Energy(new FlatPrice(30_000)), new("Grid, work", PartKind.Grid, new RatedPrice("grid.work", RateScope.GridOperator), Scenes.Always)],
            [new("Module 1", PartKind.Grid, null, Scenes.Always, Rate: "grid.module1", Scope: RateScope.GridOperator, IsReduction: true)]);

        var bill = new BillFrame(plan.Draw(GermanTime.Day(new(2025, 5, 5)), Scenes.Place)).Of(Flat(96, 10)); // 960 Wh

        // energy 28.8 ct, grid 8.976 ct; the day's reduction would be 137.43 / 365 = 37.65 ct
        Assert.Equal([("Energy", 29, false), ("Grid, work", 9, false), ("Module 1", -9, true)], bill.Lines.Select(l => (l.Name, l.Cents, l.IsCapped)));
    }

    [Fact]
    public void What_is_fed_in_is_a_credit()
    {
        var sheet = Scenes.Plan(Scenes.Energy(new FlatPrice(30_000)), new TariffComponent("Fed in", PartKind.FeedIn, new FlatPrice(8_000), Scenes.Always)).Draw(GermanTime.Day(new(2024, 5, 6)), Scenes.Place);
        BillFrame frame = new(sheet);

        var bill = frame.Of(Flat(96, 100), Flat(96, 1_000)); // 9.6 kWh × 30 ct, 96 kWh × 8 ct

        Assert.Equal((-4_80, -4_25), (bill.Net, bill.Gross)); // 2.88 − 7.68; VAT of 54.72 ct on what is taken only
        Assert.Equal(-5_71, frame.Of(Flat(96, 100), Flat(96, 1_000), isFedInTaxed: true).Gross); // VAT on both: −91.2 ct
        Assert.Throws<ArgumentException>(() => frame.Of(Flat(96, 100)));
    }

    [Fact]
    public void Energy_that_is_not_that_of_the_sheet_is_refused() =>
        Assert.Contains("96 quarter-hours", Assert.Throws<ArgumentException>(() => new BillFrame(Scenes.Plan(Scenes.Energy(new FlatPrice(1))).Draw(GermanTime.Day(new(2024, 5, 6)), Scenes.Place)).Of(new int[95])).Message, StringComparison.Ordinal);

    static TariffPlan House()
    {
        var first = GermanTime.Year(2024).First;
        var exchange = QuarterSeries.Hourly("DE-LU day-ahead 2024", first, EnergyData.HourPrices().Select(p => (int?)p));
        return new(
            "House",
            [
                new("Exchange", PartKind.Energy, new SpotPrice(exchange), Scenes.Always),
                new("Supply", PartKind.Energy, new FlatPrice(1_500), Scenes.Always),
                new("Grid, work", PartKind.Grid, new RatedPrice("grid.work", RateScope.GridOperator), Scenes.Always),
                new("Concession", PartKind.Concession, new RatedPrice("concession", RateScope.Town), Scenes.Always),
                new("KWKG", PartKind.Levy, new RatedPrice("levy.kwkg"), Scenes.Always),
                new("Offshore", PartKind.Levy, new RatedPrice("levy.offshore"), Scenes.Always),
                new("Special grid use", PartKind.Levy, new RatedPrice("levy.special-grid-use"), Scenes.Always),
                new("Electricity tax", PartKind.Tax, new RatedPrice("tax.electricity"), Scenes.Always),
            ],
            [
                new("Base fee", PartKind.Energy, 12_000_000_000, Scenes.Always),
                new("Grid, base", PartKind.Grid, null, Scenes.Always, Rate: "grid.base", Scope: RateScope.GridOperator),
                new("Module 1", PartKind.Grid, null, Scenes.Always, Rate: "grid.module1", Scope: RateScope.GridOperator, IsReduction: true),
                new("Metering", PartKind.Metering, null, Scenes.Always, Rate: "metering", Scope: RateScope.Household),
            ]);
    }

    static int[] Flat(int count, int load) => [.. Enumerable.Repeat(load, count)];
}
