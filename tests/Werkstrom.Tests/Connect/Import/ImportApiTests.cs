using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Werkstrom.Tests.Connect.Import;

/// <summary>The API and the pages of the import on the real host, up to the moment before samples are written.</summary>
public sealed class ImportApiTests(Host host) : IClassFixture<Host>
{
    const string German = "Zeitpunkt;Leistung [kW];Status\n01.02.2024 10:00;1.012,5;an\n01.02.2024 10:15;13;aus\n01.02.2024 10:30;-;an\n";

    [Fact]
    public async Task A_file_becomes_a_proposal_with_reasons()
    {
        var import = await SendAsync(German, "Halle Süd.csv");

        Assert.Equal("proposed", import["state"]!.GetValue<string>());
        Assert.Equal(3, import["check"]!["rows"]!.GetValue<long>());
        Assert.Equal(["Halle Süd/Leistung", "Halle Süd/Status"], import["check"]!["signals"]!.AsArray().Select(s => s!["path"]!.GetValue<string>()));
        Assert.Contains("1.012,5", import["guesses"]!.AsArray().Single(g => g!["about"]!.GetValue<string>() == "decimal")!["reason"]!.GetValue<string>());
        Assert.DoesNotContain("why.", import.ToJsonString());
    }

    [Fact]
    public async Task A_correction_is_looked_at_at_once()
    {
        var import = await SendAsync(German, "b.csv");
        var answer = await host.Local.PatchAsJsonAsync(
            $"api/connect/imports/{import["id"]}", new { zone = "UTC", path = "works/hall", columns = new[] { new { index = 2, role = "ignored" } } });
        var changed = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;

        Assert.Equal(["works/hall/Leistung"], changed["check"]!["signals"]!.AsArray().Select(s => s!["path"]!.GetValue<string>()));
        Assert.Equal(new DateTimeOffset(2024, 2, 1, 10, 0, 0, TimeSpan.Zero), changed["check"]!["first"]!.GetValue<DateTimeOffset>());
    }

    [Theory]
    [InlineData("""{"zone":"Europe/Atlantis"}""")]
    [InlineData("""{"pattern":"HH"}""")]
    [InlineData("""{"decimal":".","thousands":"."}""")]
    [InlineData("""{"columns":[{"index":99}]}""")]
    public async Task An_impossible_correction_is_refused(string change)
    {
        var import = await SendAsync(German, "c.csv");
        var answer = await host.Local.PatchAsync($"api/connect/imports/{import["id"]}", new StringContent(change, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,b\n", "no row")]
    [InlineData("PK\u0003\u0004", "ZIP")]
    public async Task A_file_that_cannot_be_read_is_refused_in_words(string text, string part)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/connect/imports?name=x.csv") { Content = new StringContent(text) };
        request.Headers.AcceptLanguage.ParseAdd("en");
        var answer = await host.Local.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(part, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_file_name_is_never_a_path_on_this_machine()
    {
        var import = await SendAsync(German, "../../../etc/cron.d/x\u0000\n.csv");

        Assert.DoesNotContain("/", import["name"]!.GetValue<string>());
        Assert.False(File.Exists(Path.Combine(host.Folder, "../../../etc/cron.d/x.csv")));
    }

    [Fact]
    public async Task Without_a_log_in_nothing_is_taken()
    {
        using var client = host.Anonymous();
        var answer = await client.PostAsync(new Uri("api/connect/imports?name=x.csv", UriKind.Relative), new StringContent(German));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("de", "Datei hochladen", "Trennzeichen", "sicher: „1.012,5“ beweist das Dezimalzeichen")]
    [InlineData("en", "Upload a file", "Delimiter", "sure: \"1.012,5\" proves the decimal sign")]
    public async Task The_pages_speak_both_languages(string language, string upload, string field, string reason)
    {
        var import = await SendAsync(German, $"page-{language}.csv");
        var list = WebUtility.HtmlDecode(await PageAsync("import", language));
        var detail = WebUtility.HtmlDecode(await PageAsync($"import/{import["id"]}", language));

        Assert.Contains(upload, list);
        Assert.Contains($"page-{language}.csv", list);
        Assert.Contains(field, detail);
        Assert.Contains(reason, detail);
        Assert.Contains("<path d=\"M", detail);
    }

    async Task<string> PageAsync(string path, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptLanguage.ParseAdd(language);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await host.Local.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    async Task<JsonNode> SendAsync(string text, string name)
    {
        using var answer = await host.Local.PostAsync($"api/connect/imports?name={Uri.EscapeDataString(name)}", new StringContent(text));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
