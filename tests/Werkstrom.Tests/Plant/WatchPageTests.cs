using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Plant;

public sealed class WatchPageTests(Host host) : IClassFixture<Host>
{
    async Task<string> PageAsync(string address, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await host.Local.SendAsync(request);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_interval_says_whether_it_was_learned_or_set_and_what_was_learned_can_be_forgotten()
    {
        var signal = await host.SignalAsync("watch/presse/kraft");
        await host.WriteAsync(signal, DateTimeOffset.UtcNow, 3);
        var page = $"/plant/signals/{signal.Id}";
        Assert.Contains("nicht bekannt: nicht überwacht", await PageAsync(page, "de"), StringComparison.Ordinal);
        Assert.Contains("not watched", await PageAsync(page, "en"), StringComparison.Ordinal);

        await host.Services.GetRequiredService<SignalWatchBook>().ChangeAsync(
            [signal.Id], kept => kept with { Learned = TimeSpan.FromSeconds(90) }, default);
        Assert.Contains("<dd>1,5\u00A0min, gelernt", await PageAsync(page, "de"), StringComparison.Ordinal);
        Assert.Contains("Forget and learn anew", await PageAsync(page + "/edit", "en"), StringComparison.Ordinal);
        Assert.Equal("PT1M30S", (await ViewAsync(signal.Id)).GetProperty("learnedInterval").GetString());

        await host.Services.GetRequiredService<SignalCatalog>().ChangeAsync(signal.Id, s => s with { ExpectedInterval = TimeSpan.FromSeconds(1) }, default);
        Assert.Contains("<dd>1\u00A0s, set", await PageAsync(page, "en"), StringComparison.Ordinal);

        using var forgotten = await host.Local.DeleteAsync($"api/signals/{signal.Id}/learned-interval");
        Assert.Equal(HttpStatusCode.NoContent, forgotten.StatusCode);
        Assert.Equal(JsonValueKind.Null, (await ViewAsync(signal.Id)).GetProperty("learnedInterval").ValueKind);
    }

    [Fact]
    public async Task Imported_history_is_said_to_have_ended_and_raises_nothing_on_today()
    {
        var signal = await host.SignalAsync("watch/nab/machine");
        await host.WriteAsync(signal, new DateTimeOffset(2014, 2, 19, 15, 0, 0, TimeSpan.Zero), 95);
        Assert.Contains("ended 2014", await PageAsync($"/plant/signals/{signal.Id}", "en"), StringComparison.Ordinal);
        Assert.Contains("Daten bis 2014", await PageAsync($"/plant/signals/{signal.Id}", "de"), StringComparison.Ordinal);
        Assert.Equal("ended", (await ViewAsync(signal.Id)).GetProperty("last").GetProperty("standing").GetString());
        Assert.DoesNotContain("id=\"silent\"", await PageAsync("/", "en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", "Keine Daten: Kraft (+2)")]
    [InlineData("en", "No data: Kraft (+2)")]
    public async Task Marks_of_a_chart_speak_the_language_of_the_reader(string language, string expected)
    {
        var at = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        using var noted = await host.Local.PostAsJsonAsync("api/events", new { kind = "signal.silent", text = "No data: Kraft (+2)", from = at });
        using var other = await host.Local.PostAsJsonAsync("api/events", new { kind = "tool.change", text = "No data: by hand", from = at });
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (noted.StatusCode, other.StatusCode));

        var rows = JsonDocument.Parse(await PageAsync($"api/events?from={at}&to=2100-01-01T00:00:00Z", language)).RootElement.GetProperty("events").EnumerateArray().ToList();

        var silent = rows.First(row => row.GetProperty("kind").GetString() == "signal.silent");
        Assert.Equal(("No data: Kraft (+2)", expected), (silent.GetProperty("text").GetString(), silent.GetProperty("words").GetString()));
        Assert.Equal("No data: by hand", rows.First(row => row.GetProperty("kind").GetString() == "tool.change").GetProperty("words").GetString());
    }

    async Task<JsonElement> ViewAsync(int id) => JsonDocument.Parse(await host.Local.GetStringAsync($"api/signals/{id}")).RootElement;
}
