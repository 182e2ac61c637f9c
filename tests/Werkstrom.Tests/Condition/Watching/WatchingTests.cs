using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Assets;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Watching;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Tests.Plant;
using Looks = Werkstrom.Learning.Watching.SignalKind;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Condition.Watching;

/// <summary>Signals watched in the real host: learned from what is stored, told once, kept over a restart.</summary>
public sealed class WatchingTests : IAsyncLifetime
{
    static readonly TimeSpan Step = TimeSpan.FromMinutes(5);
    readonly DateTimeOffset _now = DateTimeOffset.UtcNow;
    readonly Host _host = new() { Configuration = { ["ui:timeZone"] = "UTC", ["condition:watchEvery"] = "00:00:01" } };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_is_stored_is_learned_and_a_fault_is_told_once_also_over_a_restart()
    {
        var signal = await _host.SignalAsync("werk/fräse/temperatur");
        await WriteAsync(signal, _now.AddDays(-20), _now.AddHours(-1), Wave);
        await UntilAsync(() => Learned(signal) is { Seen: >= 5_700 });

        await WriteAsync(signal, _now.AddHours(-1), _now.AddMinutes(-10), at => Wave(at) + 25);
        await UntilAsync(async () => (await FoundAsync(signal)).Count > 0);

        var found = Assert.Single(await FoundAsync(signal));
        Assert.InRange(found.Since, _now.AddHours(-1).AddMinutes(-6), _now.AddMinutes(-30));
        Assert.True(found.Score >= 1.03);

        await _host.RestartAsync();
        await UntilAsync(() => Learned(signal) is { Seen: >= 5_700 });
        await WriteAsync(signal, _now.AddMinutes(-10), _now, at => Wave(at) + 25);
        await UntilAsync(() => Learned(signal)!.Last >= Micros.Of(_now.AddMinutes(-6)));
        Assert.Single(await FoundAsync(signal));
    }

    [Fact]
    public async Task Given_a_past_whose_first_piece_holds_a_few_values_When_it_is_learned_Then_it_is_not_learned_again_and_again()
    {
        var signal = await _host.SignalAsync("werk/ofen/druck");
        var end = _now.AddHours(-1);
        await WriteAsync(signal, end.AddDays(-30).AddMinutes(-20), end, Wave); // the past is read in pieces of five days
        await UntilAsync(() => Learned(signal) is { Seen: >= 8_600 });

        Assert.True(Learned(signal) is { GuessedFrom: >= 500 } watched && !watched.IsToBeLearnedAgain(signal));
    }

    [Fact]
    public async Task A_person_says_false_and_it_has_to_go_half_as_far_again()
    {
        var signal = await _host.SignalAsync("werk/presse/druck", unit: "bar");
        await WriteAsync(signal, _now.AddDays(-10), _now.AddHours(-1), Wave);
        await UntilAsync(() => Learned(signal) is { Seen: >= 2_800 });
        await WriteAsync(signal, _now.AddHours(-1), _now.AddMinutes(-45), at => Wave(at) + 40);
        await UntilAsync(async () => (await FoundAsync(signal)).Count > 0);
        var finding = (await FoundAsync(signal))[0];
        var deviation = Math.Max(finding.Furthest!.Value, Math.Abs(finding.Value!.Value - finding.Usual!.Value));

        var lesson = await _host.Services.GetRequiredService<SignalWatcher>().LearnAsync(finding, real: false, default);

        // at sensitivity 5, the only signal of its asset, it speaks from 1.03 times the furthest on
        Assert.Equal(1.03 * finding.Furthest!.Value, lesson!.Before, 6);
        Assert.Equal(1.03 * 1.5 * deviation, lesson.After, 6);
    }

