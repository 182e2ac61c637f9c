using System.Net;
using System.Net.Http.Json;
using Werkstrom.Tests.Setup;

namespace Werkstrom.Tests.Cooperation;

/// <summary>Who may do what in a pilot, as docs/pilots.md says: firms, moderator, guest.</summary>
public sealed class PilotRoleTests(Host host) : IClassFixture<Host>
{
    static readonly string[] All = ["anna", "berta", "mod", "gast"];
    static readonly string[] Firms = ["anna", "berta"];
    static readonly string[] Writers = ["anna", "berta", "mod"];

    [Fact]
    public async Task Each_role_may_do_what_the_page_for_users_says_and_nothing_else()
    {
        using var people = await PilotPeople.OpenAsync(host);
        var judged = (await people.OkAsync("mod", "criteria", new { trial = "", name = "Verständlich" })).GetProperty("id").GetInt32();
        var milestone = (await people.OkAsync("mod", "milestones", new { name = "Erster Abend", due = "2026-04-01", bufferDays = 3 })).GetProperty("id").GetInt32();
        (string Method, string Path, object Body, string[] May)[] actions =
        [
            ("POST", "/goals", new { text = "Abrechnen", criterion = "Rechnung stimmt", isPrivate = true }, Firms),
            ("POST", "/agreements", new { giver = "B", kind = "Signal", subject = "energy/rollen/green-index", resolution = "Hour", purpose = "green-index", from = "2026-03-01", until = "2026-05-31" }, Firms),
            ("POST", $"/criteria/{judged}/verdict", new { verdict = "Holds", reasons = "Gefragt." }, Firms),
            ("PUT", "", new { title = "Grünindex", question = "Kommt der Index?", partnerA = "Stadtwerk", partnerB = "Indexhaus", starts = "2026-03-01", ends = "2026-06-30" }, Writers),
            ("POST", "/criteria", new { trial = "", name = "Freundlich" }, Writers),
            ("PUT", "/connection", new { place = "Own", region = "nord", postalCode = "12345" }, Writers),
            ("POST", "/milestones", new { name = "Zweiter Abend", due = "2026-04-02", bufferDays = 0 }, Writers),
            ("POST", $"/milestones/{milestone}/move", new { due = "2026-04-03", why = "später" }, Writers),
            ("POST", "/decisions", new { what = "Weiter", why = "es geht", agreed = "alle" }, Writers),
            ("PUT", "/result", new { summary = "Es ging.", lessons = "", slug = "" }, Writers),
            ("POST", "/result/withdraw", new { }, Firms),
        ];
        foreach (var (method, path, body, may) in actions)
        {
            List<string> done = [];
            foreach (var who in All)
            {
                if (await StatusAsync(people, who, method, path, body) is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent)
                    done.Add(who);
            }

            Assert.Equal((path, string.Join(' ', may)), (path, string.Join(' ', done)));
        }
    }

    [Fact]
    public async Task A_moderator_starts_a_pilot_and_the_firms_end_it()
    {
        using var people = await PilotPeople.OpenAsync(host);
        Assert.Equal(HttpStatusCode.Conflict, await MoveAsync(people, "gast", "Running"));
        Assert.Equal(HttpStatusCode.Conflict, await MoveAsync(people, "mod", "Stopped")); // both firms are there
        Assert.Equal(HttpStatusCode.NoContent, await MoveAsync(people, "mod", "Running"));
        foreach (var who in new[] { "mod", "gast" })
        {
            Assert.Equal(HttpStatusCode.Conflict, await MoveAsync(people, who, "Ended"));
            Assert.Equal(HttpStatusCode.Conflict, await MoveAsync(people, who, "Stopped"));
        }

        Assert.Equal((false, true), (await OffersEndAsync(people, "mod"), await OffersEndAsync(people, "berta")));
        Assert.Equal(HttpStatusCode.NoContent, await MoveAsync(people, "berta", "Ended"));
        foreach (var (who, status) in new[] { ("gast", HttpStatusCode.Conflict), ("mod", HttpStatusCode.NoContent), ("anna", HttpStatusCode.NoContent) })
            Assert.Equal(status, await StatusAsync(people, who, "POST", "/follow-up", new { text = "Der Tarif läuft." }));
    }

    [Fact]
    public async Task A_moderator_gives_up_what_was_prepared_while_a_firm_is_missing()
    {
        using var people = await PilotPeople.OpenAsync(host);
        using var made = await people["mod"].PostAsJsonAsync("api/pilots", new { title = "Leer", question = "Kommt jemand?", partnerA = "Stadtwerk", partnerB = "Niemand", starts = "2026-03-01", ends = "2026-05-31", side = "Moderator" });
        var id = (await made.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("id").GetInt32();
        using var stopped = await people["mod"].PostAsJsonAsync($"api/pilots/{id}/state", new { state = "Stopped", why = "Niemand kam." });
        Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
    }

    // the forms that end and stop
    async Task<bool> OffersEndAsync(PilotPeople people, string who)
    {
        using Browser browser = new(host.Address);
        (await browser.LogInAsync(people.Mail(who), PilotPeople.Password)).Dispose();
        var page = await browser.Http.GetStringAsync(new Uri($"/pilots/{people.Pilot}", UriKind.Relative));
        Assert.Equal(page.Contains("value=\"end\"", StringComparison.Ordinal), page.Contains("id=\"stopWhy\"", StringComparison.Ordinal));
        return page.Contains("id=\"stopWhy\"", StringComparison.Ordinal);
    }

    static Task<HttpStatusCode> MoveAsync(PilotPeople people, string who, string state) => StatusAsync(people, who, "POST", "/state", new { state, why = "Die Frage ist beantwortet." });

    static async Task<HttpStatusCode> StatusAsync(PilotPeople people, string who, string method, string path, object body)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri($"api/pilots/{people.Pilot}{path}", UriKind.Relative)) { Content = JsonContent.Create(body) };
        using var answer = await people[who].SendAsync(request);
        return answer.StatusCode;
    }
}
