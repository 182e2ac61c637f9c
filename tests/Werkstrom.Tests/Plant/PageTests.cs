using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Plant;

/// <summary>The pages as they are without script, in both languages.</summary>
public sealed partial class PageTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Start = PlantData.Start;

    public static TheoryData<string, string> Pages => new()
    {
        { "/", "Heute|Today" },
        { "/plant", "Anlage|Plant" },
        { "/plant/signals", "Signale|Signals" },
        { "/plant/compare", "Vergleichen|Compare" },
        { "/plant/events", "Ereignisse|Events" },
        { "/figures/records", "Vorgänge|Records" },
        { "/plant/assets/new", "Anlage anlegen|Create asset" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_speaks_German_and_English(string path, string titles)
    {
        var (german, english) = (titles.Split('|')[0], titles.Split('|')[1]);
        Assert.Contains($"<h1>{german}</h1>", await PageAsync(path, "de"), StringComparison.Ordinal);
        Assert.Contains($"<h1>{english}</h1>", await PageAsync(path, "en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_signal_When_its_page_is_read_without_script_Then_chart_and_table_are_there()
    {
        var signal = await host.SignalAsync("seiten/ofen 1/temperatur");
        await host.WriteAsync(signal, Start, 20.5, 21, 71.25);
        var page = await PageAsync($"/plant/signals/{signal.Id}?from=2026-03-01T00:00:00Z&to=2026-03-01T01:00:00Z", "de");
        Assert.Contains("71,25", page, StringComparison.Ordinal);
        Assert.Contains("class=\"pl-plain-line\"", page, StringComparison.Ordinal);
        Assert.Contains("01.03.2026 01:02", page, StringComparison.Ordinal);
        Assert.Contains($"/api/signals/{signal.Id}/export", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_name_that_is_markup_When_pages_show_it_Then_it_stays_text()
    {
        const string Nasty = "<img src=x onerror=alert(1)> & \"Söhne\"";
        var signal = await host.SignalAsync($"seiten/{Nasty}/{Nasty}");
        await host.WriteAsync(signal, Start, 1, 2, 3);
        string[] paths =
        [
            "/plant", "/plant/signals", $"/plant/signals/{signal.Id}", $"/plant/signals/{signal.Id}/edit", $"/plant/assets/{signal.AssetId}",
            $"/plant/assets/{signal.AssetId}/edit", $"/plant/compare?signals={signal.Id}", "/plant/compare?search=%3Cimg%20src",
        ];
        foreach (var path in paths)
            Assert.DoesNotContain("<img src=x", await PageAsync(path, "de"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/plant/signals/999999")]
    [InlineData("/plant/assets/999999")]
    [InlineData("/figures/records/999999")]
    public async Task What_is_not_there_is_404(string path)
    {
        using var answer = await host.Local.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Given_a_span_that_cannot_be_read_When_the_page_is_opened_Then_it_says_so_and_still_shows()
    {
        var signal = await host.SignalAsync("seiten/ofen 1/spanne");
        Assert.Contains("gestern", await PageAsync($"/plant/signals/{signal.Id}?from=gestern&to=heute", "de"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_an_asset_that_has_prices_only_When_today_is_opened_Then_it_is_no_machine()
    {
        var (price, power) = (await host.SignalAsync("heute/boerse/preis", SignalKind.Price, ""), await host.SignalAsync("heute/presse/leistung"));
        await host.WriteAsync(price, DateTimeOffset.UtcNow.AddSeconds(-3), 1, 2, 3);
        await host.WriteAsync(power, DateTimeOffset.UtcNow.AddSeconds(-3), 1, 2, 3);

        var page = await PageAsync("/", "de");

        Assert.Contains("heute/presse", page, StringComparison.Ordinal);
        Assert.DoesNotContain("heute/boerse", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_form_When_limits_are_sent_with_decimal_commas_Then_they_hold()
    {
        var signal = await host.SignalAsync("seiten/ofen 1/grenzen");
        using var answer = await PostAsync($"/plant/signals/{signal.Id}/edit", "facts", new()
        {
            ["title"] = "Kerntemperatur",
            ["kind"] = "Measurement",
            ["interval"] = "1,5",
            ["retention"] = "",
            ["high-warning"] = "80,5",
            ["high-alarm"] = "90",
        });
        Assert.Equal($"/plant/signals/{signal.Id}", answer.RequestMessage!.RequestUri!.AbsolutePath); // redirects are followed
        host.Services.GetRequiredService<SignalCatalog>().TryGet(signal.Id, out var changed);
        Assert.Equal(("Kerntemperatur", 1.5, new SignalLimits(null, null, 80.5, 90)),
            (changed!.Title, changed.ExpectedInterval!.Value.TotalSeconds, changed.Limits));
    }

    [Fact]
    public async Task Given_a_form_with_faults_When_it_is_sent_Then_nothing_changes_and_what_was_typed_stays()
    {
        var signal = await host.SignalAsync("seiten/ofen 1/falsch");
        using var answer = await PostAsync($"/plant/signals/{signal.Id}/edit", "facts", new()
        {
            ["title"] = "Neu",
            ["kind"] = "Measurement",
            ["interval"] = "bald",
            ["retention"] = "0",
        });
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("bald", page, StringComparison.Ordinal);
        Assert.Contains("36500", page, StringComparison.Ordinal);
        host.Services.GetRequiredService<SignalCatalog>().TryGet(signal.Id, out var same);
        Assert.Null(same!.Title);
    }

    [Fact]
    public async Task Given_an_asset_When_it_is_renamed_by_form_Then_its_former_path_still_leads_there()
    {
        var signal = await host.SignalAsync("seiten/presse 3/kraft");
        using var answer = await PostAsync($"/plant/assets/{signal.AssetId}/edit", "move", new() { ["name"] = "Presse Süd", ["parent"] = "seiten" });
        Assert.Equal($"/plant/assets/{signal.AssetId}", answer.RequestMessage!.RequestUri!.AbsolutePath); // redirects are followed
        Assert.True(host.Services.GetRequiredService<AssetCatalog>().TryGet("seiten/presse 3", out var asset));
        Assert.Equal("seiten/Presse Süd", asset.Path);
    }

    [Fact]
    public async Task A_form_without_antiforgery_token_is_refused()
    {
        var signal = await host.SignalAsync("seiten/ofen 1/fremd");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "facts", ["title"] = "Fremd" });
        using var answer = await host.Local.PostAsync($"/plant/signals/{signal.Id}/edit", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    async Task<string> PageAsync(string path, string language)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, path);
        ask.Headers.Add("Accept-Language", language);
        using var answer = await host.Local.SendAsync(ask);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {page}");
        return Entities().Replace(page, found => $"{(char)Convert.ToInt32(found.Groups[1].Value, 16)}");
    }

    async Task<HttpResponseMessage> PostAsync(string path, string form, Dictionary<string, string> values)
    {
        using var page = await host.Local.GetAsync(path);
        var html = await page.Content.ReadAsStringAsync();
        values["_handler"] = form;
        values["__RequestVerificationToken"] = Antiforgery().Match(html).Groups[1].Value;
        using var ask = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(values) };
        ask.Headers.Add("Accept-Language", "de");
        if (page.Headers.TryGetValues("Set-Cookie", out var cookies))
            ask.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => cookie.Split(';')[0])));
        return await host.Local.SendAsync(ask);
    }

    // letters beyond ASCII are written as entities; < > & " stay as they are
    [GeneratedRegex("&#x([0-9A-F]{2,4});")] // &lt; and &quot; have names and stay
    private static partial Regex Entities();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
