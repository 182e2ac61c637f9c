using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Cooperation;
using Werkstrom.Cooperation.Checks;
using Werkstrom.Cooperation.Criteria;
using Werkstrom.Cooperation.Ideas;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Cooperation.Plan;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Trials;
using Werkstrom.Tests.Kernel;
using Werkstrom.Tests.Kernel.Notify;

namespace Werkstrom.Tests.Cooperation;

/// <summary>What goes on by itself and what is ended: checks at night, checks that somebody cancels, mails after the end; on both registries.</summary>
public sealed class PilotNightTests
{
    readonly Endless _endless = new();

    [Theory, OnSqlite, OnPostgres]
    public async Task A_running_pilot_is_checked_once_a_night_and_no_other(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var (seat, _) = await PilotAsync(registry);
        var (draft, _) = await PilotAsync(registry, isRunning: false);
        foreach (var pilot in new[] { seat, draft })
            Done(await registry.Get<CriterionDesk>().AddAsync(pilot, new("broken"), default));
        Done(await registry.Get<CriterionDesk>().AddAsync(seat, new("", "Verständlich"), default));
        var worker = registry.Get<CheckWorker>();

        await worker.RunDueAsync(default); // 00:00 UTC, before the hour
        Assert.Empty(await ChecksAsync(registry, seat));
        registry.Clock.Advance(TimeSpan.FromHours(2));
        await worker.RunDueAsync(default);
        await worker.RunDueAsync(default);
        var check = Assert.Single(await ChecksAsync(registry, seat));
        Assert.Equal((CheckState.Done, Feasible.Unknown), (check.State, check.Verdict));
        // a test that breaks hides nothing: the next one is there, too
        Assert.Equal(["trial.failed", ""], (await registry.Get<CheckBook>().FindingsAsync(check.Id, default)).Select(f => f.Evidence));
        registry.Clock.Advance(TimeSpan.FromHours(23)); // 01:00 of the next day
        await worker.RunDueAsync(default);
        Assert.Single(await ChecksAsync(registry, seat));
        registry.Clock.Advance(TimeSpan.FromHours(1));
        await worker.RunDueAsync(default);
        Assert.Equal(2, (await ChecksAsync(registry, seat)).Count);
        Assert.Empty(await ChecksAsync(registry, draft));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_check_is_ended_by_hand_and_with_its_pilot_and_what_it_found_stays(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var (seat, guest) = await PilotAsync(registry);
        Done(await registry.Get<CriterionDesk>().AddAsync(seat, new("", "Verständlich"), default));
        Done(await registry.Get<CriterionDesk>().AddAsync(seat, new("endless"), default));
        var runner = registry.Get<CheckRunner>();

        Assert.Equal("fault.idle", (await runner.CancelAsync(seat)).Faults[""]);
        Done(await runner.StartAsync(seat, default));
        await _endless.Begun.WaitAsync(Waiting.Limit);
        Assert.Equal("fault.running", (await runner.StartAsync(seat, default)).Faults[""]);
        Assert.Equal("fault.guest", (await runner.CancelAsync(guest)).Faults[""]);
        Done(await runner.CancelAsync(seat));
        await runner.WaitAsync(seat.Pilot.Id, default);
        var ended = Assert.Single(await ChecksAsync(registry, seat));
        Assert.Equal((CheckState.Cancelled, 1, 2), (ended.State, ended.Done, ended.Total));
        Assert.Single(await registry.Get<CheckBook>().FindingsAsync(ended.Id, default));

        _endless.Again();
        Done(await runner.StartAsync(seat, default));
        await _endless.Begun.WaitAsync(Waiting.Limit);
        Done(await registry.Get<PilotDesk>().MoveAsync(seat, PilotState.Stopped, "Die Frage ist beantwortet.", default));
        await runner.WaitAsync(seat.Pilot.Id, default);
        Assert.All(await ChecksAsync(registry, seat), c => Assert.Equal(CheckState.Cancelled, c.State));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Ninety_days_after_the_end_both_firms_are_asked_once_a_month_until_somebody_answers(Engine engine)
    {
        using FakeSmtp server = new();
        await using var registry = await OpenAsync(engine, ("notify:smtpHost", "127.0.0.1"), ("notify:smtpPort", $"{server.Port}"), ("notify:smtpTls", "false"), ("notify:mailFrom", "werk@a.example"));
        var (seat, _) = await PilotAsync(registry);
        Done(await registry.Get<PilotDesk>().MoveAsync(seat, PilotState.Ended, null, default));
        var (follow, notify) = (registry.Get<FollowUp>(), registry.Get<INotify>());

        registry.Clock.Advance(TimeSpan.FromDays(89));
        await follow.SendAsync(default);
        Assert.Equal(0, (await notify.CountAsync(default)).Waiting);
        registry.Clock.Advance(TimeSpan.FromDays(1));
        await follow.SendAsync(default);
        await follow.SendAsync(default);
        Assert.Equal(2, (await notify.CountAsync(default)).Waiting); // both firms, not the guest, and each once
        await registry.Get<OutboxSender>().SendDueAsync(default);
        Assert.Equal(["anna", "berta"], server.Mails.Select(m => m.Contains("RCPT TO:<anna", StringComparison.Ordinal) ? "anna" : "berta").Order());
        Assert.Contains(server.Mails, m => FakeSmtp.Text(m).Contains("“T1”", StringComparison.Ordinal) && m.Contains("RCPT TO:<anna", StringComparison.Ordinal)); // her account is English
        Assert.Contains(server.Mails, m => FakeSmtp.Text(m).Contains("„T1“", StringComparison.Ordinal) && m.Contains("RCPT TO:<berta", StringComparison.Ordinal)); // hers is German

        var after = seat with { Pilot = await PilotOfAsync(registry, seat.Pilot.Id) };
        Done(await registry.Get<PilotDesk>().FollowUpAsync(after, "In Betrieb.", default));
        registry.Clock.Advance(TimeSpan.FromDays(40));
        await follow.SendAsync(default);
        Assert.Equal(0, (await notify.CountAsync(default)).Waiting);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Whoever_moves_the_bar_is_seen_in_the_decision_log(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var (seat, guest) = await PilotAsync(registry);
        var (desk, plan) = (registry.Get<CriterionDesk>(), registry.Get<PlanDesk>());
        var made = await desk.AddAsync(seat, new("endless"), default);
        var people = await desk.AddAsync(seat, new("", "Verständlich"), default);
        Done(await desk.JudgeAsync(seat, people.Id, Verdict.Holds, "Gefragt.", default));

        var faults = await desk.ChangeAsync(seat, made.Id, new(null, null, double.NaN, 0), default);
        Assert.Equal(["days", "limit", "why"], faults.Faults.Keys.Order()); // all at once
        Assert.Equal("fault.unchanged", (await desk.ChangeAsync(seat, made.Id, new("", null, 95, 30, "So."), default)).Faults[""]);
        Assert.Equal("fault.guest", (await desk.ChangeAsync(guest, made.Id, new("", null, 1, 1, "So."), default)).Faults[""]);
        Assert.Equal(2, (await plan.DecisionsAsync(seat.Pilot.Id, default)).Count); // both were added while it runs
        Done(await desk.ChangeAsync(seat, made.Id, new("", null, 90, 14, "Der Winter war hart."), default));
        Done(await desk.ChangeAsync(seat, people.Id, new("Verständlich in zwei Minuten", Why: "Genauer."), default));

        var changed = (await desk.AllAsync(seat.Pilot.Id, default))[0];
        Assert.Equal((90.0, 14, true), (changed.LimitValue, changed.Days, changed.IsAtLeast));
        var log = (await plan.DecisionsAsync(seat.Pilot.Id, default)).ConvertAll(registry.Get<LogWords>().Read);
        Assert.Equal("Criterion changed: “Endless, at least 95\u202F%, over 30 days” is now “Endless, at least 90\u202F%, over 14 days”", log[2].What);
        Assert.Equal(("Der Winter war hart.", "system, A-Werk"), (log[2].Why, log[2].Agreed));
        Assert.Equal(Verdict.Unknown, (await desk.AllAsync(seat.Pilot.Id, default))[1].Verdict); // another sentence is judged anew
        Done(await desk.RemoveAsync(seat, made.Id, default));
        Assert.StartsWith("Criterion removed: “Endless", registry.Get<LogWords>().Read((await plan.DecisionsAsync(seat.Pilot.Id, default))[4].What), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Ideas_are_ranked_by_one_vote_of_each_person_and_lead_to_a_laboratory(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var users = new List<System.Security.Claims.ClaimsPrincipal>();
        foreach (var (name, role) in new[] { ("anna", Role.Operator), ("anton", Role.Engineer), ("berta", Role.Partner) })
            users.Add(Identities.Of((await registry.Get<Accounts>().AddAsync(new(name, $"{name}@x.example", role), default)).Person!));
        var (anna, anton, berta, desk) = (users[0], users[1], users[2], registry.Get<IdeaDesk>());
        var first = await desk.AddAsync(new("Eins", "P", "K"), anna.BehindId!.Value, default);
        var second = await desk.AddAsync(new("Zwei", "P", "K"), berta.BehindId!.Value, default);

        Assert.Equal("fault.vote.own", (await desk.VoteAsync(anna, first.Id, true, default)).Faults[""]);
        Assert.Equal("fault.vote", (await desk.VoteAsync(berta, first.Id, true, default)).Faults[""]); // people of other firms do not rank the house's ideas
        foreach (var user in new[] { anna, anton, anton })
            Done(await desk.VoteAsync(user, second.Id, true, default));
        Done(await desk.VoteAsync(anton, first.Id, true, default));
        Assert.Equal([("Zwei", 2, true), ("Eins", 1, true)], (await desk.RankedAsync(anton, default)).Select(i => (i.Title, i.Votes, i.HasMyVote)));
        Done(await desk.VoteAsync(anton, second.Id, false, default));
        Done(await desk.VoteAsync(anna, second.Id, false, default));
        Assert.Equal(["Eins", "Zwei"], (await desk.RankedAsync(anna, default)).Select(i => i.Title));
        Assert.Equal(["Zwei"], (await desk.RankedAsync(berta, default)).Select(i => i.Title)); // her own only

        Assert.Equal("fault.laboratory|8", (await desk.LinkAsync(anna, first.Id, "8", default)).Faults["laboratory"]);
        Done(await desk.LinkAsync(anna, first.Id, "7", default));
        Assert.Equal("7", (await desk.RankedAsync(anna, default))[0].Laboratory);
        await desk.TriedAsync(first.Id, 1, default);
        Assert.Equal("fault.vote.over", (await desk.VoteAsync(anton, first.Id, true, default)).Faults[""]);
        Assert.Equal(["Zwei", "Eins"], (await desk.RankedAsync(anna, default)).Select(i => i.Title)); // what a pilot tries stands last
    }

    Task<Registries> OpenAsync(Engine engine, params (string, string)[] settings)
    {
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.CurrentCulture = new("en");
        return Registries.OpenAsync(engine, builder =>
        {
            builder.Services.AddLocalization();
            builder.Services.AddSingleton<ITrial>(_endless).AddSingleton<ITrial>(new Broken()).AddSingleton<ITried>(new Kept());
            CooperationModule.AddTo(builder);
        }, settings);
    }

    static int _count;

    static async Task<(Seat Seat, Seat Guest)> PilotAsync(Registries registry, bool isRunning = true)
    {
        var mark = Interlocked.Increment(ref _count);
        async Task<Person> PersonAsync(string name, string language) =>
            (await registry.Get<Accounts>().AddAsync(new(name, $"{name}{mark}@a.example", Role.Viewer, language, PilotPeople.Password, MustChangePassword: false), default)).Person!;
        var (anna, berta, gast) = (await PersonAsync("anna", "en"), await PersonAsync("berta", "de"), await PersonAsync("gast", "de"));
        var made = await registry.Get<PilotDesk>().CreateAsync(new("T1", "F?", "A-Werk", "B-Haus", new(2026, 1, 1), new(2026, 3, 1), Side.A), anna.Id, default);
        var seat = await SeatAsync(registry, made.Id, anna.Id);
        Done(await registry.Get<PartDesk>().AddAsync(seat, berta.Mail, Side.B, default));
        Done(await registry.Get<PartDesk>().AddAsync(seat, gast.Mail, Side.Guest, default));
        if (isRunning)
            Done(await registry.Get<PilotDesk>().MoveAsync(seat, PilotState.Running, null, default));
        return (await SeatAsync(registry, made.Id, anna.Id), await SeatAsync(registry, made.Id, gast.Id));
    }

    static async Task<Seat> SeatAsync(Registries registry, int pilot, int person)
    {
        await using var db = await registry.Get<IDbContextFactory<CooperationDb>>().CreateDbContextAsync();
        return new(await db.Set<Pilot>().AsNoTracking().SingleAsync(p => p.Id == pilot), await db.Set<Part>().AsNoTracking().SingleAsync(p => p.PilotId == pilot && p.PersonId == person));
    }

    static async Task<Pilot> PilotOfAsync(Registries registry, int pilot)
    {
        await using var db = await registry.Get<IDbContextFactory<CooperationDb>>().CreateDbContextAsync();
        return await db.Set<Pilot>().AsNoTracking().SingleAsync(p => p.Id == pilot);
    }

    static Task<List<Check>> ChecksAsync(Registries registry, Seat seat) => registry.Get<CheckBook>().NewestAsync(seat.Pilot.Id, 10, default);

    static void Done(Outcome outcome) => Assert.Equal("", string.Join(' ', outcome.Faults.Select(f => $"{f.Key} {f.Value}")));

    /// <summary>A test outside that never comes to an end by itself.</summary>
    sealed class Endless : ITrial
    {
        TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public string Key => "endless";

        public TrialShape Shape => new(true, "%", true, 95, 30);

        public string Name => "Endless";

        public string Help => "";

        public void Again() => _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<TrialAnswer> RunAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop)
        {
            _begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return new(1, []);
        }

        public string Say(string line) => line;
    }

    /// <summary>A test outside that has a fault of its own.</summary>
    sealed class Broken : ITrial
    {
        public string Key => "broken";

        public TrialShape Shape => new(true, "1", false, 0, 1);

        public string Name => "Broken";

        public string Help => "";

        public Task<TrialAnswer> RunAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop) => throw new InvalidOperationException("a fault of the test");

        public string Say(string line) => line;
    }

    /// <summary>The laboratory of another module.</summary>
    sealed class Kept : ITried
    {
        public Task<IReadOnlyList<Tried>> AllAsync(CancellationToken stop) => Task.FromResult<IReadOnlyList<Tried>>([new("laboratory", "7", "Grün statt fest", "/energy/lab/7", false)]);
    }
}
