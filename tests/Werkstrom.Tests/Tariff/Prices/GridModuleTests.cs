using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Rates;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Tariff.Prices;

/// <summary>§ 14a EnWG: what modules 2 and 3 cost, and what the law does not allow. The example operator takes 9.35 / 14.96 / 2.805 ct/kWh.</summary>
public sealed class GridModuleTests
{
    // the windows that grid operators publish: low 02:30-05:00, high 18:15-21:15, in the first and last quarter of the year
    static readonly ClockWindow Low = ClockWindow.Read("02:30-05:00", quarters: 0b1001);
    static readonly ClockWindow High = ClockWindow.Read("18:15-21:15", quarters: 0b1001);

    [Fact]
    public void Module_3_has_three_prices_in_its_quarters()
    {
        var winter = Plan([High], [Low]).Draw(GermanTime.Day(new(2025, 11, 3)), Scenes.Place).Rows[0].Prices;
        var summer = Plan([High], [Low]).Draw(GermanTime.Day(new(2025, 7, 3)), Scenes.Place).Rows[0].Prices;

        Assert.Equal((12, 10, 74), (winter.Count(p => p == 14_960), winter.Count(p => p == 2_805), winter.Count(p => p == 9_350)));
        Assert.Equal((9_350, 2_805, 14_960), (winter[9], winter[10], winter[73])); // 02:15, 02:30, 18:15
        Assert.All(summer, p => Assert.Equal(9_350, p));
    }

    [Fact]
    public void Module_3_on_the_day_of_100_quarters_has_its_low_price_twice_from_half_past_two()
    {
        var day = Plan([High], [Low]).Draw(GermanTime.Day(new(2025, 10, 26)), Scenes.Place).Rows[0].Prices;

        Assert.Equal((100, 12), (day.Length, day.Count(p => p == 2_805))); // 02:30 and 02:45 come twice: 10 + 2
    }

    [Fact]
    public void Module_3_before_April_2025_is_refused() =>
        Assert.Contains("grid.module3.high (example): there is no rate 2025-03-31 to 2025-03-31", Plan([High], [Low]).Fault(GermanTime.Between(new(2025, 3, 31), new(2025, 4, 2))), StringComparison.Ordinal);

    [Fact]
    public void Module_3_needs_module_1_and_a_smart_meter()
    {
        var fault = Plan([High], [Low]).Fault(GermanTime.Day(new(2025, 11, 3)), Scenes.Place with { HasModule1 = false, Metering = MeteringKind.Load });

        Assert.Contains("together with module 1", fault, StringComparison.Ordinal);
        Assert.Contains("smart meter", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_limits_of_module_3_are_checked_all_at_once()
    {
        var fault = Plan([ClockWindow.Read("18:15-20:00", quarters: 0b0001)], [ClockWindow.Read("19:00-19:30", quarters: 0b0001)])
            .Fault(GermanTime.Day(new(2025, 11, 3)), rates: With("14.960", "18.710", "2.805", "3.750"));

        Assert.Contains("windows 18:15-20:00 and 19:00-19:30 overlap", fault, StringComparison.Ordinal);
        Assert.Contains("the high price holds 1.75 h a day in quarter 1; it must be 2 h at least", fault, StringComparison.Ordinal);
        Assert.Contains("it holds in 1 quarters of the year; it must be 2 at least", fault, StringComparison.Ordinal);
        Assert.Contains("grid.module3.high (example) is 18.710 ct/kWh; it must be above grid.work (example) (9.350) and 200 % of it at most (18.700)", fault, StringComparison.Ordinal);
        Assert.Contains("grid.module3.low (example) is 3.750 ct/kWh; it must be 10 to 40 % of grid.work (example) (0.935 to 3.740)", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("18.700", "3.740")] // just within
    [InlineData("9.351", "0.935")]
    public void The_ends_of_the_limits_are_allowed(string high, string low) =>
        Assert.Single(Plan([High], [Low]).Draw(GermanTime.Day(new(2025, 11, 3)), Scenes.Place, With("14.960", high, "2.805", low)).Rows);

    [Fact]
    public void Module_2_is_the_legal_share_of_the_work_price()
    {
        var day = GermanTime.Day(new(2025, 11, 3));
        var plan = Scenes.Plan(new TariffComponent("Grid", PartKind.Grid, new GridModule2(), Scenes.Always));

        Assert.All(plan.Draw(day, Scenes.Place).Rows[0].Prices, p => Assert.Equal(3_740, p));
        Assert.Contains("module 2: grid.module2 (example) is 3.750 ct/kWh; it must be 40 % of 9.350, which is 3.740", plan.Fault(day, rates: With("3.740", "3.750")), StringComparison.Ordinal);
    }

    static TariffPlan Plan(ClockWindow[] high, ClockWindow[] low) => Scenes.Plan(new TariffComponent("Grid", PartKind.Grid, new GridModule3(high, low), Scenes.Always));

    /// <summary>The rates that come with the library, with other figures of the example operator.</summary>
    static RateTable With(params string[] changes)
    {
        var lines = RateTable.Supplied.Rows.Select(r => FormattableString.Invariant($"{r.Name};{r.Scope};{r.Value};{r.Unit};{r.Validity.From:yyyy-MM-dd};{r.Validity.Until:yyyy-MM-dd};{(r.IsChecked ? "yes" : "no")};{r.Source}"));
        var text = "name;scope;value;unit;from;until;checked;source\n" + string.Join('\n', lines);
        for (var i = 0; i < changes.Length; i += 2)
            text = text.Replace($";example;{changes[i]};", $";example;{changes[i + 1]};", StringComparison.Ordinal);
        return RateTable.Read(text).OrThrow();
    }
}
