using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Tariff;
using Werkstrom.Tests.Tariff.Market;

namespace Werkstrom.Tests.Energy.Market;

/// <summary>Files of prices, from the upload to the book, the signal and the page.</summary>
public sealed partial class ImportTests(Host host) : IClassFixture<Host>
{
    const string Header = "time,sdate,stimestart,zone_start,stimeend,zone_end,price\n";

    SeriesBook Book => host.Services.GetRequiredService<SeriesBook>();

    [DataFact(EnergyData.Prices2024)]
    public async Task The_year_2024_of_SMARD_is_kept_with_both_changes_of_the_clock()
    {
        var kept = await SendAsync(await File.ReadAllTextAsync(SharedData.Path(EnergyData.Prices2024)), "zone=DE-LU&file=2024.csv", HttpStatusCode.OK);

        Assert.Equal("price-csv", kept.GetProperty("format").GetString());
        Assert.Equal(367, kept.GetProperty("days").GetInt32()); // 8,808 hours: the leap year and 1 January 2025
        Assert.Equal(0, kept.GetProperty("faults").GetArrayLength());
        var year = GermanTime.Year(2024);
        var values = await Book.ReadAsync("spot/DE-LU", year, null, default);
        Assert.DoesNotContain(Enumerable.Range(year.First, year.Count), q => values[q] is null);
        // 26 June, 06:00 CEST is 04:00Z: 209.681 ct/kWh when the exchanges were decoupled
        Assert.Equal(209_681, values[Quarters.At(new(2024, 6, 26, 4, 0, 0, TimeSpan.Zero))]);
        Assert.Equal(92, (await Book.DaysAsync("spot/DE-LU", new(2024, 3, 31), new(2024, 3, 31), null, default)).Sum(d => SeriesBook.Read(d.Numbers).Length));
        Assert.Equal(100, (await Book.DaysAsync("spot/DE-LU", new(2024, 10, 27), new(2024, 10, 27), null, default)).Sum(d => SeriesBook.Read(d.Numbers).Length));

        Assert.True(host.Services.GetRequiredService<SignalCatalog>().TryGet("energy/market/DE-LU/day-ahead", out var signal));
        Assert.Equal((SignalKind.Price, "EUR/(MW.h)"), (signal.Kind, signal.Unit));
        using var export = await host.Local.GetAsync($"api/signals/{signal.Id}/samples?from=2024-06-26T04:00:00Z&to=2024-06-26T04:15:00Z");
        Assert.Contains("2096.81", await export.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var again = await host.Local.PostAsync("api/energy/market/import?zone=DE-LU", new StringContent(await File.ReadAllTextAsync(SharedData.Path(EnergyData.Prices2024))));
        Assert.Contains("\"days\":0", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal); // known already: no new version

        var page = await PageAsync("/energy/market?day=2024-10-27&zone=DE-LU", "de");
        Assert.Contains("100 von 100 Viertelstunden", page, StringComparison.Ordinal);
        Assert.Contains("ohne Lücke", page, StringComparison.Ordinal);
        Assert.Contains("SMARD: 2024.csv", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_table_is_told_by_line_and_nothing_is_kept_unasked()
    {
        const string Text = Header
            + "x,30.03.2025,23:00,CET,00:00,CET,1.5\n"
            + "x,31.02.2025,00:00,CET,01:00,CET,2\n" // line 3: no such day
            + "x,31.03.2025,00:00,CET,01:00,CET,2\n" // line 4: clocks show CEST since the 30th
            + "x,31.03.2025,00:00,CEST,01:00,CEST,viel\n" // line 5
            + "x,31.03.2025,00:00,CEST,2\n" // line 6: columns
            + "x,31.03.2025,01:00,CEST,02:00,CEST,3\n"
            + "x,31.03.2025,00:00,CEST,01:00,CEST,4\n"; // line 8: back in time; line 2: not CET either
        var refused = await SendAsync(Text, "zone=TEST-1", HttpStatusCode.BadRequest);

        string[] faults = [.. refused.GetProperty("faults").EnumerateArray().Select(f => f.GetString()!.Split(':')[0])];
        Assert.Equal(["line 2", "line 3", "line 4", "line 5", "line 6", "line 8"], faults);
        Assert.Null(await Book.SpanAsync("spot/TEST-1", default));
        var kept = await SendAsync(Text, "zone=TEST-1&partly=true", HttpStatusCode.OK);
        Assert.Equal(1, kept.GetProperty("days").GetInt32());
        var values = await Book.ReadAsync("spot/TEST-1", GermanTime.Day(new(2025, 3, 31)), null, default);
        Assert.Equal((null, 3_000, null), (values[values.Range.First + 3], values[values.Range.First + 4], values[values.Range.First + 8]));
    }

    public static TheoryData<string, string> Texts => new()
    {
        { "energy-charts", MarketTexts.EnergyChartsText(MarketTexts.Autumn, 900, "95.10", "null", "-500") },
        { "awattar", MarketTexts.AwattarText(MarketTexts.Autumn, "95.10", "null", "-500") },
        { "smard-chart", MarketTexts.SmardText(MarketTexts.Autumn, 3600, "95.10", "null", "-500") },
        { "entsoe", MarketTexts.EntsoeText(MarketTexts.Series("2025-10-25T22:00Z", "2025-10-26T23:00Z", "PT15M", 1, (1, "95.10"), (5, "-500"))) },
        { "smard-csv", "Datum von;Datum bis;Frankreich [€/MWh] Originalauflösungen;Österreich [€/MWh] x\n26.10.2025 00:00;26.10.2025 01:00;95,10;1,00\n26.10.2025 01:00;26.10.2025 02:00;-;2,00\n26.10.2025 02:00;26.10.2025 02:00;-500,00;3,00\n" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Each_form_is_recognized_and_its_nulls_stay_gaps(string format, string text)
    {
        var zone = format == "smard-csv" ? "FR" : "T-" + format.ToUpperInvariant();
        var kept = await SendAsync(text, $"zone={zone}", HttpStatusCode.OK);

        Assert.Equal(format, kept.GetProperty("format").GetString());
        var values = await Book.ReadAsync($"spot/{zone}", MarketTexts.AutumnDay, null, default);
        Assert.Equal(9_510, values[MarketTexts.AutumnDay.First]);
        int?[] known = [.. Enumerable.Range(MarketTexts.AutumnDay.First, 100).Select(q => values[q]).Distinct()];
        Assert.Equal(format == "entsoe" ? [9_510, -50_000] : new int?[] { 9_510, null, -50_000 }, known.Take(format == "entsoe" ? 2 : 3));
        if (format == "smard-csv")
            Assert.Equal(300, (await Book.ReadAsync("spot/AT", MarketTexts.AutumnDay, null, default))[MarketTexts.AutumnDay.First + 8]);
    }

    [Fact]
    public async Task What_is_no_known_form_is_refused_with_the_forms_that_are()
    {
        var refused = await SendAsync("hello", "", HttpStatusCode.BadRequest);
        Assert.Contains("smard-csv, price-csv", refused.GetProperty("faults")[0].GetString(), StringComparison.Ordinal);
        using var zone = await host.Local.PostAsync("api/energy/market/import?zone=a%20b", new StringContent("{}"));
        Assert.Equal(HttpStatusCode.BadRequest, zone.StatusCode);
    }

    [Fact]
    public async Task An_upload_is_shown_first_and_kept_when_somebody_says_so()
    {
        using MultipartFormDataContent form = new();
        using ByteArrayContent file = new(Encoding.Latin1.GetBytes(Header + "x,01.01.2020,00:00,CET,01:00,CET,7.5\nx,01.01.2020,01:00,CET,02:00,CET,?\n"));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(file, "file", "preise.csv");
        form.Add(new StringContent("T-FORM"), "zone");
        form.Add(new StringContent(Hidden(await PageAsync("/energy/market", "en"))), "__RequestVerificationToken");
        using var sent = await host.Local.PostAsync("energy/market/upload", form);
        var preview = WebUtility.HtmlDecode(await sent.Content.ReadAsStringAsync()); // the client follows to the page
        Assert.Contains("preise.csv", preview, StringComparison.Ordinal);
        Assert.Contains("Lesbares übernehmen", preview, StringComparison.Ordinal);
        Assert.Null(await Book.SpanAsync("spot/T-FORM", default));

        var id = sent.RequestMessage!.RequestUri!.Query.Split("draft=")[1];
        using var kept = await host.Local.PostAsync("energy/market/keep", new FormUrlEncodedContent(new Dictionary<string, string> { ["id"] = id, ["__RequestVerificationToken"] = Hidden(preview) }));
        Assert.Contains("1 Tag ist neu oder geändert", WebUtility.HtmlDecode(await kept.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(7_500, (await Book.ReadAsync("spot/T-FORM", new(Quarters.At(new(2019, 12, 31, 23, 0, 0, TimeSpan.Zero)), 4), null, default))[Quarters.At(new(2019, 12, 31, 23, 0, 0, TimeSpan.Zero)) + 3]);
    }

    [Fact]
    public async Task The_page_speaks_German_and_English()
    {
        Assert.Contains("<h1>Marktdaten</h1>", await PageAsync("/energy/market", "de"), StringComparison.Ordinal);
        Assert.Contains("<h1>Market data</h1>", await PageAsync("/energy/market", "en"), StringComparison.Ordinal);
    }

    static string Hidden(string page) => Token().Match(page).Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    async Task<JsonElement> SendAsync(string text, string query, HttpStatusCode expected)
    {
        using var answer = await host.Local.PostAsync($"api/energy/market/import?{query}", new StringContent(text));
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode}: {said}");
        return JsonDocument.Parse(said).RootElement;
    }

    async Task<string> PageAsync(string path, string language)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await host.Local.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
