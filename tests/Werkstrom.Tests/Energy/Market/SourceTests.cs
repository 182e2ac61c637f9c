using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Tariff.Market;

namespace Werkstrom.Tests.Energy.Market;

/// <summary>Taking market data from providers that behave as providers do.</summary>
public sealed class SourceTests : IAsyncLifetime
{
    readonly Host _host = new() { Configuration = { ["energy:market:allowPrivateSources"] = "true", ["energy:market:backDays"] = "1", ["energy:market:timeoutSeconds"] = "2", ["energy:market:lookSeconds"] = "3600" } };
    StandIn _provider = null!;

    // at 00:00 tomorrow is asked for, too; the test holds whenever it runs
    static QuarterRange Today => GermanTime.Day(GermanTime.Date(Quarters.Of(DateTimeOffset.UtcNow)));

    static QuarterRange Wanted => GermanTime.Between(GermanTime.Date(Today.First).AddDays(-1), GermanTime.Date(Today.First).AddDays(2));

    SeriesBook Book => _host.Services.GetRequiredService<SeriesBook>();

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        _provider = await StandIn.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_is_asked_until_somebody_turns_a_provider_on()
    {
        using var list = await _host.Local.GetAsync("api/energy/market/sources");
        Assert.All(JsonDocument.Parse(await list.Content.ReadAsStringAsync()).RootElement.EnumerateArray(), s => Assert.Equal("off", s.GetProperty("look").GetString()));
        using var asked = await _host.Local.PostAsync("api/energy/market/sources/awattar/fetch", null);
        Assert.Equal(HttpStatusCode.Conflict, asked.StatusCode);
        Assert.Empty(_provider.Asked);
    }

