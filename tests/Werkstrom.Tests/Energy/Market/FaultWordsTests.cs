using System.Globalization;
using Werkstrom.Energy.Market;
using Werkstrom.Tests.Tariff.Market;

namespace Werkstrom.Tests.Energy.Market;

/// <summary>Whatever is wrong with a text is told to a German reader in German.</summary>
public sealed class FaultWordsTests
{
    public static TheoryData<string, string> Broken => new()
    {
        { "energy-charts", "<html>" },
        { "energy-charts", "[]" },
        { "energy-charts", "{\"unix_seconds\":[1" },
        { "energy-charts", "{\"price\":[1],\"unit\":\"EUR / MWh\"}" },
        { "energy-charts", MarketTexts.EnergyChartsText(MarketTexts.Autumn + 60, 900, "1", "\"viel\"", "99999999999") },
        { "energy-charts", MarketTexts.EnergyChartsText(MarketTexts.Autumn, 0, "1", "2") },
        { "energy-charts", MarketTexts.EnergyChartsText(MarketTexts.Autumn, 900, "1").Replace("EUR / MWh", "CHF / MWh", StringComparison.Ordinal) },
        { "energy-charts", "{\"unix_seconds\":[null],\"price\":[1],\"unit\":\"EUR / MWh\"}" },
        { "awattar", MarketTexts.AwattarText(MarketTexts.Autumn, "\"x\"").Replace("Eur/MWh", "Eur/kWh", StringComparison.Ordinal) },
        { "awattar", MarketTexts.AwattarText(MarketTexts.Autumn, "\"x\"") },
        { "awattar", "{\"data\":[{}]}" },
        { "smard-chart", "{\"series\":[1]}" },
        { "gsi", "{\"err\":true,\"message\":\"invalid zipcode\"}" },
        { "gsi", "{\"forecast\":[{}]}" },
        { "gsi", MarketTexts.GsiText(MarketTexts.Autumn, "\"gsi\":101") },
        { "smard-csv", "Tag;Wert" },
        { "smard-csv", "Datum von;Datum bis;Preis [ct];Preis [€/MWh]\n30.03.2025 02:30;x;1;2\nheute;x;1;2\n01.01.2025 00:00;x;1;viel\n01.01.2024 00:00;x;1;2\nx" },
        { "price-csv", "sdate,price" },
        { "price-csv", "sdate,stimestart,zone_start,price\n1,2,CET,3\n01.01.2025,00:00,CEST,1\n01.01.2025,01:00,CET,?\n01.01.2025,01:00,CET,1\n01.01.2025,00:00,CET,1\nx" },
        { "entsoe", "<a>" },
        { "entsoe", "<a/>" },
        { "entsoe", "<Acknowledgement_MarketDocument/>" },
        { "entsoe", "<Acknowledgement_MarketDocument><Reason><code>999</code><text>nothing</text></Reason></Acknowledgement_MarketDocument>" },
        { "entsoe", "<Publication_MarketDocument><type>A01</type></Publication_MarketDocument>" },
        { "entsoe", MarketTexts.EntsoeText(MarketTexts.Series("2025-10-25T22:00Z", "2025-10-26T23:00Z", "PT7M", 1)) },
        { "entsoe", MarketTexts.EntsoeText(MarketTexts.Series("2025-10-25T22:00Z", "2025-10-26T23:00Z", "PT60M", 1, (2, "1"), (2, "2"), (3, "x"), (99, "1"))) },
        { "entsoe", MarketTexts.EntsoeText(MarketTexts.Series("gestern", "2025-10-26T23:00Z", "PT60M", 1)) },
        { "entsoe", MarketTexts.EntsoeText(MarketTexts.Series("2025-10-25T22:00Z", "2025-10-25T23:00Z", "PT60M", 1, (1, "1")), MarketTexts.Series("2025-10-25T22:00Z", "2025-10-25T23:00Z", "PT60M", 1, (1, "2"))) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void No_fault_stays_English(string format, string text)
    {
        var faults = MarketFormats.Read(MarketFormats.Find(format)!.Value, text).Faults.Select(f => f.ToString()).ToList();
        Assert.NotEmpty(faults);
        Assert.All(faults.Select(f => f.StartsWith("line ", StringComparison.Ordinal) ? f.Split(": ", 2)[1] : f), f => Assert.NotEqual(f, Say(f, "de")));
        Assert.All(faults, f => Assert.DoesNotContain(" the ", Say(f, "de"), StringComparison.Ordinal));
        Assert.All(faults, f => Assert.Equal(f, Say(f, "en")));
    }

    [Fact]
    public void Line_and_input_stay() =>
        Assert.Equal("Zeile 5: „viel {0}“ ist keine Zahl (1.234,56)", Say("line 5: 'viel {0}' is no number (1.234,56)", "de"));

    static string Say(string fault, string language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return FaultWords.Say(fault);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
