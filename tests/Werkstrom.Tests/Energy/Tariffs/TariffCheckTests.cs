using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Tests.Energy.Tariffs;

/// <summary>Parts of one name follow each other without a gap and without two at once: said before a tariff is kept.</summary>
public sealed class TariffCheckTests
{
    [Theory]
    [InlineData("2024-07-01", "2024-07-01", null)]
    [InlineData("2024-07-01", "2024-06-30", "Energy: row 1 (2024-01-01 to 2024-06-30) and row 2 (from 2024-06-30) overlap")]
    [InlineData("2024-07-01", "2024-07-02", "Energy: nothing holds 2024-07-01 to 2024-07-01, between row 1 (2024-01-01 to 2024-06-30) and row 2 (from 2024-07-02)")]
    public void What_overlaps_and_what_is_missing_is_told_with_both_rows(string until, string from, string? expected)
    {
        TariffDefinition tariff = new("T", [Energy(new(2024, 1, 1), DateOnly.Parse(until, null)), Energy(DateOnly.Parse(from, null), null)], []);

        Assert.Equal(expected is null ? [] : [expected], TariffCheck.Faults(tariff));
    }

    [Fact]
    public void A_part_of_one_region_only_does_not_meet_that_of_another()
    {
        TariffDefinition tariff = new("T", [Energy(new(2024, 1, 1), null) with { Region = "north" }, Energy(new(2024, 1, 1), null) with { Region = "south" }], []);

        Assert.Empty(TariffCheck.Faults(tariff));
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(9_999.9, false)] // 99,999 €/MWh, or €/MWh in the place of ct/kWh
    [InlineData(-500.001, false)]
    public void A_price_beyond_that_of_any_exchange_is_refused_in_both_units(double price, bool isFine)
    {
        var faults = TariffCheck.Faults(new("T", [Energy(new(2024, 1, 1), null) with { Rule = new FlatDefinition((decimal)price) }], []));

        Assert.Equal(isFine, faults.Count == 0);
        Assert.True(isFine || faults.Single().Contains("€/MWh", StringComparison.Ordinal));
    }

    [Fact]
    public void What_changes_the_past_is_told_and_what_begins_today_is_not()
    {
        DateOnly today = new(2024, 7, 1);
        TariffDefinition former = new("T", [Energy(new(2024, 1, 1), null)], [new("Base", PartKind.Energy, new(2024, 1, 1), 96)]);
        var from = former with { Components = [Energy(new(2024, 1, 1), today), Energy(today, null) with { Rule = new FlatDefinition(31) }] };
        var past = former with { Components = [Energy(new(2024, 1, 1), null) with { Rule = new FlatDefinition(31) }], Fees = [former.Fees[0] with { Source = "price sheet" }] };

        Assert.Empty(TariffPast.Changed(former, from, today));
        Assert.Equal(["Energy"], TariffPast.Changed(former, past, today)); // another source is no other price
    }

    [Fact]
    public void What_is_wrong_is_said_in_German_on_German_pages()
    {
        DateOnly from = new(2024, 1, 1);
        TariffDefinition wrong = new(
            "",
            [
                Energy(from, from) with { Rule = new FlatDefinition(9_999.9m) }, Energy(new(2024, 3, 1), new(2024, 5, 1)), Energy(new(2024, 4, 1), null),
                new("", PartKind.Energy, new ClockDefinition(1.00001m, []), from), new("S", PartKind.Energy, new SpotDefinition(1, -1, Fallback: new(FallbackKind.Base)), from),
                new("I", PartKind.Energy, new IndexDefinition(1, 1, 1, 2, Fallback: new(FallbackKind.Fixed)), from), new("Z", PartKind.Energy, new ZonesDefinition([5, 200, 3], [1, 2, 3, 4]), from),
                new("R", PartKind.Levy, new RateDefinition(""), from), new("M", PartKind.Grid, new Module3Definition([], ["25:00"], [7]), new(1990, 1, 1)),
            ],
            [new("F", PartKind.FeedIn, from), new("G", PartKind.Grid, from, 0.0000001m)]);
        var faults = TariffCheck.Faults(wrong).Concat(TariffCheck.UnknownRates(wrong with { Fees = [new("F", PartKind.Grid, from, Rate: "x")] }, [])).ToList();
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("de");
        try
        {
            Assert.InRange(faults.Count, 18, 40);
            Assert.All(faults, f => Assert.NotEqual(f, TariffWords.Say(f)));
            Assert.All(faults.Select(TariffWords.Say), f => Assert.DoesNotMatch("(?i) (the|must|not|than|and|are|to|has|is) ", f));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Of_several_faults_each_is_said_whole_in_German_with_its_semicolon_and_the_full_stop_of_the_last()
    {
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("de");
        try
        {
            Assert.Equal(
                "Offshore-Netzumlage: es gibt keinen Satz 2027-01-10 bis 2027-01-31; Modul 3 braucht ein intelligentes Messsystem (iMSys) und keine Leistungsmessung (RLM); die Lieferstelle hat Profile; "
                    + "KWKG-Umlage: es gibt keinen Satz 2027-01-10 bis 2027-01-31.",
                TariffWords.SayAll("levy.offshore: there is no rate 2027-01-10 to 2027-01-31; module 3 needs a smart meter (iMSys) and no recorded power (RLM); the delivery point has Profile; "
                    + "levy.kwkg: there is no rate 2027-01-10 to 2027-01-31."));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentUICulture = before;
        }
    }

    static ComponentDefinition Energy(DateOnly from, DateOnly? until) => new("Energy", PartKind.Energy, new FlatDefinition(30), from, until);
}
