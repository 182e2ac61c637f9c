using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Past;
using Werkstrom.Condition.Rules;
using Werkstrom.Store;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Tests.Plant;
using static Werkstrom.Tests.Condition.Past.PastPlant;

namespace Werkstrom.Tests.Condition.Past;

/// <summary>Ramps of two days end on days 14, 24 and 34; the one of the case at the end of day 43.</summary>
public sealed partial class SimilarTests(Host host) : IClassFixture<Host>
{
    const double TenMinutes = 1.0 / 144;

    [Fact]
    public async Task Two_of_three_that_looked_like_this_ended_with_a_failure()
    {
        var signal = await host.CourseAsync("past1/presse1/temperatur", 0, 44, 14, 24, 34, 44);
        await host.FailureAsync(signal.AssetId, 15.5, 6);
        await host.FailureAsync(signal.AssetId, 27, 8);
        var id = await host.CaseAsync(signal, 42, 44 - TenMinutes);

        var answer = await host.Local.GetFromJsonAsync<JsonElement>($"/api/condition/cases/{id}/similar");

        Assert.Equal((3, 2, 48.0), (answer.GetProperty("known").GetInt32(), answer.GetProperty("failed").GetInt32(), answer.GetProperty("lengthHours").GetDouble()));
        var found = answer.GetProperty("found").EnumerateArray().OrderBy(f => f.GetProperty("to").GetDateTimeOffset()).ToList();
        Assert.Equal([Day(14), Day(24), Day(34)], found.Select(f => f.GetProperty("to").GetDateTimeOffset()));
        Assert.Equal(["failure", "failure", "nothing"], found.Select(f => f.GetProperty("ending").GetString()));
        Assert.Equal([1.5, 3.0], found.Take(2).Select(f => f.GetProperty("leadDays").GetDouble()));
        Assert.Equal([6.0, 8.0], found.Take(2).Select(f => f.GetProperty("repairHours").GetDouble()));
        Assert.All(found, f => Assert.InRange(f.GetProperty("likeness").GetDouble(), 80, 100));
        Assert.Equal(48, found[0].GetProperty("lines")[0].GetProperty("now").GetArrayLength());
        Assert.Equal(("possible", "Lagerschaden", "VIB", 2, 3), (
            answer.GetProperty("cause").GetProperty("sureness").GetString(), answer.GetProperty("cause").GetProperty("kind").GetString(),
            answer.GetProperty("cause").GetProperty("mode").GetString(), answer.GetProperty("cause").GetProperty("votes").GetInt32(), answer.GetProperty("cause").GetProperty("all").GetInt32()));

        var page = await PageAsync($"/cases/{id}/past", "de");
        Assert.Contains("2 von 3 ähnlichen Lagen endeten mit einer Störung, nach 1,5 bis 3 Tagen (n = 3).", page, StringComparison.Ordinal);
        Assert.Contains("möglicherweise Lagerschaden (Schwingung) (2 von 3 ähnlichen Lagen endeten so).", page, StringComparison.Ordinal);
        Assert.Contains("2 of 3 similar situations ended with a failure, after 1.5 to 3 days (n = 3).", await PageAsync($"/cases/{id}/past", "en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_never_changed_is_like_nothing_also_where_its_data_end()
    {
        var (signal, still) = (await host.SignalAsync("past8/presse1/temperatur"), await host.SignalAsync("past8/presse2/temperatur"));
        SampleBatch batch = new();
        for (var at = Day(0); at < Day(44); at = at.AddMinutes(10))
        {
            var day = (at - Monday).TotalDays;
            batch.Add(signal.Id, Micros.Of(at), 20 + (0.1 * Math.Sin(day * 1_000)) + (day >= 44 - (8.0 / 24) ? 8 : 0)); // what is unusual are its last eight hours
            if (day < 30 - (8.0 / 24))
                batch.Add(still.Id, Micros.Of(at), 5); // of a stretch up to day 30 just these are missing
        }

        await host.Services.GetRequiredService<ISampleSink>().WriteAsync(batch, default);
        await host.Services.GetRequiredService<SampleStore>().FlushAsync(default);

        var answer = await SearchAsync(await host.CaseAsync(signal, 42, 44 - TenMinutes));

        Assert.Equal((NoAnswer.NothingAlike, 2), (answer.Why, answer.Machines));
        Assert.Empty(answer.Found);
    }

    [Fact]
    public async Task What_comes_after_the_case_changes_nothing()
    {
        var signal = await host.CourseAsync("past2/presse1/temperatur", 0, 33, 14, 24, 33);
        await host.FailureAsync(signal.AssetId, 15.5, 6);
        var id = await host.CaseAsync(signal, 31, 33 - TenMinutes);
        var before = await SearchAsync(id);

        await host.CourseAsync("past2/presse1/temperatur", 33, 60, 40, 50, 60);
        await host.FailureAsync(signal.AssetId, 27, null);
        await host.FailureAsync(signal.AssetId, 35, 6);
        await host.FailureAsync(signal.AssetId, 51, 6);
        var after = await SearchAsync(id);

        // the one that failed on day 27 was recorded since: what was known of days before the case may grow, what came later may not
        Assert.Equal([(Day(14), Ending.Failure), (Day(24), Ending.Nothing)], before.Found.OrderBy(f => f.From).Select(f => (f.To, f.Ending)));
        Assert.Equal([(Day(14), Ending.Failure), (Day(24), Ending.Failure)], after.Found.OrderBy(f => f.From).Select(f => (f.To, f.Ending)));
        Assert.Equal(before.Found.Select(f => (f.From, f.Likeness)), after.Found.Select(f => (f.From, f.Likeness)));
    }

    [Fact]
    public async Task A_sister_machine_tells_how_it_ended_there()
    {
        var signal = await host.CourseAsync("past3/presse1/temperatur", 0, 34, 34);
        var sister = await host.CourseAsync("past3/presse2/temperatur", 0, 34, 20);
        await host.FailureAsync(sister.AssetId, 21, 5, "Ölverlust", "ELU");
        var id = await host.CaseAsync(signal, 32, 34 - TenMinutes);

        var one = Assert.Single((await SearchAsync(id)).Found);

        Assert.Equal((sister.AssetId, Day(20), 1.0, "Ölverlust"), (one.AssetId, one.To, one.LeadDays, one.Failure?.Kind));
    }

    [Fact]
    public async Task Wear_is_found_again_in_running_time_whatever_the_hours()
    {
        var signal = await host.MillAsync("past8/fraese1", 38, true, 19, 40);
        var sister = await host.MillAsync("past8/fraese2", 38, true, 27);
        await host.FailureAsync(signal.AssetId, 19, 6);
        await host.FailureAsync(sister.AssetId, 27, 8);
        var id = await host.CaseAsync(signal, 36, 36.5, lasts: true); // noticed early; it lasts

        var answer = await host.Local.GetFromJsonAsync<JsonElement>($"/api/condition/cases/{id}/similar");

        Assert.Equal("läuft", answer.GetProperty("state").GetString());
        Assert.InRange(answer.GetProperty("at").GetDateTimeOffset(), Day(37.9), Day(38)); // as it is now
        var ended = answer.GetProperty("found").EnumerateArray().Where(f => f.GetProperty("ending").GetString() == "failure").ToList();
        Assert.Equal([signal.AssetId, sister.AssetId], ended.Select(f => f.GetProperty("assetId").GetInt32()).Order());
        Assert.All(ended, f => Assert.InRange(f.GetProperty("leadDays").GetDouble(), 1, 3)); // the next failure would be in two days
        Assert.Contains("nur Zeit im Zustand „läuft“", await PageAsync($"/cases/{id}/past", "de"), StringComparison.Ordinal);

        // later samples and failures change nothing that is said of a case that was over
        var over = await host.CaseAsync(signal, 36, 37.5);
        var before = await SearchAsync(over);
        await host.FailureAsync(signal.AssetId, 39, 6);
        Assert.Equal(before.Found.Select(f => (f.From, f.Likeness, f.Ending)), (await SearchAsync(over)).Found.Select(f => (f.From, f.Likeness, f.Ending)));
        Assert.True(before.Found.All(f => f.To <= Day(36) || f.AssetId == sister.AssetId));
    }

    [Fact]
    public async Task A_rule_that_holds_now_says_what_the_case_probably_is_also_from_sister_machines()
    {
        // three failures of the sister, none of the machine itself; each at a time at which the machine had run for hours
        var signal = await host.MillAsync("past10/fraese1", 57.3, true, 57.5);
        var sister = await host.MillAsync("past10/fraese2", 57.3, true, 14.7, 28.5, 42.3);
        foreach (var day in (double[])[14.7, 28.5, 42.3])
            await host.FailureAsync(sister.AssetId, day, 4);
        var id = await host.CaseAsync(signal, 54, 57.3 - TenMinutes);

        var rule = Assert.Single((await host.Local.GetFromJsonAsync<JsonElement>($"/api/condition/cases/{id}/similar")).GetProperty("rules").EnumerateArray());

        Assert.Equal(("Lagerschaden", "VIB", 3, 3, 0), (
            rule.GetProperty("kind").GetString(), rule.GetProperty("mode").GetString(), rule.GetProperty("held").GetInt32(), rule.GetProperty("of").GetInt32(), rule.GetProperty("own").GetInt32()));
        var page = await PageAsync($"/cases/{id}/past", "de");
        Assert.Contains("wahrscheinlich Lagerschaden (Schwingung): Jetzt gilt „", page, StringComparison.Ordinal);
        Assert.Contains("Das galt vor 3 von 3 erfassten Störungen dieser Art", page, StringComparison.Ordinal);
        Assert.Contains("Von diesen Störungen traten 0 an dieser Maschine auf, 3 an anderen Maschinen ihrer Art.", page, StringComparison.Ordinal);
        // a day before, when two of the failures had not come, nothing could be said
        var early = await host.CaseAsync(sister, 26, 27);
        Assert.Empty((await host.Local.GetFromJsonAsync<JsonElement>($"/api/condition/cases/{early}/similar")).GetProperty("rules").EnumerateArray());

        // the button of the causes page makes a live rule of it
        await TakeOverAsync(sister.AssetId);
    }

    // as a person does it: the page, then its form
    async Task TakeOverAsync(int asset)
    {
        var address = $"/cases/causes?asset={asset}&kind=Lagerschaden";
        using var page = await host.Local.GetAsync(address);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("Als Regel übernehmen", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        var token = Antiforgery().Match(html).Groups[1].Value;
        using var ask = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "take0", ["__RequestVerificationToken"] = token }),
        };
        if (page.Headers.TryGetValues("Set-Cookie", out var cookies))
            ask.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => cookie.Split(';')[0])));
        using var answer = await host.Local.SendAsync(ask);
        Assert.Contains("Die Regel „Ursache: Lagerschaden, ", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        var taken = Assert.Single(host.Services.GetRequiredService<RuleBook>().All, r => r.Name.StartsWith("Ursache: Lagerschaden, ", StringComparison.Ordinal));
        Assert.Equal((ConditionRuleKind.Terms, asset, TimeSpan.FromMinutes(10), true), (taken.Kind, taken.AssetId!.Value, taken.Lasting, taken.IsOn));
        Assert.NotEmpty(TermRule.Read(taken.Terms).Conditions);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();

    [Fact]
    public async Task Without_a_state_all_time_is_compared()
    {
        var signal = await host.MillAsync("past9/fraese1", 38, false, 19, 40);
        await host.FailureAsync(signal.AssetId, 19, 6);

        Assert.Null((await SearchAsync(await host.CaseAsync(signal, 36, 37.5))).State);
    }

    [Fact]
    public async Task What_a_person_said_of_a_case_then_is_how_it_ended()
    {
        var signal = await host.CourseAsync("past4/presse1/temperatur", 0, 44, 14, 24, 34, 44);
        await host.CaseAsync(signal, 12.5, 14, "false-alarm");
        await host.CaseAsync(signal, 22.5, 24, "confirmed");
        var id = await host.CaseAsync(signal, 42, 44 - TenMinutes);

        Assert.Equal([Ending.FalseAlarm, Ending.Confirmed, Ending.Nothing], (await SearchAsync(id)).Found.OrderBy(f => f.From).Select(f => f.Ending));
    }

    [Theory]
    [InlineData("past5", 30.0, 34.0, "shortHistory")] // four days, of which two are the case
    [InlineData("past6", 0.0, 34.0, "nothingAlike")] // it never looked like this
    public async Task Where_nothing_can_be_said_the_reason_is_said(string root, double from, double ramp, string why)
    {
        var signal = await host.CourseAsync($"{root}/presse1/temperatur", from, 34, ramp);
        var id = await host.CaseAsync(signal, 32, 34 - TenMinutes);

        var answer = await host.Local.GetFromJsonAsync<JsonElement>($"/api/condition/cases/{id}/similar");

        Assert.Equal((why, 0, "none"), (answer.GetProperty("why").GetString(), answer.GetProperty("found").GetArrayLength(), answer.GetProperty("cause").GetProperty("sureness").GetString()));
        Assert.Contains("Vermutete Ursache:", await PageAsync($"/cases/{id}/past", "de"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ordinary_time_is_not_looked_for()
    {
        var signal = await host.CourseAsync("past7/presse1/temperatur", 0, 34, 14);

        Assert.Equal(NoAnswer.NothingUnusual, (await SearchAsync(await host.CaseAsync(signal, 32, 34 - TenMinutes))).Why);
        Assert.Equal(NoAnswer.NoSamples, (await SearchAsync(await host.CaseAsync(signal, 90, 92))).Why);
    }

    [Fact]
    public async Task A_case_that_is_not_there_is_named()
    {
        using var answer = await host.Local.GetAsync("/api/condition/cases/987654/similar");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("987654", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Local.GetAsync("/cases/987654/past")).StatusCode);
    }

    async Task<SimilarAnswer> SearchAsync(long id) => await host.Services.GetRequiredService<SimilarSearch>().FindAsync(
        (await host.Services.GetRequiredService<CaseQuestions>().OfAsync(id, default))!, default);

    async Task<string> PageAsync(string address, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await host.Local.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
