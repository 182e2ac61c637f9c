using Werkstrom.Tariff.Market;
using Werkstrom.Tariff.Time;
using static Werkstrom.Tests.Tariff.Market.MarketTexts;

namespace Werkstrom.Tests.Tariff.Market;

/// <summary>Whatever a provider sends, there is an answer that says what is wrong.</summary>
public sealed class HostileMarketTests
{
    static readonly Dictionary<string, (Func<string, QuarterRange?, MarketAnswer> Read, string Good)> Readers = new()
    {
        ["energy-charts"] = (EnergyCharts.Read, EnergyChartsText(Autumn, 900, "1", "null", "3")),
        ["awattar"] = (Awattar.Read, AwattarText(Autumn, "1", "2")),
        ["smard"] = ((text, wanted) => SmardChart.Read(text, MarketUnit.Price, wanted), SmardText(Autumn, 900, "1", "null")),
        ["smard csv"] = (SmardCsv.Read, "Datum von;Datum bis;Preis [€/MWh] x\n26.10.2025 02:00;26.10.2025 02:15;1,5\n26.10.2025 02:15;26.10.2025 02:30;2,5\n"),
        ["gsi"] = (GruenstromIndex.Read, GsiText(Autumn, "\"gsi\":75.05", "\"gsi\":null")),
        ["tibber"] = (Tibber.Read, TibberText("2025-10-26T02:00:00.000+02:00=0.3 2025-10-26T02:15:00.000+02:00=0.2", "")),
        ["entsoe"] = (Entsoe.Read, EntsoeText(Series("2025-10-25T22:00Z", "2025-10-26T00:00Z", "PT15M", 1, (1, "1"), (2, "2")))),
    };

