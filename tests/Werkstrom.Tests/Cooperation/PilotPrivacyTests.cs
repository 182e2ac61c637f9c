using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Tests.Setup;

namespace Werkstrom.Tests.Cooperation;

public sealed class PilotPrivacyTests(Host host) : IClassFixture<Host>
{
    const string Secret = "Zwetschgenkuchen";

    static readonly string[] Pages = ["", "/data", "/check", "/result"];
    static readonly string[] Lists = ["", "/goals", "/agreements", "/criteria", "/connection", "/checks", "/milestones", "/decisions", "/result"];

    static object Goal(string text, bool isPrivate) => new { text, criterion = $"{text} ist da", stopIf = $"ohne {text}", isPrivate, reached = "Partly", reachedWhy = $"{text} halb" };

    [Fact]
    public async Task A_private_goal_is_read_by_its_own_firm_and_by_nobody_else_anywhere()
    {
        using var people = await PilotPeople.OpenAsync(host);
        await people.OkAsync("berta", "goals", Goal(Secret, true));
        await people.OkAsync("berta", "goals", Goal("Apfelmus", false));
        await people.OkAsync("mod", "decisions", new { what = "Wir beginnen", why = "alle da", agreed = "alle" });
        Assert.Equal(2, (await people.GetAsync("berta", "goals")).GetArrayLength());

        foreach (var who in new[] { "anna", "mod", "gast" })
        {
            Assert.Equal("Apfelmus", Assert.Single((await people.GetAsync(who, "goals")).EnumerateArray()).GetProperty("text").GetString());
            foreach (var list in Lists)
                Assert.DoesNotContain(Secret, await TextAsync(people[who], $"/api/pilots/{people.Pilot}{list}"), StringComparison.Ordinal);
        }

        // written down and published, it is still not there
        using (var written = await people["mod"].PutAsJsonAsync($"api/pilots/{people.Pilot}/result", new { summary = "Es ging.", lessons = "Früh fragen.", slug = "gruenindex-erprobt" }))
            Assert.Equal(HttpStatusCode.NoContent, written.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/pilot-results/gruenindex-erprobt"));
        var mark = (await people.GetAsync("anna", "result")).GetProperty("mark").GetString();
        await people.OkAsync("anna", "result/agree", new { mark });
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/pilot-results/gruenindex-erprobt"));
        await people.OkAsync("berta", "result/agree", new { mark });
        using var stranger = host.Anonymous();
        var page = await stranger.GetStringAsync("/pilot-results/gruenindex-erprobt");
        Assert.Contains("Apfelmus", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page + await stranger.GetStringAsync("/api/pilot-results/gruenindex-erprobt"), StringComparison.Ordinal);

        foreach (var address in new[] { "/setup/audit", "/api/audit", $"/api/search?q={Secret}", "/api/agreements", $"/api/pilots/{people.Pilot}/goals", $"/pilots/{people.Pilot}" })
        {
            foreach (var client in new[] { host.Local, people["fremd"] })
                Assert.DoesNotContain(Secret, (await TextAsync(client, address)).Replace($"q={Secret}", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        foreach (var file in Directory.EnumerateFiles(host.Folder, "registry.db*"))
            Assert.DoesNotContain(Secret, await ReadSharedAsync(file), StringComparison.Ordinal);

        await people.OkAsync("berta", "result/withdraw", new { });
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/pilot-results/gruenindex-erprobt"));
    }

    [Fact]
    public async Task Pages_show_a_private_goal_to_its_firm_only_and_nothing_to_an_admin_who_takes_no_part()
    {
        using var people = await PilotPeople.OpenAsync(host);
        await people.OkAsync("berta", "goals", Goal(Secret, true));

        foreach (var (who, sees) in new[] { ("berta", true), ("anna", false), ("mod", false), ("gast", false), ("fremd", false) })
        {
            using Browser browser = new(host.Address);
            (await browser.LogInAsync(people.Mail(who), PilotPeople.Password)).Dispose();
            foreach (var page in Pages)
            {
                using var answer = await browser.Http.GetAsync(new Uri($"/pilots/{people.Pilot}{page}", UriKind.Relative));
                Assert.Equal(who == "fremd" ? HttpStatusCode.NotFound : HttpStatusCode.OK, answer.StatusCode);
                Assert.Equal(sees && page.Length == 0, (await answer.Content.ReadAsStringAsync()).Contains(Secret, StringComparison.Ordinal));
            }

            Assert.Equal(who != "fremd", (await browser.Http.GetStringAsync(new Uri("/pilots", UriKind.Relative))).Contains($"/pilots/{people.Pilot}\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Whoever_takes_no_part_is_told_the_same_as_where_there_is_no_pilot()
    {
        using var people = await PilotPeople.OpenAsync(host);
        var routes = host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith("/api/pilots/{id:int}", StringComparison.Ordinal) == true).ToList();
        Assert.True(routes.Count > 25, $"{routes.Count} routes");
        foreach (var route in routes)
        {
            var method = route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0];
            foreach (var client in new[] { people["fremd"], host.Local })
            {
                var (there, nowhere) = (await TryAsync(client, method, route, people.Pilot), await TryAsync(client, method, route, 999_999));
                Assert.Equal((HttpStatusCode.NotFound, nowhere.Text), there);
            }
        }
    }

    [Fact]
    public async Task A_firm_decides_itself_who_speaks_for_it_and_keeps_its_last_person()
    {
        using var people = await PilotPeople.OpenAsync(host);
        foreach (var who in new[] { "mod", "anna", "gast" })
        {
            using var refused = await people.PostAsync(who, "people", new { mail = people.Mail("anton"), side = "B" });
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        }

        await people.OkAsync("anna", "people", new { mail = people.Mail("anton"), side = "A" });
        using (var last = await people["berta"].DeleteAsync(new Uri($"api/pilots/{people.Pilot}/people/{await NumberAsync(people, "berta")}", UriKind.Relative)))
            Assert.Equal(HttpStatusCode.Conflict, last.StatusCode);
        using var gone = await people["anton"].DeleteAsync(new Uri($"api/pilots/{people.Pilot}/people/{await NumberAsync(people, "anton")}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using var after = await people["anton"].GetAsync(new Uri($"api/pilots/{people.Pilot}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    static async Task<int> NumberAsync(PilotPeople people, string who) => (await people.GetAsync("mod", "")).GetProperty("people").EnumerateArray()
        .First(p => p.GetProperty("name").GetString() == who).GetProperty("personId").GetInt32();

    static async Task<(HttpStatusCode Status, string Text)> TryAsync(HttpClient client, string method, RouteEndpoint route, int pilot)
    {
        var path = System.Text.RegularExpressions.Regex.Replace(route.RoutePattern.RawText!.Replace("{id:int}", $"{pilot}", StringComparison.Ordinal).Replace("{step}", "accept", StringComparison.Ordinal), "\\{[a-z]+:int\\}", "1");
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (method is "POST" or "PUT")
            request.Content = new StringContent("""{"version":1,"place":"Own","side":"A","state":"Running","verdict":"Holds"}""", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, System.Text.RegularExpressions.Regex.Replace(text, "\"traceId\":\"[^\"]*\"", ""));
    }

    static async Task<string> TextAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }

    async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var client = host.Anonymous();
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }

    static async Task<string> ReadSharedAsync(string file)
    {
        await using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader reader = new(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
