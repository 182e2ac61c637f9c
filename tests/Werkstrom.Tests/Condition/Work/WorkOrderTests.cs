using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Work;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Records;
using Werkstrom.Tests.Plant;

namespace Werkstrom.Tests.Condition.Work;

/// <summary>Work orders on the real host: records with revisions, one click from a case, slots, ends.</summary>
public sealed class WorkOrderTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Monday = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    WorkDesk Desk => host.Services.GetRequiredService<WorkDesk>();

    WorkEnds Ends => host.Services.GetRequiredService<WorkEnds>();

    WorkCase Cases => host.Services.GetRequiredService<WorkCase>();

    CaseBook CaseBook => host.Services.GetRequiredService<CaseBook>();

    CaseActs Acts => host.Services.GetRequiredService<CaseActs>();

    RecordStore Records => host.Services.GetRequiredService<RecordStore>();

    RecordQueries Queries => host.Services.GetRequiredService<RecordQueries>();

    async Task<int> AssetAsync(string path, string kind = "machine")
    {
        var signal = await host.SignalAsync($"{path}/vibration");
        await host.SignalAsync($"{path}/temperature");
        await host.Services.GetRequiredService<AssetCatalog>().ChangeAsync(signal.AssetId, a => a with { Kind = kind }, default);
        return signal.AssetId;
    }

    async Task<long> CaseAsync(int asset, string? mode, string severity = "act")
    {
        var values = new Dictionary<string, object?> { ["title"] = "Spindel schwingt", ["state"] = "open", ["severity"] = severity, ["failure_mode"] = mode, ["cause"] = "Lager läuft trocken" };
        return (await Records.AppendAsync([new("case", asset, Monday.AddDays(-2), null, values)], "test", default)).Rows[0].Id;
    }

    async Task<WorkOrder> AddAsync(WorkOrder order) => (await Desk.AddAsync(order, "Anna", default)).Order!;

    [Fact]
    public async Task Pressing_twice_at_once_makes_one_order_filled_in_from_the_case()
    {
        var asset = await AssetAsync("wo/once/m1");
        var id = await CaseAsync(asset, "NOI");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Desk.FromCaseAsync(id, "Anna", default)));

        var order = Assert.Single(answers.Select(a => a!.Order!.Id).Distinct());
        var made = (await Desk.FindAsync(order, default))!;
        Assert.Equal((asset, "Spindel schwingt", "NOI", "high", id, "Lager läuft trocken", "open"), (made.AssetId, made.Title, made.FailureMode, made.Priority, made.CaseId, made.Remark, made.State));
        Assert.Null(made.Part);
    }

    [Fact]
    public async Task A_case_takes_part_skill_and_steps_from_the_last_done_order_of_a_sister_with_the_same_mode()
    {
        var (own, sister, other) = (await AssetAsync("wo/like/m1"), await AssetAsync("wo/like/m2"), await AssetAsync("wo/like/pump", "pump"));
        WorkOrder done = new() { Title = "x", At = Monday.AddDays(-30), State = "done", FailureMode = "VIB", EndedAt = Monday.AddDays(-29), StartedAt = Monday.AddDays(-29) };
        await AddAsync(done with { AssetId = sister, Part = "old", EndedAt = Monday.AddDays(-40), StartedAt = Monday.AddDays(-40) });
        var like = await AddAsync(done with { AssetId = sister, Part = "7014 C", PartCost = 840, Skill = "Mechanik", Checklist = [new("Riemen ab", true, "Bert", Monday), new("Lager ab")] });
        await AddAsync(done with { AssetId = sister, Part = "seal", FailureMode = "ELU" });
        await AddAsync(done with { AssetId = other, Part = "impeller", EndedAt = Monday.AddDays(-1) });
        await AddAsync(done with { AssetId = sister, Part = "cancelled one", State = "cancelled" });

        var answer = (await Desk.FromCaseAsync(await CaseAsync(own, "VIB"), "Anna", default))!;

        Assert.Equal(like.Id, answer.LikeId);
        Assert.Equal(("7014 C", 840, "Mechanik"), (answer.Order!.Part, answer.Order.PartCost, answer.Order.Skill));
        Assert.Equal([new CheckLine("Riemen ab"), new("Lager ab")], answer.Order.Checklist);
    }

    [Fact]
    public async Task A_case_whose_mode_nobody_knows_gets_no_suggestion()
    {
        var asset = await AssetAsync("wo/unknown/m1");
        await AddAsync(new() { Title = "x", At = Monday.AddDays(-9), AssetId = asset, State = "done", FailureMode = "UNK", Part = "guess" });

        Assert.Null((await Desk.FromCaseAsync(await CaseAsync(asset, "UNK"), "Anna", default))!.Order!.Part);
        Assert.Null((await Desk.FromCaseAsync(await CaseAsync(asset, null), "Anna", default))!.Order!.Part);
        Assert.Null(await Desk.FromCaseAsync(987_654_321, "Anna", default));
    }

    [Fact]
    public async Task When_an_order_is_done_its_case_can_have_another()
    {
        var id = await CaseAsync(await AssetAsync("wo/again/m1"), "NOI");
        var first = (await Desk.FromCaseAsync(id, "Anna", default))!.Order!;
        await Desk.MoveAsync(first.Id, null, "done", "Anna", default);

        Assert.NotEqual(first.Id, (await Desk.FromCaseAsync(id, "Anna", default))!.Order!.Id);
    }

    [Fact]
    public async Task The_later_of_two_is_told_and_nothing_is_lost()
    {
        var order = await AddAsync(new() { Title = "Öl wechseln", At = Monday });

        Assert.True((await Desk.MoveAsync(order.Id, 1, "planned", "Anna", default))!.IsGood);
        var late = (await Desk.MoveAsync(order.Id, 1, "in-work", "Bert", default))!;

        Assert.True(late.IsLate);
        Assert.Equal(("planned", "Anna", 2), (late.Order!.State, late.Order.Author, late.Order.Revision));
        using var answer = await host.Local.PostAsJsonAsync($"api/condition/work/{order.Id}/move", new { state = "done", revision = 1 });
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task The_last_move_is_taken_back_unless_somebody_changed_the_order_since()
    {
        var order = await AddAsync(new() { Title = "Filter wechseln", At = Monday });
        var moved = (await Desk.MoveAsync(order.Id, 1, "in-work", "Anna", default))!.Order!;
        Assert.NotNull(moved.StartedAt);

        var back = (await Desk.UndoAsync(order.Id, 2, "Anna", default))!.Order!;

        Assert.Equal(("open", null, 3), (back.State, back.StartedAt, back.Revision));
        Assert.True((await Desk.UndoAsync(order.Id, 2, "Bert", default))!.IsLate);
        Assert.Null(await Desk.UndoAsync(order.Id, 1, "Anna", default)); // nothing before it was written
    }

    [Fact]
    public async Task Two_people_tick_lines_at_once_and_both_ticks_stay()
    {
        var order = await AddAsync(new() { Title = "Prüfen", At = Monday, Checklist = [new("a"), new("b (links)"), new("c")] });

        var answers = await Task.WhenAll(Desk.TickAsync(order.Id, 0, "a", true, "Anna Berg", default), Desk.TickAsync(order.Id, 1, "b (links)", true, "Bert (2. Schicht)", default));

        Assert.All(answers, a => Assert.True(a!.IsGood));
        var now = (await Desk.FindAsync(order.Id, default))!;
        Assert.Equal([true, true, false], now.Checklist.Select(l => l.IsDone));
        Assert.Equal(("Anna Berg", "Bert [2. Schicht]", "b (links)"), (now.Checklist[0].By, now.Checklist[1].By, now.Checklist[1].Text));
        Assert.NotNull(now.Checklist[0].At);
        Assert.True((await Desk.TickAsync(order.Id, 0, "gone", true, "Anna", default))!.IsLate);
    }

    [Fact]
    public async Task A_slot_that_meets_another_of_the_asset_or_person_or_comes_too_late_is_warned_of()
    {
        var asset = await AssetAsync("wo/slot/line/m1");
        var line = host.Services.GetRequiredService<AssetCatalog>().TryGet("wo/slot/line", out var above) ? above.Id : 0;
        await AddAsync(new() { Title = "Whole line", At = Monday, AssetId = line, State = "planned", PlannedFrom = Monday, PlannedTo = Monday.AddHours(4) });
        await AddAsync(new() { Title = "Elsewhere", At = Monday, Assignee = "Cora Slot", State = "planned", PlannedFrom = Monday.AddHours(3), PlannedTo = Monday.AddHours(5) });
        await AddAsync(new() { Title = "Done one", At = Monday, AssetId = asset, State = "done", PlannedFrom = Monday, PlannedTo = Monday.AddHours(4) });
        var order = await AddAsync(new() { Title = "Mine", At = Monday, AssetId = asset, Assignee = "cora slot", State = "planned", PlannedFrom = Monday.AddHours(2), PlannedTo = Monday.AddHours(4) });
        var slots = host.Services.GetRequiredService<WorkSlots>();

        Assert.Equal(["warn.asset", "warn.person"], (await slots.WarningsAsync(order, default)).Select(w => w.Key).Order(StringComparer.Ordinal));
        Assert.Empty(await slots.WarningsAsync(order with { PlannedFrom = Monday.AddHours(5), PlannedTo = Monday.AddHours(6) }, default)); // half-open: they touch

        var life = await host.SignalAsync("wo/slot/line/m1/remaining_life", SignalKind.Forecast, "d");
        var now = TimeProvider.System.GetUtcNow();
        await host.WriteAsync(life, now, 2);
        var late = order with { Assignee = null, PlannedFrom = now.AddDays(3), PlannedTo = now.AddDays(3.1) };
        Assert.Equal(["warn.life"], (await slots.WarningsAsync(late, default)).Select(w => w.Key));
        Assert.Empty(await slots.WarningsAsync(late with { PlannedFrom = now.AddDays(1), PlannedTo = now.AddDays(1.1) }, default));
    }

    [Fact]
    public async Task The_end_of_work_writes_the_failure_or_completes_the_known_one()
    {
        var asset = await AssetAsync("wo/end/m1");
        var ends = host.Services.GetRequiredService<WorkEnds>();
        WorkEnd end = new(Monday, Monday.AddHours(3), 2.5, "VIB", "7014 C", true, FailureWish.New);
        var order = await AddAsync(new() { Title = "Lager tauschen", At = Monday.AddDays(-1), AssetId = asset });

        var done = (await ends.FinishAsync(order.Id, 1, end, "Anna", default))!.Order!;

        Assert.Equal(("done", 2.5, "7014 C"), (done.State, done.Downtime, done.Part));
        var failure = Assert.Single(await Queries.ListAsync(new("failure", [asset]), default));
        Assert.Equal((Monday, Monday.AddHours(3), "Schwingung", "VIB", "7014 C", true, "Anna"),
            (failure.At, failure.Until!.Value, failure.Values["kind"], failure.Values["failure_mode"], failure.Values["part"], failure.Values["is_replaced"], failure.Author));

        Assert.Equal("Lager tauschen", failure.Values["remedy"]); // who wrote the order by hand said what to do
        var ofCase = await AddAsync(new() { Title = "Fräse 2: Schwingung", At = Monday.AddDays(-1), AssetId = asset, CaseId = await CaseAsync(asset, "VIB") });
        await ends.FinishAsync(ofCase.Id, 1, end with { StartedAt = Monday.AddHours(5), EndedAt = Monday.AddHours(6) }, "Anna", default);
        var other = Assert.Single(await Queries.ListAsync(new("failure", [asset]), default), f => f.At == Monday.AddHours(5));
        Assert.Equal(("Schwingung", null), (other.Values["kind"], other.Values.GetValueOrDefault("remedy"))); // the title of a case says neither
        await Records.WithdrawAsync(other.Id, "Anna", default);

        var known = (await Records.AppendAsync([new("failure", asset, Monday.AddDays(1), null, new Dictionary<string, object?> { ["kind"] = "Stillstand", ["severity"] = "major" })], "mes", default)).Rows[0];
        var second = await AddAsync(new() { Title = "Noch einmal", At = Monday.AddDays(1), AssetId = asset });
        await ends.FinishAsync(second.Id, 1, end with { StartedAt = Monday.AddDays(1), EndedAt = Monday.AddDays(1).AddHours(1), Failure = FailureWish.Complete, FailureMode = null }, "Anna", default);

        var completed = (await Queries.FindAsync(known.Id, default))!;
        Assert.Equal((2, "Stillstand", "major", Monday.AddDays(1).AddHours(1), true), (completed.Revision, completed.Values["kind"], completed.Values["severity"], completed.Until!.Value, completed.Values["is_replaced"]));
        Assert.Equal(2, (await Queries.ListAsync(new("failure", [asset]), default)).Count);
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        using var answer = await host.Local.PostAsJsonAsync("api/condition/work", new
        {
            title = " ",
            state = "lost",
            assetId = 987_654,
            caseId = 987_654,
            plannedFrom = Monday,
            downtime = -1,
            startedAt = Monday,
            endedAt = Monday.AddHours(-1),
            checklist = Enumerable.Repeat(new { text = "x" }, 41),
        });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["asset", "case", "checklist", "downtime", "ended_at", "planned_to", "state", "title"], errors);
    }

    [Fact]
    public async Task The_slot_is_an_event_of_iCalendar()
    {
        var order = await AddAsync(new()
        {
            Title = "Lager; tauschen, prüfen",
            At = Monday,
            State = "planned",
            PlannedFrom = Monday,
            PlannedTo = Monday.AddHours(2.5),
            Remark = "Zeile 1\nZeile 2 mit einer Länge, die über die fünfundsiebzig Oktette einer Zeile hinausgeht, ä ö ü ß",
        });

        var text = await host.Local.GetStringAsync($"cases/work/{order.Id}/slot.ics");

        Assert.All(text.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line));
        var lines = text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
        Assert.Contains("DTSTART:20261123T060000Z", lines);
        Assert.Contains("DTEND:20261123T083000Z", lines);
        Assert.Contains("SUMMARY:Lager\\; tauschen\\, prüfen", lines);
        Assert.Contains(lines, l => l.StartsWith("DESCRIPTION:Zeile 1\\nZeile 2 mit", StringComparison.Ordinal));
        Assert.Equal(("BEGIN:VCALENDAR", "END:VCALENDAR", ""), (lines[0], lines[^2], lines[^1]));
    }

    [Fact]
    public async Task Done_work_ends_its_case_as_confirmed_and_taking_it_back_takes_all_of_it_back()
    {
        var asset = await AssetAsync("wo/ends/m1");
        var caseId = await CaseAsync(asset, null);
        var order = (await Desk.FromCaseAsync(caseId, "Anna", default))!.Order!;
        WorkEnd end = new(Monday, Monday.AddHours(3), 3, "VIB", "7014 C", true, FailureWish.New, "Lagerschaden", null, 640, ClosesCase: true);

        var done = (await Ends.FinishAsync(order.Id, order.Revision, end, "Anna", default))!.Order!;

        var ended = (await CaseBook.FindAsync(caseId, default))!;
        Assert.Equal((CaseState.Closed, "VIB", "Anna", false), (ended.State, ended.Mode, ended.Author, ended.IsOpen));
        var failure = (await Queries.FindAsync(ended.FailureId!.Value, default))!;
        Assert.Equal(("VIB", "7014 C", true, Monday, 640), (failure.Values["failure_mode"], failure.Values["part"], failure.Values["is_replaced"], failure.At, done.PartCost));
        Assert.Equal([CaseState.Closed, CaseState.Confirmed, CaseState.Confirmed, CaseState.Open], (await CaseBook.HistoryAsync(caseId, default)).Select(c => c.State));

        var back = (await Cases.UndoAsync(order.Id, done.Revision, "Bert", default))!;

        var again = (await CaseBook.FindAsync(caseId, default))!;
        Assert.Equal(("open", CaseState.Open, null, null), (back.Order!.State, again.State, again.Mode, again.FailureId));
        Assert.True((await Queries.FindAsync(failure.Id, default)) is not { IsWithdrawn: false });
    }

    [Fact]
    public async Task A_failure_that_was_known_is_completed_and_taken_back_to_what_it_was_and_a_confirmed_case_stays_confirmed()
    {
        var asset = await AssetAsync("wo/ends/m2");
        var caseId = await CaseAsync(asset, null);
        var known = (await Records.AppendAsync([new("failure", asset, Monday.AddHours(-1), null, new Dictionary<string, object?> { ["kind"] = "Lagerschaden" })], "Carl", default)).Rows[0];
        await Acts.ConfirmAsync(new("Carl"), caseId, new("NOI", "trocken", null, null), default);
        var order = (await Desk.FromCaseAsync(caseId, "Anna", default))!.Order!;

        var done = (await Ends.FinishAsync(order.Id, order.Revision, new(Monday, Monday.AddHours(3), null, "VIB", null, false, FailureWish.Complete, ClosesCase: true), "Anna", default))!.Order!;
        Assert.Equal(("VIB", Monday.AddHours(3)), ((await Queries.FindAsync(known.Id, default))!.Values["failure_mode"], (await Queries.FindAsync(known.Id, default))!.Until));
        Assert.Equal((CaseState.Closed, "VIB"), ((await CaseBook.FindAsync(caseId, default))!.State, (await CaseBook.FindAsync(caseId, default))!.Mode));

        await Cases.UndoAsync(order.Id, done.Revision, "Anna", default);

        var now = (await Queries.FindAsync(known.Id, default))!;
        Assert.Equal((false, false, null), (now.IsWithdrawn, now.Values.ContainsKey("failure_mode"), now.Until));
        var one = (await CaseBook.FindAsync(caseId, default))!;
        Assert.Equal((CaseState.Confirmed, "NOI", "trocken", true), (one.State, one.Mode, one.Cause, one.IsOpen));
    }

    [Fact]
    public async Task An_order_that_was_moved_to_done_can_end_its_case_afterwards_with_one_click()
    {
        var caseId = await CaseAsync(await AssetAsync("wo/ends/m3"), null);
        var order = (await Desk.FromCaseAsync(caseId, "Anna", default))!.Order!;
        Assert.Null(await Cases.CloseAsync(order, null, "Anna", default)); // not done
        var done = (await Desk.MoveAsync(order.Id, null, "done", "Anna", default))!.Order!;

        var closed = (await Cases.CloseAsync(done, null, "Anna", default))!;

        Assert.Equal((CaseState.Closed, "UNK"), (closed.State, closed.Mode));
        Assert.Null(await Cases.CloseAsync(done, null, "Anna", default)); // over already
    }
}