    public static TheoryData<string> Names => [.. Readers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Something_else_is_a_fault(string name)
    {
        var (read, good) = Readers[name];
        Assert.Empty(read(good, null).Faults);
        foreach (var text in (ReadOnlySpan<string>)["", " ", "null", "[]", "{}", "[[[", "<html><body>503 Service Unavailable</body></html>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "\0\u0001", "too many requests", "<a/>"])
        {
            var answer = read(text, null);
            Assert.NotEmpty(answer.Faults);
            Assert.All(answer.Series, s => Assert.Empty(s.Values));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Half_a_document_and_changed_ones_never_throw(string name)
    {
        var (read, good) = Readers[name];
        for (var length = 0; length < good.Length; length++)
            _ = read(good[..length], null).IsComplete;
        Random chance = new(7);
        for (var round = 0; round < 3_000; round++)
        {
            var text = good.ToCharArray();
            for (var i = chance.Next(1, 6); i > 0; i--)
                text[chance.Next(text.Length)] = chance.Next(4) == 0 ? (char)chance.Next(0x20, 0x7F) : good[chance.Next(good.Length)];
            _ = read(new(text), null).IsComplete;
            _ = read(new(text), AutumnDay).IsComplete;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_wrong_day_is_a_fault_and_a_gap(string name)
    {
        var (read, good) = Readers[name];
        var wanted = GermanTime.Day(new(2025, 10, 28));
        var answer = read(good, wanted);
        Assert.Contains("are not of the time that was asked for", Assert.Single(answer.Faults).Text, StringComparison.Ordinal);
        Assert.All(answer.Series, s => Assert.Equal([wanted], s.Gaps));
    }

    [Fact]
    public void Errors_of_providers_are_said_in_their_words()
    {
        Assert.Equal(["the provider answers with an error: invalid zipcode"], Texts(GruenstromIndex.Read("""{"err":true,"message":"invalid zipcode","input":{}}""")));
        Assert.Equal(["the provider answers with an error: invalid token", "there is no price info: data.viewer.home.currentSubscription.priceInfo"],
            Texts(Tibber.Read("""{"errors":[{"message":"invalid token"}],"data":{"viewer":null}}""")));
        Assert.Equal(["the provider answers 999: No matching data found"], Texts(Entsoe.Read(
            "<Acknowledgement_MarketDocument xmlns=\"urn:x\"><createdDateTime>2025-10-25T11:00:00Z</createdDateTime><Reason><code>999</code><text>No matching data found</text></Reason></Acknowledgement_MarketDocument>")));
    }

    [Theory]
    [InlineData("{\"unix_seconds\":[1761429600],\"price\":[1,2],\"unit\":\"EUR / MWh\"}", "there are 1 times and 2 prices")]
    [InlineData("{\"unix_seconds\":[1761429600],\"price\":[1],\"unit\":\"GBP / MWh\"}", "the unit is 'GBP / MWh' instead of EUR / MWh")]
    [InlineData("{\"unix_seconds\":[1761429600,1761429600],\"price\":[1,2],\"unit\":\"EUR / MWh\"}", "value 2 is not later than the one before it")]
    [InlineData("{\"unix_seconds\":[1761429601],\"price\":[1],\"unit\":\"EUR / MWh\"}", "2025-10-25T22:00:01Z is no start of a quarter-hour of these times")]
    [InlineData("{\"unix_seconds\":[\"x\"],\"price\":[1],\"unit\":\"EUR / MWh\"}", "value 1 has no time")]
    [InlineData("{\"unix_seconds\":[1761429600],\"price\":[\"x\"],\"unit\":\"EUR / MWh\"}", "value 1 is no number")]
    [InlineData("{\"unix_seconds\":[1761429600],\"price\":[99999999999],\"unit\":\"EUR / MWh\"}", "the value of 2025-10-25T22:00:00Z is out of range: 99999999999")]
    [InlineData("{\"unix_seconds\":[1761429600],\"price\":[10000.01],\"unit\":\"EUR / MWh\"}", "the price of 2025-10-25T22:00:00Z is beyond what exchanges allow (10,000 EUR/MWh, 1,000 ct/kWh): 10000.01")]
    [InlineData("{\"unix_seconds\":[1761429600", "the text is no whole JSON: it breaks at byte 27 of the line")]
    public void Energy_Charts_faults_are_named(string text, string fault) => Assert.Contains(fault, Texts(EnergyCharts.Read(text)));

    [Fact]
    public void A_price_that_no_exchange_allows_is_no_price_and_the_utmost_that_they_allow_is_one()
    {
        var answer = ZonedPriceCsv.Read("sdate,stimestart,zone_start,price\n26.10.2025,10:00,CET,99999\n26.10.2025,11:00,CET,999.9\n26.10.2025,12:00,CET,-999.9\n");

        Assert.Equal(["the price of 2025-10-26T09:00:00Z is beyond what exchanges allow (10,000 EUR/MWh, 1,000 ct/kWh): 99999"], Texts(answer));
        Assert.Equal([999_900, 999_900, 999_900, 999_900, -999_900, -999_900, -999_900, -999_900], Values(answer));
    }

    [Fact]
    public void Entsoe_faults_are_named_and_a_bad_price_is_no_price()
    {
        var answer = Entsoe.Read(EntsoeText(Series("2025-10-25T22:00Z", "2025-10-25T23:00Z", "PT15M", 1, (1, "1"), (2, "n/e"), (4, "4"), (4, "5"), (5, "6"))));
        Assert.Equal(["position 2: 'n/e' is no price", "position 4 comes twice: 4 and 5; the first is kept", "position '5' is not one of the 4 of the period"], Texts(answer));
        Assert.Equal([100, 400], Values(answer)); // 2 and what would repeat it are gaps
        Assert.Equal([new(AutumnDay.First + 1, 2)], Only(answer).Gaps);
        Assert.Contains("the resolution 'P1D' does not fit the period; PT15M, PT30M and PT60M are read", Texts(Entsoe.Read(EntsoeText(Series("2025-10-25T22:00Z", "2025-10-25T23:00Z", "P1D", 1, (1, "1"))))));
        Assert.Contains("the period has no start and end in full quarter-hours (yyyy-MM-ddTHH:mmZ), at most a year apart", Texts(Entsoe.Read(EntsoeText(Series("2025-10-25T22:00Z", "2055-10-25T23:00Z", "PT15M", 1, (1, "1"))))));
        Assert.Contains("position 1 is missing: there is nothing before it to repeat", Texts(Entsoe.Read(EntsoeText(Series("2025-10-25T22:00Z", "2025-10-25T23:00Z", "PT15M", 1, (2, "1"))))));
        Assert.Contains("the unit is PLN/MWH instead of EUR/MWH", Texts(Entsoe.Read(EntsoeText(Series("2025-10-25T22:00Z", "2025-10-25T23:00Z", "PT15M", 1, (1, "1"))).Replace(">EUR<", ">PLN<", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_short_text_cannot_name_periods_without_end()
    {
        var year = Series("2024-12-31T23:00Z", "2025-12-31T23:00Z", "PT15M", 1, (1, "1"));
        var answer = Entsoe.Read(EntsoeText([.. Enumerable.Repeat(year, 200)]));
        Assert.Equal(["the periods have more than 140544 quarter-hours in all; the rest is not read"], Texts(answer)); // 4 × 366 × 96
        Assert.Equal(35_040, Only(answer).Values.Count);
    }

    [Theory]
    [InlineData("30.03.2025 02:15;30.03.2025 03:30;1", "'30.03.2025 02:15' does not exist: the clock goes from 2 to 3")]
    [InlineData("30.03.2025 04:15;x", "2 columns instead of 3")]
    [InlineData("2025/03/30;x;1", "'2025/03/30' is no date and time (dd.MM.yyyy HH:mm)")]
    [InlineData("30.03.2025 04:15;x;1.2.3,x", "'1.2.3,x' is no number (1.234,56)")]
    [InlineData("30.03.2025 04:15;x;1\n30.03.2025 04:15;x;1", "'30.03.2025 04:15' is not later than the row before it")]
    public void Smard_csv_faults_are_named(string rows, string fault) =>
        Assert.Contains(fault, Texts(SmardCsv.Read($"Datum von;Datum bis;Preis [€/MWh]\n{rows}\n")));

    [Fact]
    public void A_price_in_another_currency_or_without_offset_is_no_price()
    {
        Assert.Contains("the currency is SEK instead of EUR", Texts(Tibber.Read(TibberText("2025-10-26T02:00:00.000+02:00=0.3", "", "SEK"))));
        Assert.Contains("value 1 has no time", Texts(Tibber.Read(TibberText("2025-10-26T02:00:00.000=0.3", ""))));
        Assert.Contains("row 1: gsi is no number from 0 to 100", Texts(GruenstromIndex.Read(GsiText(Autumn, "\"gsi\":101"))));
        Assert.Contains("row 1: the unit is 'ct/kWh' instead of Eur/MWh", Texts(Awattar.Read(AwattarText(Autumn, "1").Replace("Eur/MWh", "ct/kWh", StringComparison.Ordinal))));
    }

    static string[] Texts(MarketAnswer answer) => [.. answer.Faults.Select(f => f.Text)];
}
