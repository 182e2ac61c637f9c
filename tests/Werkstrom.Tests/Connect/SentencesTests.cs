using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Connect;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;

namespace Werkstrom.Tests.Connect;

/// <summary>Why something was refused, in the reader's language.</summary>
public sealed partial class SentencesTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public void Every_reason_in_the_code_has_a_sentence_in_both_languages_with_the_same_places()
    {
        var texts = new ResourceManager(typeof(ConnectText));
        var keys = Directory.EnumerateFiles(Path.Combine(Root(), "src", "Werkstrom.Connect"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Keys().Matches(File.ReadAllText(file))).Select(match => match.Groups["key"].Value).Distinct().ToList();

        Assert.InRange(keys.Count, 45, 100);
        Assert.All(keys, key =>
        {
            var english = texts.GetResourceSet(CultureInfo.InvariantCulture, true, false)!.GetString("why." + key);
            var german = texts.GetResourceSet(CultureInfo.GetCultureInfo("de"), true, false)!.GetString("why." + key);
            Assert.True(english is not null && german is not null, key);
            Assert.NotEqual(english, german);
            Assert.Equal(Places(english), Places(german));
        });
    }

    [Theory]
    [InlineData("a//t", "the path 'a//t' has an empty name")]
    [InlineData("t", "the path 't' has no asset: one belongs before the name of the signal, as in press3/temperature")]
    [InlineData("a/b /t", "a name in the path 'a/b /t' begins or ends with a space")]
    [InlineData("a/../t", "the path 'a/../t' has '.' or '..' as a name")]
    public void A_path_that_is_not_possible_is_told_in_words(string path, string words) => Assert.Equal(words, Unmade.Of(path, "…").Text);

    [Theory]
    [InlineData("kernel:maxSignals", "a/t is not made: there are as many signals as kernel:maxSignals allows", Reasons.SignalLimit)]
    [InlineData("kernel:maxAssets", "a/t is not made: there are as many assets as kernel:maxAssets allows", Reasons.SignalLimit)]
    [InlineData("anything else", "the path 'a/t' is not possible: anything else", Reasons.Path)]
    public void A_limit_of_the_catalog_is_told_in_words(string said, string words, string code) =>
        Assert.Equal((code, words), (Unmade.Of("a/t", said).Code, Unmade.Of("a/t", said).Text));

    [Theory]
    [InlineData("line", "", "Compare it with measurement,tag=value")]
    [InlineData("json", "", "Send an object, or an array of objects")]
    [InlineData("mqtt", "1760000000000000 works/p", "make a rule for the topic")]
    [InlineData("mqtt", "1760000000000000 spBv1.0/g/NDATA/n", "Bytes and File are not")]
    public void What_to_do_is_said_for_the_way_in(string kind, string context, string advice)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        DeadLetter letter = new()
        {
            Id = 1,
            At = default,
            Source = "s",
            Kind = kind,
            Context = context,
            Line = 1,
            Reason = Reasons.Syntax,
            Detail = "",
            Raw = "1,5",
            IsBase64 = false,
            IsCut = false,
            Bytes = 3,
        };
        using var services = new ServiceCollection().AddLogging().AddLocalization().AddSingleton<ReasonWords>().BuildServiceProvider();
        Assert.Contains(advice, Assert.Single(services.GetRequiredService<ReasonWords>().Advice(Reasons.Syntax, [letter, letter])), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_in_a_payload_cannot_pass_for_a_part_of_a_sentence()
    {
        var reason = Reason.Of(Reasons.Number, "number.none", "x\u001fy\u001ez").In("a\u001db").And(Reason.Of(Reasons.EmptyTag, "tag.empty", "{0}"));
        Assert.Equal("a\ufffdb: 'x\ufffdy\ufffdz' is neither a number nor a boolean; a text needs double quotes; tag '{0}' is empty", reason.Text);
        Assert.Equal("an English sentence of an older version", Sentences.English("an English sentence of an older version"));
        Assert.Equal("tag '' is empty", Sentences.English("tag.empty"));
    }

    [Fact]
    public async Task The_page_groups_a_burst_speaks_german_and_throws_it_away_while_the_wire_stays_english()
    {
        var lines = string.Concat(Enumerable.Range(0, 400).Select(i => $"group v=zwei{i} 1760000000\n")) + "group,t= v=1 1760000000\n";
        using (var answer = await host.Local.PostAsync("write?precision=s", new StringContent(lines)))
            Assert.Contains("line 1: v: 'zwei0' is neither a number nor a boolean", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var group = await GroupAsync("number", 400);
        var page = await PageAsync("missing", "de");

        Assert.Contains("400 Sendungen", page, StringComparison.Ordinal);
        Assert.Contains("1 Sendung<", page, StringComparison.Ordinal);
        Assert.Contains("v: „zwei399“ ist weder Zahl noch Wahrheitswert; ein Text braucht Anführungszeichen", page, StringComparison.Ordinal);
        Assert.DoesNotContain("zwei396", page, StringComparison.Ordinal); // three examples
        var all = await PageAsync($"missing?source={Uri.EscapeDataString(group)}&reason=number", "de");
        Assert.Equal(50, Rows().Count(all));
        Assert.DoesNotContain("is neither", all, StringComparison.Ordinal);

        using var bare = await host.Local.DeleteAsync(new Uri("api/connect/dead-letters", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        using var deleted = await host.Local.DeleteAsync(new Uri($"api/connect/dead-letters?source={Uri.EscapeDataString(group)}&reason=number", UriKind.Relative));
        Assert.Equal(400, (await deleted.Content.ReadFromJsonAsync<JsonNode>())!["deleted"]!.GetValue<long>());
        page = await PageAsync("missing", "en");
        Assert.DoesNotContain("zwei", page, StringComparison.Ordinal);
        Assert.Contains("tag 't' is empty", page, StringComparison.Ordinal);
        Assert.Contains("dead-letters.delete", await host.Local.GetStringAsync("api/setup/audit"), StringComparison.Ordinal);
    }

    async Task<string> GroupAsync(string reason, long count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var groups = (await host.Local.GetFromJsonAsync<JsonArray>("api/connect/dead-letters/groups", limit.Token))!;
            if (groups.Count == 2 && groups.SingleOrDefault(g => g!["reason"]!.GetValue<string>() == reason && g["count"]!.GetValue<long>() == count) is { } group)
                return group["source"]!.GetValue<string>();
            await Task.Delay(20, limit.Token);
        }
    }

    async Task<string> PageAsync(string path, string language)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path) { Headers = { { "Accept-Language", language }, { "Accept", "text/html" } } };
        using var answer = await host.Local.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    static string Places(string text) => string.Concat(Enumerable.Range(0, 6).Where(i => text.Contains($"{{{i}}}", StringComparison.Ordinal)));

    static string Root([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..");

    [GeneratedRegex(""""(Reason\.Of\(Reasons\.\w+, |Syntax\()"(?<key>[a-z.-]+)"|"(?<key>limit\.[a-z]+)"|\? "(?<key>field\.[a-z-]+)" : "(?<key>field\.[a-z-]+)\b"""")]
    private static partial Regex Keys();

    [GeneratedRegex("value=\"letter/")]
    private static partial Regex Rows();
}
