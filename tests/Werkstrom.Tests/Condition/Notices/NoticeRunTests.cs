using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Condition;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Notices;
using Werkstrom.Condition.Watching;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;
using Werkstrom.Store;
using Werkstrom.Store.Records;
using Werkstrom.Tests.Kernel;
using Werkstrom.Tests.Kernel.Notify;
using Werkstrom.Ui;
using static Werkstrom.Tests.Condition.Notices.NoticePlant;

namespace Werkstrom.Tests.Condition.Notices;

/// <summary>Rules, quiet hours, escalation and floods by a clock that the test moves, to a real mail server and a real web server.</summary>
public sealed class NoticeRunTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_long_over_is_removed_what_waits_and_the_newest_stay(Engine engine)
    {
        await using var registry = await OpenAsync(engine, ("condition:notices:keptDays", "30"));
        var now = registry.Clock.GetUtcNow();
        await using (var db = await registry.Get<IDbContextFactory<ConditionDb>>().CreateDbContextAsync(default))
        {
            Notice Of(long id, double days, NoticeState state) => new()
            {
                Id = id,
                Key = $"{id}",
                RuleId = 1,
                ReceiverId = 1,
                Occasion = NoticeOccasion.NewCase,
                RecordId = id,
                MadeAt = now.AddDays(-days),
                Due = now,
                State = state,
            };
            db.AddRange(Of(1, 31, NoticeState.Sent), Of(2, 31, NoticeState.Dropped), Of(3, 31, NoticeState.Waiting), Of(4, 31, NoticeState.Held), Of(5, 29, NoticeState.Sent), Of(6, 40, NoticeState.Sent));
            await db.SaveChangesAsync(default);
        }

        Assert.Equal(2, await registry.Get<NoticeTrim>().TrimAsync(default));
        Assert.Equal([6, 5, 4, 3], (await registry.Get<NoticeBook>().NoticesAsync(10, default)).Select(n => n.Id)); // numbers go on from the newest
        registry.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await registry.Get<NoticeTrim>().TrimAsync(default)); // once a day
        registry.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await registry.Get<NoticeTrim>().TrimAsync(default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_chain_goes_on_until_somebody_acknowledges(Engine engine)
    {
        using FakePartner first = new();
        using FakePartner second = new();
        using FakePartner third = new();
        await using var registry = await OpenAsync(engine);
        await RunAsync(registry);
        var (a, b, c) = (await HookAsync(registry, "Anna", first.Address), await HookAsync(registry, "Bert", second.Address), await HookAsync(registry, "Leitstand", third.Address));
        await RuleAsync(registry, new(a.Id, 0), new(b.Id, 15), new(c.Id, 30));
        var id = await AddAsync(registry, Case(registry, "Fräse 1: Schwingung", severity: "act"));

        await RunAsync(registry);
        var told = Assert.Single(first.Requests).Body;
        Assert.Contains("Handeln: Fr\\u00E4se 1: Schwingung", told, StringComparison.Ordinal);
        Assert.Contains($"https://werk.example/cases/{id}", told, StringComparison.Ordinal);
        Assert.Contains("wird am", told, StringComparison.Ordinal); // who is told next
        Assert.Contains("Bert benachrichtigt", told, StringComparison.Ordinal);

        await RunAsync(registry, 14.5);
        Assert.Empty(second.Requests);
        await RunAsync(registry, 0.6);
        Assert.Contains("Das hat seit 15", Assert.Single(second.Requests).Body, StringComparison.Ordinal);

        var row = Case(registry, "Fräse 1: Schwingung", "acknowledged", "act");
        await registry.Get<RecordStore>().CorrectAsync(id, row, "Bert", default);
        await RunAsync(registry, 31);
        Assert.Empty(third.Requests);

        await registry.Get<RecordStore>().CorrectAsync(id, Case(registry, "Fräse 1: Schwingung", "confirmed", "act"), "Bert", default);
        await RunAsync(registry);
        await RunAsync(registry, 5);
        Assert.Equal((2, 2, 0), (first.Requests.Count, second.Requests.Count, third.Requests.Count)); // those who were told are told of the end
        Assert.Contains("Abgeschlossen: Fr", first.Requests[1].Body, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Who_was_told_to_watch_is_told_once_when_it_becomes_urgent(Engine engine)
    {
        using FakePartner partner = new();
        await using var registry = await OpenAsync(engine);
        await RunAsync(registry);
        await RuleAsync(registry, new NoticeStep((await HookAsync(registry, "Anna", partner.Address)).Id, 0));
        var id = await AddAsync(registry, Case(registry, "eins"));
        await AddAsync(registry, Case(registry, "zwei", severity: "act")); // told as such at once
        await RunAsync(registry);
        Assert.Equal(2, partner.Requests.Count);

        await registry.Get<RecordStore>().CorrectAsync(id, Case(registry, "eins", severity: "act"), "Werkstrom", default);
        await RunAsync(registry);
        await registry.Get<RecordStore>().CorrectAsync(id, Case(registry, "eins", "acknowledged", "act"), "Anna", default);
        await RunAsync(registry, 5);

        Assert.Equal(3, partner.Requests.Count);
        Assert.Contains("Handeln: eins", partner.Requests[2].Body, StringComparison.Ordinal);
        Assert.Contains("Bisher war nur zu beobachten; jetzt ist zu handeln.", partner.Requests[2].Body, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_comes_in_quiet_hours_comes_as_one_summary_at_their_end_unless_it_is_urgent(Engine engine)
    {
        using FakePartner partner = new();
        await using var registry = await OpenAsync(engine);
        registry.Clock.Advance(TimeSpan.FromHours(19)); // Thursday, 1 January 2026, 20:00 in Berlin
        await RunAsync(registry);
        var anna = await HookAsync(registry, "Anna", partner.Address, "Thursday 18:00-06:00");
        await RuleAsync(registry, new NoticeStep(anna.Id, 0));

        await AddAsync(registry, Case(registry, "eins"));
        await AddAsync(registry, Case(registry, "zwei"));
        await RunAsync(registry);
        Assert.Empty(partner.Requests);
        await AddAsync(registry, Case(registry, "drei", severity: "act"));
        await RunAsync(registry);
        Assert.Contains("Handeln: drei", Assert.Single(partner.Requests).Body, StringComparison.Ordinal);

        await registry.RestartAsync();
        await RunAsync(registry, 9 * 60);
        Assert.Single(partner.Requests);
        await RunAsync(registry, 60); // 06:00 in Berlin is over
        Assert.Equal(2, partner.Requests.Count);
        var summary = partner.Requests[1].Body;
        Assert.True(summary.Contains("2 Meldungen", StringComparison.Ordinal) && summary.Contains("Beobachten: eins", StringComparison.Ordinal) && summary.Contains("Beobachten: zwei", StringComparison.Ordinal), summary);
        await RunAsync(registry, 60);
        Assert.Equal(2, partner.Requests.Count);
    }

    [Fact]
    public async Task In_quiet_hours_urgent_things_wait_too_when_that_is_set()
    {
        using FakePartner partner = new();
        await using var registry = await OpenAsync(Engine.Sqlite);
        registry.Clock.Advance(TimeSpan.FromHours(19));
        await RunAsync(registry);
        var anna = await HookAsync(registry, "Anna", partner.Address, "Thursday 18:00-06:00", actBreaks: false);
        await RuleAsync(registry, new NoticeStep(anna.Id, 0));
        await AddAsync(registry, Case(registry, "drei", severity: "act"));

        await RunAsync(registry);
        Assert.Empty(partner.Requests);
        await RunAsync(registry, 10 * 60);
        Assert.Single(partner.Requests);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_flood_ends_in_a_summary_and_nothing_is_lost(Engine engine)
    {
        using FakePartner partner = new();
        await using var registry = await OpenAsync(engine);
        await RunAsync(registry);
        var anna = await HookAsync(registry, "Anna", partner.Address, perHour: 3);
        await RuleAsync(registry, new NoticeStep(anna.Id, 0));
        var all = Enumerable.Range(1, 8).Select(i => $"case-{i}-x").ToList();

        foreach (var title in all.Take(5))
            await AddAsync(registry, Case(registry, title));
        await RunAsync(registry);
        Assert.Equal(3, partner.Requests.Count); // two by themselves, three as one
        Assert.Contains("3 Meldungen", partner.Requests[2].Body, StringComparison.Ordinal);
        foreach (var title in all.Skip(5))
            await AddAsync(registry, Case(registry, title));
        await RunAsync(registry, 30);
        Assert.Equal(3, partner.Requests.Count);
        await RunAsync(registry, 31);

        Assert.Equal(4, partner.Requests.Count);
        Assert.Contains("3 Meldungen", partner.Requests[3].Body, StringComparison.Ordinal);
        var text = string.Concat(partner.Requests.Select(r => r.Body));
        Assert.All(all, title => Assert.Equal(2, text.Split(title).Length)); // each once
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_crash_at_any_point_neither_loses_nor_doubles(Engine engine)
    {
        using FakePartner partner = new();
        await using var registry = await OpenAsync(engine);
        await RunAsync(registry);
        var anna = await HookAsync(registry, "Anna", partner.Address);
        await RuleAsync(registry, new NoticeStep(anna.Id, 0));
        var dbs = registry.Get<IDbContextFactory<ConditionDb>>();

        await AddAsync(registry, Case(registry, "nach dem Absturz"));
        registry.Clock.Advance(TimeSpan.FromSeconds(10));
        await registry.Get<NoticeLook>().LookAsync(default);
        await SetAsync(dbs, NoticeState.Sending, "notice:half"); // its key was kept, then the power went
        await registry.RestartAsync();
        await RunAsync(registry);
        Assert.Single(partner.Requests);

        await SetAsync(registry.Get<IDbContextFactory<ConditionDb>>(), NoticeState.Sending, "notice:half"); // it was queued, then the power went
        await registry.RestartAsync();
        await RunAsync(registry);
        await RunAsync(registry, 120);
        Assert.Single(partner.Requests);

        await using var db = await registry.Get<IDbContextFactory<ConditionDb>>().CreateDbContextAsync();
        (await db.Set<NoticeMark>().SingleAsync()).Changed = DateTimeOffset.UnixEpoch; // what was seen is seen again
        await db.SaveChangesAsync();
        await RunAsync(registry);
        Assert.Single(partner.Requests);
    }

    static async Task SetAsync(IDbContextFactory<ConditionDb> dbs, NoticeState state, string key)
    {
        await using var db = await dbs.CreateDbContextAsync();
        var notice = await db.Set<Notice>().SingleAsync();
        (notice.State, notice.MessageKey) = (state, key);
        await db.SaveChangesAsync();
    }

    [Fact]
    public async Task What_was_before_is_not_told_and_what_the_past_taught_neither()
    {
        using FakePartner partner = new();
        await using var registry = await OpenAsync(Engine.Sqlite);
        var anna = await HookAsync(registry, "Anna", partner.Address);
        await RuleAsync(registry, new NoticeStep(anna.Id, 0));
        await AddAsync(registry, Case(registry, "vorher"));
        registry.Clock.Advance(TimeSpan.FromMinutes(5));
        await RunAsync(registry);

        var old = Case(registry, "aus dem Vormonat");
        await AddAsync(registry, old with { Values = new Dictionary<string, object?>(old.Values) { ["noticed_at"] = registry.Clock.GetUtcNow().AddDays(-20), ["last_at"] = registry.Clock.GetUtcNow().AddDays(-19) } });
        await RunAsync(registry);

        Assert.Empty(partner.Requests);
    }

    [Fact]
    public async Task A_person_gets_mail_in_the_own_language_of_the_own_work_only()
    {
        using FakeSmtp server = new();
        await using var registry = await OpenAsync(Engine.Sqlite, ("notify:smtpHost", "127.0.0.1"), ("notify:smtpPort", $"{server.Port}"), ("notify:smtpTls", "false"));
        await RunAsync(registry);
        var person = (await registry.Get<Accounts>().AddAsync(new("Cora Dorn", "cora@werk.example", Role.Operator, "en", "correct horse battery", MustChangePassword: false), default)).Person!;
        var cora = (await registry.Get<NoticeDesk>().SaveAsync(new ReceiverWish { Kind = ReceiverKind.Person, PersonId = person.Id }, default)).Saved!;
        await RuleAsync(registry, new NoticeStep(cora.Id, 0));
        NewRecord Order(string who, string title) => new("work-order", null, registry.Clock.GetUtcNow(), null, new Dictionary<string, object?> { ["title"] = title, ["state"] = "planned", ["assignee"] = who });

        await AddAsync(registry, Order("Somebody Else", "not mine"));
        await AddAsync(registry, Order("cora dorn", "Lager tauschen"));
        await registry.Get<RecordStore>().AppendAsync([Order("Cora Dorn", "by myself")], "Cora Dorn", default);
        await RunAsync(registry);

        var mail = Assert.Single(server.Mails);
        Assert.Contains("RCPT TO:<cora@werk.example>", mail, StringComparison.Ordinal);
        Assert.Contains("Subject: Work order: Lager tauschen", mail, StringComparison.Ordinal);
        Assert.Contains("https://werk.example/cases/work/", FakeSmtp.Text(mail), StringComparison.Ordinal);
    }
}
