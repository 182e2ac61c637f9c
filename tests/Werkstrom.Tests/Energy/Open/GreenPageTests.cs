using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Serve;
using Werkstrom.Tests.Setup;

namespace Werkstrom.Tests.Energy.Open;

/// <summary>The green index of a postal code for everybody: no log-in, no cookie, the same for all.</summary>
public sealed class GreenPageTests(Host host) : IClassFixture<Host>, IAsyncLifetime
{
    static readonly DateOnly Day = GermanTime.Date(Quarters.Of(DateTimeOffset.UtcNow));

    // all before the first request: which postal codes there are is remembered for a minute
    public async Task InitializeAsync()
    {
        foreach (var (code, postal) in ((string, string)[])[("OPEN", "24103"), ("EMB", "24105"), ("PRG", "24107"), ("LATE", "24109")])
            await RegionAsync(code, postal);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_postal_code_has_its_page_without_log_in_and_cookie()
    {
        await SealAsync("OPEN", Day, _ => 80);
        await SealAsync("OPEN", Day.AddDays(1), _ => 10);
        using var http = host.Anonymous();
        using var answer = await http.GetAsync("/green/24103?lang=en");
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Green power in 24103 (Town OPEN)", page, StringComparison.Ordinal);
        Assert.Contains("Green: a good time to use electricity", page, StringComparison.Ordinal);
        Assert.Contains("No green time on this day.", page, StringComparison.Ordinal); // tomorrow
        Assert.Contains("type: custom", page, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("public, max-age=60", answer.Headers.CacheControl!.ToString());
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);

        using HttpRequestMessage again = new(HttpMethod.Get, "/green/24103?lang=en") { Headers = { { "If-None-Match", answer.Headers.ETag!.Tag } } };
        using var same = await http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        using HttpRequestMessage german = new(HttpMethod.Get, "/green/24103") { Headers = { { "Accept-Language", "de-AT,en;q=0.5" } } };
        using var said = await http.SendAsync(german);
        Assert.Contains("Grünstrom in 24103", WebUtility.HtmlDecode(await said.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_signed_in_sends_and_gets_no_cookie_there_and_only_the_small_page_may_be_framed()
    {
        await SealAsync("EMB", Day, _ => 50);
        var people = host.Services.GetRequiredService<Accounts>();
        await people.AddAsync(new("v", "v@example.org", Role.Viewer, null, "ganz anders und gut", MustChangePassword: false), default);
        using Browser browser = new(host.Address);
        using var entered = await browser.LogInAsync("v@example.org", "ganz anders und gut");
        using var small = await browser.Http.GetAsync("/green/24105?embed=1");

        Assert.False(small.Headers.Contains("Set-Cookie"));
        Assert.EndsWith("frame-ancestors *", small.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("evcc", await small.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var page = await browser.Http.GetAsync("/");
        Assert.EndsWith("frame-ancestors 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal); // everywhere else
    }

    [Fact]
    public async Task Programs_read_the_index_and_evcc_the_carbon_without_a_token()
    {
        await SealAsync("PRG", Day, _ => 70);
        using var http = host.Anonymous();
        var index = await http.JsonAsync("/green/24107/index.json");

        Assert.Equal(("24107", GermanTime.Day(Day).Count), (index.GetProperty("postalCode").GetString(), index.GetProperty("quarters").GetArrayLength()));
        Assert.Equal((70, "green"), (index.GetProperty("quarters")[0].GetProperty("index").GetInt32(), index.GetProperty("quarters")[0].GetProperty("light").GetString()));
        Assert.Equal(JsonValueKind.Array, (await http.JsonAsync("/green/24107/evcc.json")).ValueKind);
        using var heat = await http.GetAsync($"/green/24107/{Day.Year}.svg");
        Assert.Equal("image/svg+xml", heat.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/green/99999", HttpStatusCode.NotFound, "There is no green index for 99999")]
    [InlineData("/green/abc", HttpStatusCode.NotFound, "A postal code has five digits.")]
    [InlineData("/green?plz=12", HttpStatusCode.BadRequest, "A postal code has five digits.")]
    [InlineData("/green", HttpStatusCode.OK, "Green power by postal code")]
    [InlineData("/green/99999/index.json", HttpStatusCode.NotFound, "nothing is known of this here")]
    [InlineData("/green/99999/2024.svg", HttpStatusCode.NotFound, "nothing is known of this here")]
    [InlineData("/green/99999/2024-01-01/seal.json", HttpStatusCode.NotFound, "nothing is known of this here")]
    public async Task What_is_not_known_is_said(string path, HttpStatusCode status, string words)
    {
        using var http = host.Anonymous();
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        using var answer = await http.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(words, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_search_leads_to_the_page_and_a_late_index_is_said()
    {
        using var http = host.Anonymous();
        using var found = await http.GetAsync("/green?plz=24109");
        Assert.Equal("/green/24109", found.Headers.Location!.ToString());
        var page = WebUtility.HtmlDecode(await http.GetStringAsync("/green/24109?lang=en"));
        Assert.Contains("The light is off", page, StringComparison.Ordinal);
        Assert.Contains("The index of today did not come", page, StringComparison.Ordinal);
    }

    async Task RegionAsync(string code, string postal) => Assert.Empty(await host.Services.GetRequiredService<RegionBook>().PutAsync(
        new() { Code = code, Name = "Town " + code, PriceZone = "DE-LU", FederalState = "", PostalCodes = postal, Sources = "" }, default));

    Task SealAsync(string code, DateOnly day, Func<int, int?> index) => host.Services.GetRequiredService<SeriesBook>().SealAsync(
        SeriesNames.Index(code), day, [.. Enumerable.Range(0, GermanTime.Day(day).Count).Select(index)], "test", DateTimeOffset.UtcNow, "seal", default);
}
