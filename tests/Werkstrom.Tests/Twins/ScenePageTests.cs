using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tests.Plant;

namespace Werkstrom.Tests.Twins;

/// <summary>The pages without script: the list says what the picture shows.</summary>
public sealed class ScenePageTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task The_list_has_each_machine_with_state_values_and_link_and_the_twin_page_its_facts()
    {
        var signal = await host.SignalAsync("page-works/mill1/temperature");
        await host.WriteAsync(signal, TimeProvider.System.GetUtcNow(), 71.5);
        Assert.True(host.Services.GetRequiredService<AssetCatalog>().TryGet("page-works/mill1", out var mill));

        var list = await host.Local.GetStringAsync(new Uri("/plant/scene", UriKind.Relative));
        Assert.Contains($"href=\"/plant/twins/{mill.Id}\"", list, StringComparison.Ordinal);
        Assert.Contains($"data-signal=\"{signal.Id}\"", list, StringComparison.Ordinal);
        Assert.Contains("<ws-scene", list, StringComparison.Ordinal);

        var twin = await host.Local.GetStringAsync(new Uri($"/plant/twins/{mill.Id}", UriKind.Relative));
        Assert.Contains("<h1>mill1</h1>", twin, StringComparison.Ordinal);
        Assert.Contains("page-works/mill1", twin, StringComparison.Ordinal);
        Assert.Contains($"href=\"/plant/signals/{signal.Id}\"", twin, StringComparison.Ordinal);
        Assert.Contains($"/plant/twins/{mill.Id}", await host.Local.GetStringAsync(new Uri($"/plant/assets/{mill.Id}", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("href=\"/plant/scene\"", await host.Local.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", "2026-03-01T00:02:30Z", "mill1 temperature 99 °C handeln: sendet", "01.03.2026 01:02:30 UTC+01:00 Jetzt")]
    [InlineData("en", "2026-03-01T00:02:30Z", "mill1 temperature 99 °C act: sends", "1 Mar 2026 01:02:30 UTC+01:00 Now")]
    [InlineData("en", "2026-03-01T01:02:30", "mill1 temperature 99 °C act: sends", "1 Mar 2026 01:02:30 UTC+01:00 Now")]
    [InlineData("en", "2026-03-01T01:03:30+01:00", "mill1 temperature 40 °C good: sends", "1 Mar 2026 01:03:30 UTC+01:00 Now")]
    [InlineData("de", "2026-02-01T00:00Z", "mill1 temperature – °C ohne Urteil: keine Daten", "01.02.2026 01:00:00 UTC+01:00 Jetzt")]
    public async Task An_address_with_a_moment_shows_the_list_of_then(string language, string at, string said, string when)
    {
        var signal = await host.SignalAsync("then-works/mill1/temperature");
        await host.WriteAsync(signal, PlantData.Start, 10, 20, 99, 40);
        await host.Services.GetRequiredService<SignalCatalog>().ChangeAsync(signal.Id, s => s with { Limits = SignalLimits.None with { HighAlarm = 90 } }, default);
        Assert.True(host.Services.GetRequiredService<AssetCatalog>().TryGet("then-works", out var works));
        var page = await ReadAsync($"/plant/scene?asset={works.Id}&at={Uri.EscapeDataString(at)}", language);

        Assert.Equal(said, Words(page, "<tr data-thing=\"[0-9]+\">.*?</tr>"));
        Assert.Equal(when, Words(page, "<p class=\"sc-when\".*?</p>"));
        Assert.Contains("data-held", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yesterday", "“yesterday” is no moment")]
    [InlineData("0001-01-01T00:00", "“0001-01-01T00:00” is no moment")]
    [InlineData("2150-01-01T00:00Z", "2150-01-01T00:00Z is not past yet")]
    public async Task A_moment_that_is_none_is_said_and_the_list_is_of_now(string at, string said)
    {
        await host.SignalAsync("then-works/mill1/temperature");
        var page = await ReadAsync($"/plant/scene?at={Uri.EscapeDataString(at)}", "en");
        Assert.Contains(said, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("data-held", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/plant/scene?asset=987654")]
    [InlineData("/plant/twins/987654")]
    public async Task What_is_not_there_is_said_and_not_found(string address)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative)) { Headers = { { "Accept", "text/html" } } };
        using var answer = await host.Local.SendAsync(asked);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("987654", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    async Task<string> ReadAsync(string address, string language)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative)) { Headers = { { "Accept", "text/html" }, { "Accept-Language", language } } };
        using var answer = await host.Local.SendAsync(asked);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    // what is read aloud: the names of pictures, and texts
    static string Words(string page, string pattern)
    {
        var part = Regex.Match(page, pattern, RegexOptions.Singleline).Value.Replace(">veraltet<", "><", StringComparison.Ordinal).Replace(">stale<", "><", StringComparison.Ordinal);
        var named = Regex.Replace(part, "<svg[^>]*aria-label=\"([^\"]*)\"[^>]*>", "$1: ");
        return Regex.Replace(WebUtility.HtmlDecode(Regex.Replace(named, "<[^>]*>", " ")), @"\s+", " ").Trim();
    }
}
