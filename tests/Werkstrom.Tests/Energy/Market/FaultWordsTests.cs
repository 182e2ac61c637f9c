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
    public async Task Nor_what_is_wrong_with_an_import_of_the_index_or_the_table_of_factors()
    {
        await using var town = await Index.MadeTown.OpenAsync();
        string[] texts =
        [
            "Datum von;Datum bis;Preis [€/MWh]\n01.01.2024 00:00;01.01.2024 00:15;1\n", "timestamp_unix,net_load_mw_avg\n",
            "timestamp_unix,net_load_mw_avg,renewable_generation_mw_avg\n1,2,3\n900,0,x\n", "technology;kw\n", "technology;kw;postal_code;from;until\nkohle;0;1;gestern;morgen\nx\n",
        ];
        List<string> faults = [];
        foreach (var text in texts)
            faults.AddRange((await town.ImportAsync(text))["faults"]!.AsArray().Select(f => (string)f!));
        faults.AddRange(await town.Get<Werkstrom.Energy.Index.Inputs.CarbonBook>().PutAsync("a", default));
        faults.AddRange(await town.Get<Werkstrom.Energy.Index.Inputs.CarbonBook>().PutAsync(
            Werkstrom.Tariff.Index.CarbonTable.SuppliedText + "\n;x;;gestern;;vielleicht;\nwind;1;m;2024-01-01;2023-01-01;yes;s\nx;1;m;2020-01-01;2021-01-01;yes;s\nx;1;m;2020-06-01;2021-01-01;yes;s\nx;1;m;2022-01-01;;yes;s\nx", default));

        Assert.InRange(faults.Count, 20, 40);
        Assert.All(faults, f => Assert.NotEqual(f, Say(f, "de")));
        Assert.All(faults, f => Assert.DoesNotMatch("(?i) (the|must|not|than|and|are|to|line) ", Say(f, "de")));
        Assert.Contains("x: Zeile ", string.Join('\n', faults.Select(f => Say(f, "de"))), StringComparison.Ordinal);
        Assert.Contains("(ab 2022-01-01)", string.Join('\n', faults.Select(f => Say(f, "de"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("network|NameResolutionError", "Der Anbieter ist nicht erreichbar oder die Verbindung brach ab (sein Name ist unbekannt).")]
    [InlineData("faults|2|line 3: 'x' is no number (1.234,56)", "Die Antwort ist nicht verwendbar, 2 Fehler: Zeile 3: „x“ ist keine Zahl (1.234,56)")]
    public void Why_a_provider_is_not_well_is_said_in_German(string reason, string said) =>
        Assert.Equal(said, In("de", () => Werkstrom.Energy.Market.Sources.SourceWords.Why(null, reason)));

    [Fact]
    public void Line_and_input_stay() =>
        Assert.Equal("Zeile 5: „viel {0}“ ist keine Zahl (1.234,56)", Say("line 5: 'viel {0}' is no number (1.234,56)", "de"));

    static string Say(string fault, string language) => In(language, () => FaultWords.Say(fault));

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
