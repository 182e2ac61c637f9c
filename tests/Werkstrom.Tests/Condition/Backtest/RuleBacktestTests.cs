using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Backtest;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Rules;
using Werkstrom.Condition.Work;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;
using Werkstrom.Store.Records;
using Werkstrom.Tests.Plant;

namespace Werkstrom.Tests.Condition.Backtest;

/// <summary>Rules over the stored past, against recorded failures.</summary>
public sealed class RuleBacktestTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_says_what_it_would_have_said_and_how_long_before_the_failure()
    {
        var signal = await host.SignalAsync("bt/press/temperature");
        await host.WriteAsync(signal, Start.AddDays(1), 70, 90, 70); // 90 at 00:01, no failure follows
        await host.WriteAsync(signal, Start.AddDays(14), 70, 70, 95, 96, 70); // 95 at 00:02, two days before the failure
        await FailAsync(signal, Start.AddDays(16).AddMinutes(2));

        var answer = await RunAsync(Above(signal, 80), Start, Start.AddDays(28));

        Assert.Equal([Start.AddDays(1).AddMinutes(1), Start.AddDays(14).AddMinutes(2)], answer.Verdict.Episodes.Select(e => e.What.At));
        Assert.Equal([Outcome.False, Outcome.True], answer.Verdict.Episodes.Select(e => e.Outcome));
        Assert.Equal([TimeSpan.FromDays(2)], answer.Verdict.Leads);
        Assert.Equal(0.5, answer.Verdict.PerWeek);
        Assert.Equal(8, answer.Samples);
        Assert.Contains(answer.Notes, n => n.Key == "note.failures.one");
    }

    [Fact]
    public async Task What_it_says_does_not_depend_on_what_came_later()
    {
        var signal = await host.SignalAsync("bt/fan/vibration", unit: "mm/s");
        Random random = new(5);
        await host.WriteAsync(signal, Start, [.. Enumerable.Range(0, 3_000).Select(_ => random.NextDouble() * 10)]);
        var rule = Above(signal, 8) with { Release = 4, Lasting = TimeSpan.FromMinutes(2) };
        var cut = Start.AddMinutes(2_000);

        var whole = await RunAsync(rule, Start, Start.AddMinutes(3_000));
        var part = await RunAsync(rule, Start, cut);

        Assert.InRange(part.Verdict.Episodes.Count, 20, 1_000);
        Assert.Equal(part.Verdict.Episodes.Select(e => e.What.At), whole.Verdict.Episodes.Select(e => e.What.At).Where(at => at < cut));
    }

    [Fact]
    public async Task Of_nothing_and_of_almost_nothing_nothing_is_said()
    {
        var (empty, two, still) = (await host.SignalAsync("bt/a/x"), await host.SignalAsync("bt/b/x"), await host.SignalAsync("bt/c/x"));
        await host.WriteAsync(two, Start, 1, 2);
        await host.WriteAsync(still, Start, 5, 5, 5, 5);

        Assert.Contains((await RunAsync(Above(empty, 1), Start, Start.AddDays(1))).Notes, n => n.Key == "note.empty");
        Assert.Contains((await RunAsync(Above(two, 1.5), Start, Start.AddDays(1))).Notes, n => n.Key == "note.points");
        Assert.Contains((await RunAsync(Above(still, 6), Start, Start.AddDays(1))).Notes, n => n.Key == "note.constant");
    }

    [Fact]
    public async Task A_rule_about_all_signals_of_a_name_watches_each_by_itself()
    {
        var (one, two) = (await host.SignalAsync("bt/hall/m1/load", unit: "%"), await host.SignalAsync("bt/hall/m2/load", unit: "%"));
        await host.WriteAsync(one, Start, 10, 95, 10);
        await host.WriteAsync(two, Start, 10, 10, 97);

        using var answer = await host.Local.PostAsJsonAsync("api/condition/rules/preview?days=366", new { kind = "above", asset = "bt/hall", signalName = "load", limit = 90 });
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal([one.Id, two.Id], view.GetProperty("episodes").EnumerateArray().Select(e => e.GetProperty("signalId").GetInt32()));
        Assert.Equal(6, view.GetProperty("samples").GetInt64());
        Assert.Equal(JsonValueKind.Null, view.GetProperty("precision").GetProperty("value").ValueKind); // no failure is known there: neither right nor wrong
    }

    [Fact]
    public async Task Failures_written_in_another_zone_are_told()
    {
        // the load drops to nothing two hours after each failure was written down: at 10:00 instead of 08:00
        var signal = await host.SignalAsync("bt/zone/load", unit: "kW");
        for (var day = 0; day < 4; day++)
        {
            await host.WriteAsync(signal, Start.AddDays(10 * day), [.. Enumerable.Range(0, 24 * 60).Select(m => m is >= 600 and < 720 ? 1.0 + (m % 2 * 0.1) : 50 + (m % 3))]);
            await FailAsync(signal, Start.AddDays(10 * day).AddHours(8));
        }

        var answer = await RunAsync(Above(signal, 90), Start, Start.AddDays(40));

        Assert.Equal([4, 4, 2], Assert.Single(answer.Notes, n => n.Key == "note.hours").Named);
    }

    [Fact]
    public async Task Where_alarms_went_that_count_for_neither_is_told()
    {
        var signal = await host.SignalAsync("bt/twice/temperature");
        foreach (var day in new[] { 13, 14, 15 })
            await host.WriteAsync(signal, Start.AddDays(day), 70, 95, 70);
        await FailAsync(signal, Start.AddDays(16));

        var answer = await RunAsync(Above(signal, 80), Start, Start.AddDays(28));

        Assert.Equal((3, 1), (answer.Verdict.Episodes.Count, answer.Verdict.Precision.Of));
        Assert.Equal([2], Assert.Single(answer.Notes, n => n.Key == "note.same").Named);
    }

    [Fact]
    public void Of_a_whole_machine_the_signals_that_decided_are_drawn_first()
    {
        Said said = new(1, null, FindingKind.Health, Start, Start, null, false, 0.3, 0.06) { Parts = [new(7, 0.93, 2.2, 1.1, 8), new(8, 0.04, 20, 19, 1)] };

        Assert.Equal((0.93, 0.04, 0), (BacktestPlots.Share(said, 7), BacktestPlots.Share(said, 8), BacktestPlots.Share(said, 9)));
        Assert.Equal(1, BacktestPlots.Share(said with { SignalId = 9, Parts = [] }, 9));
    }

    [Fact]
    public async Task A_failure_that_ending_the_work_on_the_case_wrote_makes_no_alarm_right()
    {
        var signal = await host.SignalAsync("bt/own/temperature");
        await host.WriteAsync(signal, Start.AddDays(14), 70, 95, 70);
        var store = host.Services.GetRequiredService<RecordStore>();
        var desk = host.Services.GetRequiredService<WorkDesk>();
        var mended = Start.AddDays(18);
        var found = (await store.AppendAsync([new("case", signal.AssetId, Start.AddDays(14), null, new Dictionary<string, object?> { ["title"] = "hot", ["state"] = "open" })], "test", default)).Rows[0].Id;
        var order = (await desk.AddAsync(new() { Title = "look", At = mended, AssetId = signal.AssetId, CaseId = found }, "Anna", default)).Order!;
        await host.Services.GetRequiredService<WorkEnds>().FinishAsync(order.Id, 1, new(mended, mended.AddMinutes(1), null, null, null, false, FailureWish.New), "Anna", default);

        var own = await RunAsync(Above(signal, 80), Start, Start.AddDays(28));
        await FailAsync(signal, Start.AddDays(16).AddMinutes(1));
        var recorded = await RunAsync(Above(signal, 80), Start, Start.AddDays(28));

        Assert.NotEqual(Outcome.True, Assert.Single(own.Verdict.Episodes).Outcome);
        Assert.Empty(own.Verdict.Leads);
        Assert.Equal([TimeSpan.FromDays(2)], recorded.Verdict.Leads); // one that was recorded by itself counts
    }

    Task<BacktestAnswer> RunAsync(ConditionRule rule, DateTimeOffset from, DateTimeOffset to) => host.Services.GetRequiredService<BacktestEngine>()
        .RunAsync(new(new BacktestSubject.OfRule(rule), new(from, to), BacktestAsk.DefaultHorizon), new(), default);

    static ConditionRule Above(Signal signal, double limit) =>
        new() { Name = "test", Kind = ConditionRuleKind.Above, SignalId = signal.Id, Unit = signal.Unit, Limit = limit };

    async Task FailAsync(Signal signal, DateTimeOffset at)
    {
        var written = await host.Services.GetRequiredService<RecordStore>().AppendAsync(
            [new("failure", signal.AssetId, at, null, new Dictionary<string, object?> { ["kind"] = "Lager" })], "test", default);
        Assert.True(written.IsGood);
    }
}
