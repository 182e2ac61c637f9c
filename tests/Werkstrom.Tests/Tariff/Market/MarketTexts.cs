using Werkstrom.Tariff.Market;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Tariff.Market;

/// <summary>Foreign texts made by hand after the forms that the providers publish.</summary>
static class MarketTexts
{
    // Sunday 26 October 2025: 2025-10-25T22:00Z is 1,761,429,600 (date -d … +%s)
    public const long Autumn = 1_761_429_600;
    public static readonly QuarterRange AutumnDay = GermanTime.Day(new(2025, 10, 26));

    public static string EnergyChartsText(long first, int step, params string[] prices) =>
        $$"""{"license_info":"CC BY 4.0","unix_seconds":[{{string.Join(',', prices.Select((_, i) => first + ((long)i * step)))}}],"price":[{{string.Join(',', prices)}}],"unit":"EUR / MWh","deprecated":false}""";

    public static string AwattarText(long first, params string[] prices) =>
        $$"""{"object":"list","data":[{{string.Join(',', prices.Select((p, i) => $$"""{"start_timestamp":{{(first + (i * 3600L)) * 1000}},"end_timestamp":{{(first + ((i + 1) * 3600L)) * 1000}},"marketprice":{{p}},"unit":"Eur/MWh"}"""))}}],"url":"/de/v1/marketdata"}""";

    public static string SmardText(long first, int step, params string[] values) =>
        $$"""{"meta_data":{"version":1,"created":1761500000123},"series":[{{string.Join(',', values.Select((v, i) => $"[{(first + ((long)i * step)) * 1000},{v}]"))}}]}""";

    public static string GsiText(long first, params string[] rows) =>
        $$"""{"support":"","license":"","forecast":[{{string.Join(',', rows.Select((r, i) => GsiRow(first + (i * 3600L), r)))}}],"location":{"zip":"69256","city":"Mauer"},"err":false}""";

    public static string TibberText(string today, string tomorrow, string currency = "EUR") =>
        $$"""{"data":{"viewer":{"home":{"id":"h1","currentSubscription":{"id":"s","priceInfo":{"today":[{{Rows(today, currency)}}],"tomorrow":[{{Rows(tomorrow, currency)}}] } } } } } }""";

    public static string EntsoeText(params string[] series) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Publication_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-3:publicationdocument:7:3">
        <mRID>x</mRID><revisionNumber>1</revisionNumber><type>A44</type><createdDateTime>2025-10-25T11:00:00Z</createdDateTime>
        {string.Join('\n', series)}
        </Publication_MarketDocument>
        """;

    public static string Series(string start, string end, string resolution, int sequence, params (int Position, string Price)[] points) =>
        $"""
        <TimeSeries><mRID>1</mRID><currency_Unit.name>EUR</currency_Unit.name><price_Measure_Unit.name>MWH</price_Measure_Unit.name>
        <classificationSequence_AttributeInstanceComponent.position>{sequence}</classificationSequence_AttributeInstanceComponent.position><curveType>A03</curveType>
        <Period><timeInterval><start>{start}</start><end>{end}</end></timeInterval><resolution>{resolution}</resolution>
        {string.Join('\n', points.Select(p => $"<Point><position>{p.Position}</position><price.amount>{p.Price}</price.amount></Point>"))}
        </Period></TimeSeries>
        """;

    public static MarketSeries Only(MarketAnswer answer) => Assert.Single(answer.Series);

    public static int[] Values(MarketAnswer answer) => [.. Only(answer).Values.OrderBy(v => v.Key).Select(v => v.Value)];

    static string GsiRow(long start, string values) =>
        $$"""{"epochtime":{{start}},{{values}},"energyprice":"-0.0395000","co2_g_standard":null,"timeframe":{"start":{{start * 1000}},"end":{{(start + 3600) * 1000}} },"iat":1761400000110,"zip":"69256"}""";

    static string Rows(string rows, string currency) =>
        string.Join(',', rows.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split('=')).Select(r => $$"""{"total":{{r[1]}},"startsAt":"{{r[0]}}","currency":"{{currency}}","level":"NORMAL"}"""));
}
