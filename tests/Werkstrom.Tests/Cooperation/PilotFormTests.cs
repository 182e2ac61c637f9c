using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Werkstrom.Tests.Setup;

namespace Werkstrom.Tests.Cooperation;

/// <summary>Every form of a pilot answers with the page as it is afterwards: what was made stands there, what is wrong stands at its field, and nothing typed is lost.</summary>
public sealed partial class PilotFormTests(Host host) : IClassFixture<Host>
{
    [Theory]
    [InlineData("", "goal-new", "text=Jede Nacht ein Index;criterion=365 Tage", "Jede Nacht ein Index")]
    [InlineData("", "milestone", "name=Erster Abend;due=2026-04-01;bufferDays=7", "Erster Abend")]
    [InlineData("", "decision", "what=Wir bleiben dabei;decisionWhy=Es reicht;agreed=alle", "Wir bleiben dabei")]
    [InlineData("/check", "criterion", "trial=;name=Die Leute sind zufrieden", "Die Leute sind zufrieden")]
    [InlineData("/check", "connection", "place=Own;region=LU;fault=None", null)]
    public async Task What_a_form_made_stands_on_the_page_that_answers(string page, string form, string fields, string? seen)
    {
        using var people = await PilotPeople.OpenAsync(host);
        using var browser = await EnterAsync(people, "berta");

        var answer = await SendAsync(browser, $"/pilots/{people.Pilot}{page}", form, fields);

        Assert.Contains("Saved", answer, StringComparison.Ordinal);
        if (seen is not null)
            Assert.Contains(seen, PilotNameTests.Seen(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "goal-new", "text=;criterion=365 Tage", "365 Tage")]
    [InlineData("", "milestone", "name=Erster Abend;due=quatsch;bufferDays=7", "Erster Abend")]
    [InlineData("", "decision", "what=Wir bleiben dabei;decisionWhy=;agreed=alle", "Wir bleiben dabei")]
    [InlineData("", "add-person", "mail=niemand@pilot.example;as=Guest", "niemand@pilot.example")]
    [InlineData("/check", "criterion", "trial=;name=;days=3", "value=\"3\"")]
    [InlineData("/check", "connection", "place=Partner;region=LU;address=ftp://partner.example;fault=None", "ftp://partner.example")]
    public async Task What_is_wrong_stands_at_its_field_and_what_was_typed_is_kept(string page, string form, string fields, string kept)
    {
        using var people = await PilotPeople.OpenAsync(host);
        using var browser = await EnterAsync(people, "berta");

        var answer = await SendAsync(browser, $"/pilots/{people.Pilot}{page}", form, fields);

        var part = Forms().Matches(answer).Select(m => m.Value).Single(f => f.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        Assert.Contains("That was not saved", PilotNameTests.Seen(answer), StringComparison.Ordinal);
        Assert.Contains("ws-field-error", part, StringComparison.Ordinal);
        Assert.Contains(kept, WebUtility.HtmlDecode(part), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_goal_is_changed_and_removed_only_when_that_was_confirmed()
    {
        using var people = await PilotPeople.OpenAsync(host);
        using var browser = await EnterAsync(people, "berta");
        var page = $"/pilots/{people.Pilot}";
        var id = GoalForm().Match(await SendAsync(browser, page, "goal-new", "text=Der Index kommt;criterion=Jede Nacht")).Groups[1].Value;

        var changed = await SendAsync(browser, page, $"goal-{id}", "text=Der Index kommt;criterion=Jede Nacht vor 18 Uhr;reached=Open");
        var unsure = await SendAsync(browser, page, $"no-goal-{id}", "");
        var removed = await SendAsync(browser, page, $"no-goal-{id}", "sure=true");

        Assert.Contains("Jede Nacht vor 18 Uhr", PilotNameTests.Seen(changed), StringComparison.Ordinal);
        Assert.Contains("Please tick that it is to be removed.", PilotNameTests.Seen(unsure), StringComparison.Ordinal);
        Assert.Contains("Der Index kommt", PilotNameTests.Seen(unsure), StringComparison.Ordinal);
        Assert.DoesNotContain("Der Index kommt", PilotNameTests.Seen(removed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_program_writes_into_the_log_is_read_in_the_language_of_the_reader()
    {
        using var people = await PilotPeople.OpenAsync(host);
        await people.OkAsync("berta", "state", new { state = "Running" });
        await people.OkAsync("berta", "criteria", new { name = "Zufrieden" });
        using HttpRequestMessage german = new(HttpMethod.Get, $"api/pilots/{people.Pilot}/decisions") { Headers = { AcceptLanguage = { new("de") } } };
        using var answer = await people["anna"].SendAsync(german);
        using var english = await EnterAsync(people, "berta");
        var (de, en) = (JsonNode.Parse(await answer.Content.ReadAsStringAsync())![0]!, PilotNameTests.Seen(await english.Http.GetStringAsync(new Uri($"/pilots/{people.Pilot}", UriKind.Relative))));

        Assert.Equal(("Kriterium ergänzt: „Zufrieden“", "kein Grund genannt"), ((string)de["what"]!, (string)de["why"]!));
        Assert.Contains("Criterion added: “Zufrieden”", en, StringComparison.Ordinal);
        Assert.Contains("no reason was given", en, StringComparison.Ordinal);
    }

    async Task<Browser> EnterAsync(PilotPeople people, string who)
    {
        Browser browser = new(host.Address);
        (await browser.LogInAsync(people.Mail(who), PilotPeople.Password)).Dispose();
        return browser;
    }

    static async Task<string> SendAsync(Browser browser, string page, string form, string fields)
    {
        using var answer = await browser.SendAsync(page, form, [.. fields.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=', 2)).Select(p => (p[0], p[1]))]);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("value=\"goal-([0-9]+)\"")]
    private static partial Regex GoalForm();
}
