using System.Globalization;
using Werkstrom.Energy.Rates;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Rates;

namespace Werkstrom.Tests.Energy.Rates;

/// <summary>Rates are said by their names, and the sources that Werkstrom brings in the reader's language.</summary>
public sealed class RateWordsTests : IDisposable
{
    const string Refused = "Fix 2027: levy.kwkg: there is no rate 2027-01-01 to 2027-01-31, after line 8 (2026-01-01 to 2026-12-31); concession (to-100000): there is no rate 2027-01-01 to 2027-01-31; "
        + "own.levy: there is no rate 2027-01-01 to 2027-01-31. Missing rates are entered on the page Rates (/energy/rates), each with its source.";

    readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    public void Dispose() => CultureInfo.CurrentUICulture = _before;

    [Fact]
    public void A_refusal_names_the_rates_and_where_they_are_entered()
    {
        In("en");
        Assert.Equal(
            "Fix 2027: CHP levy: there is no rate 2027-01-01 to 2027-01-31, after 2026-01-01 to 2026-12-31; Concession levy (to 100,000 inhabitants): there is no rate 2027-01-01 to 2027-01-31; "
            + "own.levy: there is no rate 2027-01-01 to 2027-01-31. Missing rates are entered on the page Rates (/energy/rates), each with its source.",
            TariffWords.SayAll(Refused));
        In("de");
        Assert.Equal(
            "Fix 2027: KWKG-Umlage: es gibt keinen Satz 2027-01-01 bis 2027-01-31, nach 2026-01-01 bis 2026-12-31; Konzessionsabgabe (bis 100.000 Einwohner): es gibt keinen Satz 2027-01-01 bis 2027-01-31; "
            + "own.levy: es gibt keinen Satz 2027-01-01 bis 2027-01-31. Fehlende Sätze werden unter Umlagen und Sätze (/energy/rates) eingetragen, jeder mit seiner Quelle.",
            TariffWords.SayAll(Refused));
    }

    [Fact]
    public void Every_rate_and_source_that_Werkstrom_brings_is_known()
    {
        foreach (var row in RateTable.Supplied.Rows)
        {
            In("en");
            Assert.NotEqual(row.Name, RateWords.Name(row.Name));
            Assert.Equal(row.Source, RateWords.Source(row.Source));
            if (row.Scope.Length > 0)
                Assert.NotEqual(row.Scope, RateWords.Scope(row.Scope));
            In("de");
            Assert.DoesNotMatch("(?i)(levy|tax|price)", RateWords.Name(row.Name));
            Assert.DoesNotMatch("[0-9],000", RateWords.Source(row.Source)); // thousands as in German
            Assert.DoesNotMatch("(?i)(^| )(the|several|suppliers|above|towns|to|held|here|at|module|example|customer's|contract)( |,|:|$)", RateWords.Source(row.Source));
        }
    }

    [Fact]
    public void Sources_of_a_price_of_three_rates_are_said_one_by_one()
    {
        In("de");
        Assert.Equal("BEISPIEL: 3,74 / 40 %; BEISPIEL: 160 % des Arbeitspreises; Preisblatt 2024", TariffWords.Source("EXAMPLE: 3.74 / 40 %; EXAMPLE: 160 % of the work price; Preisblatt 2024"));
    }

    static void In(string language) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
}
