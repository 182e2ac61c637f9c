using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Cases;
using Werkstrom.Kernel.People;
using Werkstrom.Tests.Plant;
using Werkstrom.Tests.Setup;

namespace Werkstrom.Tests.Condition.Cases;

/// <summary>What a case does with input that is wrong, comes twice, or from somebody who may not.</summary>
public sealed class CaseGuardTests(SparseHost sparse) : IClassFixture<SparseHost>
{
    readonly Host _host = sparse.Host;

    CaseBook Book => _host.Services.GetRequiredService<CaseBook>();

    CaseActs Acts => _host.Services.GetRequiredService<CaseActs>();

    [Fact]
    public async Task A_person_or_cause_that_is_too_long_is_told_with_the_rule()
    {
        var one = await CaseAsync("guard/m1/a");
        var endless = new string('x', 4001);

        var (assigned, _) = await _host.FormAsync($"/cases/{one.Id}", "act", new() { ["do"] = "assign", ["person"] = endless });
        var (confirmed, page) = await _host.FormAsync($"/cases/{one.Id}", "act", new() { ["do"] = "confirm", ["saw"] = "open", ["mode"] = "VIB", ["cause"] = endless });
        using var api = await _host.Local.PostAsJsonAsync($"/api/condition/cases/{one.Id}/assign", new { person = endless });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.BadRequest), (assigned, confirmed, api.StatusCode));
        Assert.Contains("4001 Zeichen; erlaubt sind höchstens 4000.", page, StringComparison.Ordinal);
        Assert.Equal((CaseState.Open, null), ((await Book.FindAsync(one.Id, default))!.State, (await Book.FindAsync(one.Id, default))!.Assignee));
    }

    [Fact]
    public async Task Only_a_person_of_the_house_who_may_act_can_be_responsible()
    {
        var one = await CaseAsync("guard/m2/a");
        await _host.PersonAsync("Otto Guard");
        await _host.PersonAsync("Vera Guard", Role.Viewer);

        var (_, page) = await _host.FormAsync($"/cases/{one.Id}", "act", new() { ["do"] = "assign", ["person"] = "nobody-here" });
        Assert.Contains("„nobody-here“ ist keine Person dieses Hauses", page, StringComparison.Ordinal);
        using var viewer = await _host.Local.PostAsJsonAsync($"/api/condition/cases/{one.Id}/assign", new { person = "Vera Guard" });
        Assert.Equal("person", Assert.Single((await viewer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()).Name);
        Assert.Null((await Book.FindAsync(one.Id, default))!.Assignee);

        (_, page) = await _host.FormAsync($"/cases/{one.Id}", "act", new() { ["do"] = "assign", ["person"] = "Otto Guard" });
        Assert.Contains("Die Zuständigkeit ist gespeichert.", page, StringComparison.Ordinal);
        Assert.Equal("Otto Guard", (await Book.FindAsync(one.Id, default))!.Assignee);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_acts_once_and_says_what_holds()
    {
        var one = await CaseAsync("guard/m3/a");
        var (status, page) = await _host.FormAsync($"/cases/{one.Id}", "act", FalseAlarm());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Als Fehlalarm gespeichert.", page, StringComparison.Ordinal);
        var revision = (await Book.FindAsync(one.Id, default))!.Revision;

        (status, page) = await _host.FormAsync($"/cases/{one.Id}", "act", FalseAlarm());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Als Fehlalarm gespeichert.", page, StringComparison.Ordinal);
        Assert.Equal(revision, (await Book.FindAsync(one.Id, default))!.Revision);

        var other = await CaseAsync("guard/m4/a");
        await Acts.FalseAlarmAsync(new("Berta"), other.Id, default);
        (status, page) = await _host.FormAsync($"/cases/{other.Id}", "act", FalseAlarm());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Berta hat den Fall inzwischen geändert: Er ist jetzt „Fehlalarm“.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_close_a_case_at_once_the_second_is_told_by_whom_it_was_closed_also_when_Werkstrom_wrote_to_it_since()
    {
        var one = await CaseAsync("guard/m6/a");
        var seen = CaseDecided.Mark((await Book.FindAsync(one.Id, default))!);
        await Acts.CloseAsync(new("Anna"), one.Id, default);
        await Book.ChangeAsync(one.Id, c => c with { Certainty = c.Certainty / 2 }, CaseBook.Self, default);
        var revision = (await Book.FindAsync(one.Id, default))!.Revision;

        var (_, page) = await _host.FormAsync($"/cases/{one.Id}", "act", new() { ["do"] = "close", ["saw"] = "open", ["mark"] = seen });
        Assert.Contains("Anna hat den Fall inzwischen geändert: Er ist jetzt „abgeschlossen“.", page, StringComparison.Ordinal);
        Assert.Contains("Stand: abgeschlossen, durch Anna,", page, StringComparison.Ordinal);
        using var api = await _host.Local.PostAsJsonAsync($"/api/condition/cases/{one.Id}/close", new { });
        Assert.Equal(HttpStatusCode.Conflict, api.StatusCode);
        Assert.Contains("Zuletzt entschieden hat Anna.", (await api.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(revision, (await Book.FindAsync(one.Id, default))!.Revision);
    }

    [Fact]
    public async Task Who_assigns_or_confirms_what_another_changed_meanwhile_overwrites_nothing_and_keeps_the_own_words()
    {
        var one = await CaseAsync("guard/m7/a");
        await _host.PersonAsync("Otto Mark");
        await _host.PersonAsync("Paul Mark");
        var seen = CaseDecided.Mark((await Book.FindAsync(one.Id, default))!);
        await Acts.AssignAsync(new("Anna"), one.Id, "Otto Mark", default);

        var (_, page) = await _host.FormAsync($"/cases/{one.Id}", "act", new() { ["do"] = "assign", ["person"] = "Paul Mark", ["mark"] = seen });
        Assert.Contains("Anna hat den Fall inzwischen geändert: zuständig ist Otto Mark. Sehen Sie nach", page, StringComparison.Ordinal);
        Assert.Equal("Otto Mark", (await Book.FindAsync(one.Id, default))!.Assignee);

        seen = CaseDecided.Mark((await Acts.ConfirmAsync(new("Anna"), one.Id, new("VIB", null, null, null), default)).Case!);
        await Acts.ConfirmAsync(new("Berta"), one.Id, new("VIB", "Lager", null, null), default);
        (_, page) = await _host.FormAsync($"/cases/{one.Id}", "act", new() { ["do"] = "confirm", ["saw"] = "confirmed", ["mark"] = seen, ["mode"] = "NOI", ["cause"] = "Getriebe" });
        Assert.Contains("Berta hat den Fall inzwischen geändert: andere Ursache. Sehen Sie nach", page, StringComparison.Ordinal);
        Assert.Contains("Von Ihnen als Ursache geschrieben: „Getriebe“", page, StringComparison.Ordinal);
        Assert.Equal(("VIB", "Lager"), ((await Book.FindAsync(one.Id, default))!.Mode, (await Book.FindAsync(one.Id, default))!.Cause));
    }

    [Fact]
    public async Task A_comment_that_is_sent_twice_stands_once_and_one_that_is_written_anew_stands_again()
    {
        var one = await CaseAsync("guard/m5/a");
        var key = FormKey.New();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Acts.CommentAsync(new("Anna"), one.Id, "Lager bestellt", key, default)));
        Assert.Single(await Acts.NotesAsync(one.Id, default));

        await _host.FormAsync($"/cases/{one.Id}", "comment", new() { ["text"] = "Lager bestellt", ["key"] = FormKey.New() });
        Assert.Equal(2, (await Acts.NotesAsync(one.Id, default)).Count);
    }

    [Theory]
    [InlineData("/cases/{0}")]
    [InlineData("/cases/rules/new")]
    [InlineData("/cases/health/{1}")]
    [InlineData("/cases/life/{1}")]
    [InlineData("/cases/causes")]
    public async Task A_form_of_a_page_that_one_may_only_read_is_refused_with_403(string path)
    {
        var one = await CaseAsync($"guard/{path.Length}/a");
        await _host.PersonAsync("Viola Guard", Role.Viewer);
        using Browser browser = new(_host.Address);
        using var _ = await browser.LogInAsync("Viola.Guard@werk.example", "correct horse battery");
        var page = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, one.Id, one.AssetId);

        using var read = await browser.Http.GetAsync(page);
        using var sent = await browser.Http.PostAsync(page, new FormUrlEncodedContent([new("_handler", "act"), new("do", "close")]));

        Assert.NotEqual(HttpStatusCode.Forbidden, read.StatusCode); // a machine without health yet has no page
        Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
        Assert.Equal(CaseState.Open, (await Book.FindAsync(one.Id, default))!.State);
    }

    [Fact]
    public async Task Where_nothing_is_open_the_list_points_at_the_cases_that_were()
    {
        var one = await CaseAsync("guard/m6/a");
        foreach (var open in await _host.OpenCasesAsync())
            await Acts.CloseAsync(new("Anna"), open.Id, default);
        var closed = await Book.CountAsync(new(Fields: new Dictionary<string, string> { ["state"] = "closed" }), default);

        var page = await _host.PageAsync("/cases", "de");

        Assert.Contains($"abgeschlossen ({closed})", page, StringComparison.Ordinal);
        Assert.Matches("href=\"/cases\\?state=all\">[1-9][0-9]* frühere", page);
        Assert.Contains($"/cases/{one.Id}", await _host.PageAsync("/cases?state=all", "de"), StringComparison.Ordinal);
    }

    static Dictionary<string, string> FalseAlarm() => new() { ["do"] = "false-alarm", ["saw"] = "open" };

    async Task<Case> CaseAsync(string path)
    {
        var signal = await _host.MachineSignalAsync(path);
        await _host.FoundAsync(CasePlant.Finding(signal));
        return Assert.Single(await _host.OpenCasesAsync(), c => c.AssetId == signal.AssetId);
    }
}