    [Fact]
    public async Task Counters_and_states_are_told_by_their_values_and_a_constant_or_two_values_say_nothing()
    {
        var counter = await _host.SignalAsync("werk/zähler/wert");
        var state = await _host.SignalAsync("werk/säge/zustand");
        var constant = await _host.SignalAsync("werk/ofen/soll");
        var two = await _host.SignalAsync("werk/ofen/ist");
        await WriteAsync(counter, _now.AddDays(-2), _now, at => Math.Floor((at - _now.AddDays(-2)).TotalMinutes));
        await WriteAsync(state, _now.AddDays(-2), _now, at => at.Hour % 3);
        await WriteAsync(constant, _now.AddDays(-2), _now, _ => 180);
        await WriteAsync(two, _now.AddMinutes(-10), _now, _ => 20);
        await UntilAsync(() => new[] { counter, state, constant, two }.All(s => Learned(s) is { Seen: > 0 }));

        Assert.Equal(Looks.Counter, Learned(counter)!.Kind);
        Assert.Equal(Looks.State, Learned(state)!.Kind);
        Assert.Equal(Looks.Measure, Learned(constant)!.Kind);
        var list = await _host.Local.GetFromJsonAsync<JsonElement>("/api/condition/signals");
        var told = list.GetProperty("signals").EnumerateArray().ToDictionary(r => r.GetProperty("path").GetString()!, r => r.GetProperty("kind").GetString());
        Assert.Equal("counter", told["werk/zähler/wert"], ignoreCase: true);
        Assert.Equal("state", told["werk/säge/zustand"], ignoreCase: true);
        var page = WebUtility.HtmlDecode(await _host.Local.GetStringAsync("/cases/watch?search=zähler"));
        Assert.Contains($"/plant/signals/{counter.Id}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"/plant/signals/{state.Id}\"", page, StringComparison.Ordinal);
        Assert.Empty(await FoundAsync(constant));
        Assert.Empty(await FoundAsync(two));
        Assert.Empty(await FoundAsync(counter));
    }

    [Fact]
    public async Task Another_unit_given_by_a_person_is_no_fault()
    {
        var signal = await _host.SignalAsync("werk/ofen/temperatur");
        await WriteAsync(signal, _now.AddDays(-10), _now.AddHours(-2), Wave);
        await UntilAsync(() => Learned(signal) is { Seen: >= 2_800 });

        await _host.Services.GetRequiredService<SignalCatalog>().ConvertUnitAsync(signal.Id, "[degF]", default);
        await WriteAsync(signal, _now.AddHours(-2), _now, Wave); // the source goes on in degrees Celsius
        await UntilAsync(() => Learned(signal) is { Scale.Factor: > 1.7 } watched && watched.Last >= Micros.Of(_now.AddMinutes(-6)));

        Assert.Empty(await FoundAsync(signal));
    }

    [Fact]
    public async Task Of_what_was_imported_nobody_expects_another_value_also_after_a_restart_and_of_what_was_live_one_does()
    {
        var (imported, live) = (await _host.SignalAsync("werk/datei/temperatur"), await _host.SignalAsync("werk/ofen/zuluft"));
        await WriteAsync(imported, _now.AddDays(-20), _now.AddDays(-5), Wave);
        await WriteAsync(live, _now.AddDays(-10), _now, Wave);
        await UntilAsync(() => Learned(imported) is { Seen: >= 4_300 } && Learned(live) is { Seen: >= 2_800 });

        await _host.RestartAsync();
        await UntilAsync(() => Learned(imported) is { IsLive: false } && Learned(live) is { IsLive: true });
        var found = await _host.Services.GetRequiredService<SignalWatcher>().TakeAsync([], _now.AddHours(3), default);

        Assert.Equal([(live.Id, FindingKind.Silence)], found.Select(f => (f.SignalId!.Value, f.Kind)));
    }

    [Fact]
    public async Task What_is_not_to_be_watched_is_not()
    {
        var signal = await _host.SignalAsync("werk/alt/wert");
        await _host.Services.GetRequiredService<AssetSettings>().SetAsync(signal.AssetId, null, isWatched: false, default);
        var other = await _host.SignalAsync("werk/neu/wert");
        await WriteAsync(signal, _now.AddHours(-2), _now, Wave);
        await WriteAsync(other, _now.AddHours(-2), _now, Wave);

        await UntilAsync(() => Learned(other) is { Seen: > 0 });

        Assert.Null(Learned(signal));
    }

    // a day's course and a scatter, both counted from now: by the hour of the day another test would run at each hour
    double Wave(DateTimeOffset at) =>
        40 + (5 * Math.Sin(2 * Math.PI * (at - _now).TotalDays)) + (0.5 * Math.Sin((at - _now).Ticks / Step.Ticks * 12.9898 % 97));

    WatchedSignal? Learned(Signal signal) =>
        _host.Services.GetRequiredService<WatchBook>().TryGet(signal.Id, out var watched) ? watched : null;

    async Task<List<Finding>> FoundAsync(Signal signal) =>
        [.. (await _host.Services.GetRequiredService<FindingBook>().ListAsync(null, DateTimeOffset.UnixEpoch, _now.AddDays(1), 1_000, default)).Where(f => f.SignalId == signal.Id && !f.IsPast)];

    async Task WriteAsync(Signal signal, DateTimeOffset from, DateTimeOffset to, Func<DateTimeOffset, double> value)
    {
        SampleBatch batch = new(8_192);
        for (var at = from; at < to; at += Step)
            batch.Add(signal.Id, Micros.Of(at), value(at));
        await _host.Services.GetRequiredService<ISampleSink>().WriteAsync(batch, default);
    }
}
