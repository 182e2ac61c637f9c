using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Work;
using Werkstrom.Kernel.People;
using Werkstrom.Store.Records;
using Werkstrom.Tests.Plant;
using Werkstrom.Tests.Setup;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Condition.Work;

/// <summary>The pages by a browser without script.</summary>
public sealed class WorkPageTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Monday = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    WorkDesk Desk => host.Services.GetRequiredService<WorkDesk>();

    async Task<Browser> BrowserAsync(string name, Role role)
    {
        await host.Services.GetRequiredService<Accounts>().AddAsync(new(name, $"{name}@werk.example", role, "en", "correct horse battery", MustChangePassword: false), default);
        Browser browser = new(host.Address);
        using var _ = await browser.LogInAsync($"{name}@werk.example", "correct horse battery");
        return browser;
    }

    [Fact]
    public async Task An_order_is_written_moved_taken_back_and_done_without_script()
    {
        using var browser = await BrowserAsync("Otto", Role.Operator);
        using var made = await browser.SendAsync("/cases/work/new", "new", ("title", "Riemen spannen"), ("priority", "high"), ("checklist", "eins\nzwei"));
        var page = made.Headers.Location!.ToString();
        Assert.StartsWith("/cases/work/", page[page.IndexOf("/cases", StringComparison.Ordinal)..], StringComparison.Ordinal);
        var id = long.Parse(page.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);

        using var moved = await PostAsync(browser, "/cases/work", $"/cases/work/{id}/move", ("state", "in-work"));
        Assert.Equal($"/cases/work?moved={id}&rev=2&state=in-work#wo-{id}", moved.Headers.Location!.ToString());
        var board = await browser.Http.GetStringAsync($"/cases/work?moved={id}&rev=2&state=in-work");
        Assert.Contains("Take back", board, StringComparison.Ordinal);
        using var back = await PostAsync(browser, $"/cases/work?moved={id}&rev=2", $"/cases/work/{id}/undo");
        Assert.Equal("open", (await Desk.FindAsync(id, default))!.State);

        using var ticked = await PostAsync(browser, $"/cases/work/{id}", $"/cases/work/{id}/tick", ("line", "1"));
        Assert.Equal(("zwei", true, "Otto"), (await Desk.FindAsync(id, default))!.Checklist[1] is { } line ? (line.Text, line.IsDone, line.By) : default);
        using var noted = await PostAsync(browser, $"/cases/work/{id}", $"/cases/work/{id}/note", ("text", "Riemen <neu>"));
        Assert.Contains("Riemen &lt;neu&gt;", await browser.Http.GetStringAsync($"/cases/work/{id}"), StringComparison.Ordinal);

        using var done = await browser.SendAsync($"/cases/work/{id}?finish=true", "finish",
            ("started_at", "2026-11-23T07:00"), ("ended_at", "2026-11-23T09:30"), ("failure_mode", "STD"), ("part", "Riemen"), ("is_replaced", "true"), ("failure", "New"));
        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        var order = (await Desk.FindAsync(id, default))!;
        Assert.Equal(("done", Monday, "STD"), (order.State, order.StartedAt!.Value, order.FailureMode)); // 07:00 in Berlin
        var failure = Assert.Single(await host.Services.GetRequiredService<RecordQueries>().ListAsync(new("failure"), default), f => f.Origin == $"work:{id}");
        Assert.Equal(("Otto", true), (failure.Author, failure.Values["is_replaced"]));
    }

    [Fact]
    public async Task What_is_open_of_the_checklist_is_told_and_no_failure_is_chosen_whatever_was_said_of_the_case()
    {
        using var browser = await BrowserAsync("Olga", Role.Operator);
        var store = host.Services.GetRequiredService<RecordStore>();
        var signal = await host.SignalAsync("wo/finish/m1/temperature");
        async Task<string> FinishAsync(string state)
        {
            var found = (await store.AppendAsync([new("case", signal.AssetId, Monday, null, new Dictionary<string, object?> { ["title"] = "hot", ["state"] = state, ["failure_mode"] = "VIB" })], "test", default)).Rows[0].Id;
            var order = (await Desk.AddAsync(new()
            {
                Title = "look",
                At = Monday,
                AssetId = signal.AssetId,
                CaseId = found,
                FailureMode = "VIB",
                Checklist = [new("drain oil"), new("fill oil", IsDone: true)],
            }, "Anna", default)).Order!;
            return await browser.Http.GetStringAsync($"/cases/work/{order.Id}?finish=true");
        }

        var (open, confirmed) = (await FinishAsync("open"), await FinishAsync("confirmed"));

        Assert.Contains("The checklist is not done: 1 of 2 open", open, StringComparison.Ordinal);
        Assert.Contains("<div>drain oil</div>", open, StringComparison.Ordinal);
        Assert.Matches("<option value=\"None\"[^>]* selected", open);
        Assert.Matches("<option value=\"None\"[^>]* selected", confirmed); // a repair in time is no failure
    }

    [Fact]
    public async Task A_late_change_is_told_and_what_was_entered_stays()
    {
        using var browser = await BrowserAsync("Lena", Role.Operator);
        var id = (await Desk.AddAsync(new() { Title = "Späte Änderung", At = Monday }, "Anna", default)).Order!.Id;
        var html = await browser.Http.GetStringAsync($"/cases/work/{id}");
        await Desk.ChangeAsync(id, null, o => o with { Part = "Dichtung" }, "Bert", default);

        using var answer = await PostOldAsync(browser, html, $"/cases/work/{id}", "value=\"edit\"", ("title", "Meine Worte"), ("priority", "normal"));
        var told = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Bert changed this order", told, StringComparison.Ordinal);
        Assert.Contains("value=\"Meine Worte\"", told, StringComparison.Ordinal);
        Assert.Equal("Dichtung", (await Desk.FindAsync(id, default))!.Part);
    }

    [Fact]
    public async Task The_one_search_finds_an_order_by_its_words_and_its_number()
    {
        var id = (await Desk.AddAsync(new() { Title = "Spindellager wechseln", At = Monday, Part = "7014 C" }, "Anna", default)).Order!.Id;
        await UntilAsync(async () => await FindAsync("spindellager") && await FindAsync($"arbeitsauftrag {id}") && await FindAsync("7014 wechseln")); // orders are read every ten seconds

        async Task<bool> FindAsync(string words) => (await host.Local.GetFromJsonAsync<JsonElement>($"/api/search?q={Uri.EscapeDataString(words)}")).EnumerateArray()
            .Any(hit => hit.GetProperty("kind").GetString() == "work" && hit.GetProperty("url").GetString() == $"/cases/work/{id}");
    }

    [Fact]
    public async Task A_viewer_sees_and_changes_nothing()
    {
        using var browser = await BrowserAsync("Vera", Role.Viewer);
        var id = (await Desk.AddAsync(new() { Title = "Nur lesen", At = Monday, Checklist = [new("x")] }, "Anna", default)).Order!.Id;

        var html = await browser.Http.GetStringAsync($"/cases/work/{id}");
        Assert.DoesNotContain($"/cases/work/{id}/move", html, StringComparison.Ordinal);
        Assert.DoesNotContain($"/cases/work/{id}/tick", html, StringComparison.Ordinal);
        using var refused = await browser.Http.PostAsync($"/cases/work/{id}/move", new FormUrlEncodedContent([new("state", "planned")]));
        Assert.Equal("open", (await Desk.FindAsync(id, default))!.State);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        using var missing = await browser.Http.GetAsync("/cases/work/987654321");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Types_fields_and_choices_of_cases_and_orders_have_words_in_both_languages()
    {
        await Desk.AddAsync(new() { Title = "Wörter", At = Monday, State = "in-work", FailureMode = "VIB" }, "Anna", default);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/figures/records?type=work-order");
        request.Headers.AcceptLanguage.ParseAdd("de");
        using var answer = await host.Local.SendAsync(request);
        var german = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        foreach (var word in (string[])["Arbeitsauftrag", "Fall", "Ausfallart", "Dringlichkeit", "Fachkenntnis", "Stillstand", "in Arbeit", "Schwingung (VIB)"])
            Assert.Contains(word, german, StringComparison.Ordinal);
    }

    static async Task<HttpResponseMessage> PostAsync(Browser browser, string page, string action, params (string Name, string Value)[] fields) =>
        await PostOldAsync(browser, await browser.Http.GetStringAsync(page), action, $"action=\"{action}\"", fields);

    /// <summary>Sends a form of a page that was loaded earlier, with its hidden fields.</summary>
    static Task<HttpResponseMessage> PostOldAsync(Browser browser, string html, string address, string mark, params (string Name, string Value)[] fields)
    {
        var form = html.Split("<form").First(f => f.Contains(mark, StringComparison.Ordinal)).Split("</form>")[0];
        var hidden = System.Text.RegularExpressions.Regex.Matches(form, "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")
            .Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)));
        return browser.Http.PostAsync(address, new FormUrlEncodedContent([.. hidden, .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]));
    }
}
