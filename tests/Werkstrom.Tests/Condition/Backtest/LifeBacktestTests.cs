using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Backtest;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Life;
using Werkstrom.Tests.Condition.Life;

namespace Werkstrom.Tests.Condition.Backtest;

/// <summary>What would have been said of remaining lives on past days, through the real host.</summary>
public sealed class LifeBacktestTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Start = LifePlant.Start;

    readonly LifePlant _plant = new(host);

    [Fact]
    public async Task Each_day_is_held_against_what_came_and_a_failure_that_came_later_changes_nothing_said_before()
    {
        var asset = await _plant.MachineAsync("lb/dates", "press");
        foreach (var day in new[] { 0, 30, 62, 90 })
            await _plant.FailAsync(asset, Start.AddDays(day));
        var before = await RunAsync(asset.Id, Start.AddDays(92), Start.AddDays(130));
        await _plant.FailAsync(asset, Start.AddDays(121));

        var after = await RunAsync(asset.Id, Start.AddDays(92), Start.AddDays(130));
        var cut = await RunAsync(asset.Id, Start.AddDays(92), Start.AddDays(110));

        Assert.Equal(29, after.Life!.Judged.Count); // days 92 to 120; on day 121 it stands
        Assert.Equal([29.0, 28.0, 27.0], after.Life.Points.Take(3).Select(p => p.Came!.Value));
        Assert.Equal((1, 29), (after.Life.Lives, after.Life.Held.Of));
        Assert.Equal(0, before.Life!.Held.Of); // nothing had come yet
        Assert.Equal(Told(after).Take(29), Told(before).Take(29));
        Assert.Equal(Told(after).Take(18), Told(cut));
        Assert.All(after.Life.Points, p => Assert.Equal(p.Held, p.Came is { } came ? came >= p.Lower && came <= p.Upper : null));
        Assert.Contains(after.Notes, n => n.Key == "note.life.few");
    }

    [Fact]
    public async Task Models_are_learned_on_the_way_from_what_had_ended_by_then()
    {
        var (asset, last) = await _plant.WearingAsync("lb/learned", "spindle", 15);
        var from = last.AddDays(-14); // the end of the 14th life lies within
        var whole = await RunAsync(asset.Id, from, last.AddDays(7));
        await _plant.FailAsync(asset, last.AddDays(8));
        await _plant.WriteAsync("lb/learned/temperature", Enumerable.Range(1, 48).Select(h => (last.AddDays(7).AddHours(h), 900.0)));

        var again = await RunAsync(asset.Id, from, last.AddDays(7));

        Assert.All(whole.Life!.Points, p => Assert.Equal(LifeMethod.Learned, p.Method));
        Assert.Equal(Told(whole), Told(again));
        Assert.Contains(again.Notes, n => n.Key == "note.life.learned");
        Assert.InRange(again.Life!.Held.Value!.Value, 0.6, 1);
        Assert.InRange(again.Life.MedianError!.Value, 0, 3); // lives of 9 to 12 days
        Assert.NotEmpty(again.Verdict.Episodes); // below three days before the end of the 15th life
        Assert.All(again.Verdict.Episodes, e => Assert.Equal((FindingKind.Life, Outcome.True), (e.What.Kind, e.Outcome)));
    }

    [Fact]
    public async Task Without_past_failures_it_says_why_nothing_can_be_said()
    {
        var asset = await _plant.MachineAsync("lb/none", "fan");

        var answer = await RunAsync(asset.Id, Start, Start.AddDays(10));

        Assert.Empty(answer.Life!.Points);
        Assert.Equal((10, 0), (answer.Life.Asked, answer.Life.Held.Of));
        Assert.Contains(answer.Notes, n => n.Key == "why.none");
    }

    [Theory]
    [InlineData("de", "Spanne hielt", "das Restleben einer Anlage")]
    [InlineData("en", "Range held", "the remaining life of an asset")]
    public async Task Page_and_api_show_it(string language, string figure, string choice)
    {
        var asset = await _plant.MachineAsync($"lb/page-{language}", $"lathe-{language}");
        foreach (var day in new[] { 0, 30, 62, 90, 121 })
            await _plant.FailAsync(asset, Start.AddDays(day));
        var query = $"what=life&asset=lb/page-{language}&start=2026-04-10&end=2026-05-20";

        var view = JsonNode.Parse(await host.Local.GetStringAsync($"api/condition/backtest?{query}"))!["life"]!;
        using HttpRequestMessage request = new(HttpMethod.Get, $"cases/backtest?{query}");
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await host.Local.SendAsync(request);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(0.9, (double)view["range"]!);
        Assert.Equal(1, (int)view["lives"]!);
        Assert.Equal("dates", (string)view["said"]![0]!["method"]!);
        Assert.Contains(figure, page, StringComparison.Ordinal);
        Assert.Contains(choice, page, StringComparison.Ordinal);
        Assert.Contains("bt-band", page, StringComparison.Ordinal);
        Assert.Contains("bt-came", page, StringComparison.Ordinal);
    }

    static IEnumerable<(DateTimeOffset, double, double, double)> Told(BacktestAnswer answer) => answer.Life!.Points.Select(p => (p.At, p.Lower, p.Middle, p.Upper));

    Task<BacktestAnswer> RunAsync(int assetId, DateTimeOffset from, DateTimeOffset to) => host.Services.GetRequiredService<BacktestEngine>()
        .RunAsync(new(new BacktestSubject.OfLife(assetId), new(from, to), BacktestAsk.DefaultHorizon), new(), default);
}