    [Fact]
    public async Task A_429_a_503_and_silence_are_waited_out_and_then_everything_is_back_filled()
    {
        _provider.Answer = http => StandIn.SayAsync(http, 429, "slow down", ("Retry-After", "7200"));
        await SetAsync("energy-charts", "ZA");
        var said = await FetchAsync("energy-charts");
        Assert.Equal(("failing", 1), (said.GetProperty("look").GetString(), said.GetProperty("failures").GetInt32()));
        Assert.InRange((Time(said, "next") - Time(said, "tried")).TotalMinutes, 119.9, 120.1); // as the provider asks, not a minute

        _provider.Answer = http => StandIn.SayAsync(http, 503, "<html>Wartung</html>");
        said = await FetchAsync("energy-charts");
        Assert.Contains("503", said.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.InRange((Time(said, "next") - Time(said, "tried")).TotalMinutes, 1.9, 2.1); // the second failure: two minutes

        _provider.Answer = http => Task.Delay(Timeout.Infinite, http.RequestAborted);
        said = await FetchAsync("energy-charts");
        Assert.Contains("2 s", said.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, said.GetProperty("failures").GetInt32());

        _provider.Answer = http => StandIn.SayAsync(http, 200, Charts(Wanted, i => "95.10"));
        said = await FetchAsync("energy-charts");
        Assert.Equal(("good", 0, 0), (said.GetProperty("look").GetString(), said.GetProperty("failures").GetInt32(), said.GetProperty("missing").GetInt32()));
        var values = await Book.ReadAsync("spot/ZA", Wanted, null, default);
        Assert.All(Enumerable.Range(Wanted.First, Wanted.Count), q => Assert.Equal(9_510, values[q]));
        var row = (await Book.DaysAsync("spot/ZA", GermanTime.Date(Today.First), GermanTime.Date(Today.First), null, default))[0];
        Assert.Equal("Energy-Charts", row.Source);
    }

    [Fact]
    public async Task Half_a_document_nulls_a_wrong_day_and_another_resolution_are_told_kept_and_completed()
    {
        await SetAsync("energy-charts", "ZB");
        var whole = Charts(Wanted, i => "1");
        _provider.Answer = http => StandIn.BreakAsync(http, whole[..200]);
        var said = await FetchAsync("energy-charts");
        Assert.Contains("the connection broke", said.GetProperty("why").GetString(), StringComparison.Ordinal);

        _provider.Answer = http => StandIn.SayAsync(http, 200, whole[..200]); // cut off, and said to be whole
        said = await FetchAsync("energy-charts");
        Assert.Contains("JSON", said.GetProperty("why").GetString(), StringComparison.Ordinal);

        _provider.Answer = http => StandIn.SayAsync(http, 200, Charts(GermanTime.Day(new(2020, 5, 5)), i => "1"));
        said = await FetchAsync("energy-charts"); // another day: nothing of it is kept
        Assert.Equal("failing", said.GetProperty("look").GetString());
        Assert.Null(await Book.SpanAsync("spot/ZB", default));

        _provider.Answer = http => StandIn.SayAsync(http, 200, Hours(Wanted, i => i == 5 ? "null" : "2"));
        said = await FetchAsync("energy-charts"); // hours, one null
        Assert.Equal(("waiting", 4, "60"), (said.GetProperty("look").GetString(), said.GetProperty("missing").GetInt32(), said.GetProperty("minutes").GetString()));
        _provider.Answer = http => StandIn.SayAsync(http, 200, Charts(GermanTime.Day(GermanTime.Date(Wanted.First)), i => "3"));
        said = await FetchAsync("energy-charts"); // only the day with the hole is asked for, now in quarter-hours
        Assert.Equal(("good", "60 → 15"), (said.GetProperty("look").GetString(), said.GetProperty("minutes").GetString()));
        Assert.Contains($"start={(long)Wanted.First * 900}&end={((long)GermanTime.Day(GermanTime.Date(Wanted.First)).End * 900) - 1}", _provider.Asked.Last(), StringComparison.Ordinal);

        var letters = await JsonAsync("api/energy/market/sources/energy-charts/letters");
        Assert.Equal(2, letters.GetArrayLength());
        Assert.Contains(letters.EnumerateArray(), l => l.GetProperty("body").GetString() == whole[..200]);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        await SetAsync("awattar", "ZC");
        _provider.Answer = http => http.Request.Headers.IfNoneMatch == "\"v1\"" ? StandIn.SayAsync(http, 304, "") : StandIn.SayAsync(http, 200, Awattar(Today), ("ETag", "\"v1\""));
        var first = await FetchAsync("awattar");
        Assert.Equal("waiting", first.GetProperty("look").GetString()); // yesterday and tomorrow are missing
        var tried = _provider.Asked.Count;
        await FetchAsync("awattar");
        var again = await FetchAsync("awattar");
        Assert.Equal("waiting", again.GetProperty("look").GetString());
        Assert.Contains(_provider.Asked.Skip(tried), a => a.Contains("If-None-Match=\"v1\"", StringComparison.Ordinal));
        Assert.Equal(1, (await Book.DaysAsync("spot/ZC", GermanTime.Date(Today.First), GermanTime.Date(Today.First), null, default))[0].Version);
    }

    [Fact]
    public async Task The_token_of_ENTSO_E_stands_in_no_answer_no_text_and_no_audit()
    {
        const string Token = "geheim-0815-token";
        await SetAsync("entsoe", "ZD", "10Y1001A1001A82H", Token);
        _provider.Answer = http => StandIn.SayAsync(http, 200, $"""
            <Acknowledgement_MarketDocument><createdDateTime>2026-11-22T12:00:00Z</createdDateTime><Reason><code>999</code><text>No matching data found for {http.Request.Query["securityToken"]}</text></Reason></Acknowledgement_MarketDocument>
            """);
        var said = await FetchAsync("entsoe");
        Assert.Contains($"securityToken={Token}", _provider.Asked.Last(), StringComparison.Ordinal);
        Assert.Contains("999: No matching data found for …", said.GetProperty("why").GetString(), StringComparison.Ordinal);

        var day = GermanTime.Day(GermanTime.Date(Wanted.First));
        _provider.Answer = http => StandIn.SayAsync(http, 200, MarketTexts.EntsoeText(MarketTexts.Series(
            Iso(Wanted.First), Iso(Wanted.End), "PT15M", 1, (1, "95.10"), (day.Count + 1, "-500")))); // holes repeat, over all three days
        Assert.Equal("good", (await FetchAsync("entsoe")).GetProperty("look").GetString());
        var values = await Book.ReadAsync("spot/ZD", Wanted, null, default);
        Assert.Equal((9_510, -50_000), (values[Wanted.First + day.Count - 1], values[Wanted.End - 1]));

        foreach (var path in (string[])["api/energy/market/sources", "api/energy/market/sources/entsoe/letters", "energy/market/sources/entsoe", "api/audit?limit=100", "energy/market"])
        {
            using var answer = await _host.Local.GetAsync(path);
            Assert.DoesNotContain(Token, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SMARD_is_asked_for_its_list_of_weeks_and_then_for_those_that_are_needed()
    {
        await SetAsync("smard-chart", "ZE", "4169/DE-LU");
        var (old, week) = (((long)Wanted.First * 900_000) - 604_800_000, (long)Wanted.First * 900_000);
        _provider.Answer = http => http.Request.Path.Value!.EndsWith("index_quarterhour.json", StringComparison.Ordinal)
            ? StandIn.SayAsync(http, 200, $$"""{"timestamps":[{{old}},{{week}}]}""")
            : StandIn.SayAsync(http, 200, MarketTexts.SmardText((long)Wanted.First * 900, 900, [.. Enumerable.Range(0, Wanted.Count).Select(i => i < 8 ? "7.5" : i == 8 ? "null" : "8")]));
        var said = await FetchAsync("smard-chart");
        Assert.Equal(("waiting", 1), (said.GetProperty("look").GetString(), said.GetProperty("missing").GetInt32()));
        Assert.Equal($"GET /app/chart_data/4169/DE-LU/4169_DE-LU_quarterhour_{week}.json", _provider.Asked.Last());
        Assert.Equal(2, _provider.Asked.Count);
    }

    [Fact]
    public async Task The_nulls_of_the_GruenstromIndex_are_gaps_beside_the_index_of_the_house()
    {
        await SetAsync("gsi", "DE-LU", "69256", "0xabc");
        var start = ((long)Quarters.Of(DateTimeOffset.UtcNow) / 4 * 3600);
        _provider.Answer = http => http.Request.Method == "POST"
            ? StandIn.SayAsync(http, 200, """{"token":"kurz","expires":1}""")
            : StandIn.SayAsync(http, 200, MarketTexts.GsiText(start, [.. Enumerable.Range(0, 24).Select(i => i == 3 ? "\"eevalue\":null,\"gsi\":null" : "\"eevalue\":79,\"gsi\":75.05")]));
        var said = await FetchAsync("gsi");
        Assert.Equal(["POST /v2.0/auth/requestToken", "GET /v2.0/gsi/prediction?zip=69256 Authorization=Bearer kurz"], _provider.Asked);
        Assert.Equal(("waiting", 4), (said.GetProperty("look").GetString(), said.GetProperty("missing").GetInt32()));
        var values = await Book.ReadAsync("foreign/gsi/69256", new((int)(start / 900), 16), null, default);
        Assert.Equal((7_505, null), (values[(int)(start / 900)], values[(int)(start / 900) + 12]));
    }

    [Fact]
    public async Task Wrong_settings_are_all_told_at_once()
    {
        using var sent = await _host.Local.PutAsJsonAsync("api/energy/market/sources/entsoe", new { isOn = true, address = "ftp://x", zone = "de lu", place = "kurz", fetchFrom = "25:00" });
        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        var errors = JsonDocument.Parse(await sent.Content.ReadAsStringAsync()).RootElement.GetProperty("errors");
        Assert.Equal(["address", "fetchFrom", "place", "secret", "zone"], errors.EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_provider_that_fails_again_and_again_stands_on_the_first_page_and_is_asked_again_by_itself_after_a_restart()
    {
        using (var any = await _host.Local.PostAsync("api/energy/market/import?zone=AT", new StringContent(Awattar(Today)))) // without any signal the page greets instead
            Assert.Equal(HttpStatusCode.OK, any.StatusCode);
        await SetAsync("energy-charts", "ZG");
        _provider.Answer = http => StandIn.SayAsync(http, 503, "");
        for (var i = 0; i < 3; i++)
            await FetchAsync("energy-charts");
        using (var today = await _host.Local.GetAsync("/"))
            Assert.Contains("/energy/market/sources/energy-charts", await today.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        _provider.Answer = http => StandIn.SayAsync(http, 200, Charts(Wanted, _ => "7"));
        await SetAsync("energy-charts", "ZG"); // who mends the settings need not wait
        _host.Configuration["energy:market:lookSeconds"] = "1";
        await _host.RestartAsync();
        await Waiting.UntilAsync(async () => (await JsonAsync("api/energy/market/sources"))[0].GetProperty("look").GetString() == "good");
        using var quiet = await _host.Local.GetAsync("/");
        Assert.DoesNotContain("/energy/market/sources/energy-charts", await quiet.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_sends_on_elsewhere_is_not_followed()
    {
        await SetAsync("awattar", "ZF");
        _provider.Answer = http => StandIn.SayAsync(http, 302, "", ("Location", "http://192.0.2.7/v1"));
        Assert.Contains("192.0.2.7", (await FetchAsync("awattar")).GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Single(_provider.Asked);
    }

    static DateTimeOffset Time(JsonElement said, string name) => said.GetProperty(name).GetDateTimeOffset();

    static string Iso(int quarter) => Quarters.Start(quarter).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    static string Charts(QuarterRange range, Func<int, string> price) => MarketTexts.EnergyChartsText((long)range.First * 900, 900, [.. Enumerable.Range(0, range.Count).Select(price)]);

    static string Hours(QuarterRange range, Func<int, string> price) => MarketTexts.EnergyChartsText((long)range.First * 900, 3600, [.. Enumerable.Range(0, range.Count / 4).Select(price)]);

    static string Awattar(QuarterRange range) => MarketTexts.AwattarText((long)range.First * 900, [.. Enumerable.Repeat("5", range.Count / 4)]);

    async Task SetAsync(string key, string zone, string place = "", string? secret = null)
    {
        using var sent = await _host.Local.PutAsJsonAsync($"api/energy/market/sources/{key}", new { isOn = true, address = _provider.Address, zone, place, fetchFrom = "00:00", secret });
        Assert.True(sent.StatusCode == HttpStatusCode.NoContent, await sent.Content.ReadAsStringAsync());
    }

    async Task<JsonElement> FetchAsync(string key)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"api/energy/market/sources/{key}/fetch");
        request.Headers.AcceptLanguage.ParseAdd("en");
        using var answer = await _host.Local.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    async Task<JsonElement> JsonAsync(string path)
    {
        using var answer = await _host.Local.GetAsync(path);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}

/// <summary>Without permission no provider leads into the house's own network.</summary>
public sealed class SourceGuardTests(Host host) : IClassFixture<Host>
{
    [Theory]
    [InlineData("http://api.example.org")]
    [InlineData("https://127.0.0.1:5000")]
    [InlineData("https://10.1.2.3")]
    [InlineData("https://[::1]")]
    [InlineData("https://user@api.example.org")]
    public async Task An_address_of_the_house_is_refused(string address)
    {
        using var sent = await host.Local.PutAsJsonAsync("api/energy/market/sources/awattar", new { isOn = true, address, zone = "DE-LU", place = "", fetchFrom = "14:00" });
        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
    }
}
