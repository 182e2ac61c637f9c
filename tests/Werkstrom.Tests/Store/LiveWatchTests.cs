using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Live;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Store;

/// <summary>The clock begins at 2026-01-01 00:00 UTC; a look is made every five seconds of it.</summary>
public sealed class LiveWatchTests
{
    static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static Task<Registries> OpenAsync(Engine engine) =>
        Registries.OpenAsync(engine, host => host.AddStore(), ("store:memoryMb", "128"), ("store:commitMilliseconds", "20"));

    static async Task<Signal> SignalAsync(Registries all, string path) =>
        (await all.Get<SignalCatalog>().EnsureAsync([new WantedSignal(path)], default))[0].Signal!;

    static async Task SendAsync(Registries all, params (Signal Signal, DateTimeOffset At)[] samples)
    {
        var batch = new SampleBatch();
        foreach (var (signal, at) in samples)
            batch.Add(signal.Id, at.ToUnixTimeMilliseconds() * 1_000, 1);
        await all.Get<SampleStore>().WriteAsync(batch, default);
    }

    // one sample a second; the newest is as old as the clock of the machine is slow
    static async Task RunAsync(Registries all, int looks, TimeSpan slow, params Signal[] signals)
    {
        for (var look = 0; look < looks; look++)
        {
            all.Clock.Advance(TimeSpan.FromSeconds(5));
            var now = all.Clock.GetUtcNow() - slow;
            await SendAsync(all, [.. signals.SelectMany(s => Enumerable.Range(0, 5).Select(i => (s, now.AddSeconds(i - 4))))]);
            await all.Get<LiveWatch>().LookAsync(default);
        }
    }

    static async Task PauseAsync(Registries all, TimeSpan span)
    {
        all.Clock.Advance(span);
        await all.Get<LiveWatch>().LookAsync(default);
    }

    static Task<IReadOnlyList<PlantEvent>> EventsAsync(Registries all) =>
        all.Get<IEvents>().ListAsync(null, Begin.AddDays(-1), Begin.AddDays(400), 100, default);

    [Theory, OnSqlite, OnPostgres]
    public async Task A_machine_that_dies_is_noticed_once_also_over_a_restart_and_is_back_once(Engine engine)
    {
        await using var all = await OpenAsync(engine);
        var (heat, speed) = (await SignalAsync(all, "works/press3/heat"), await SignalAsync(all, "works/press3/speed"));
        await all.Get<LiveWatch>().LookAsync(default);
        await RunAsync(all, 2, TimeSpan.Zero, heat, speed);
        Assert.Equal(PulseState.Unwatched, all.Get<Pulses>().Of(heat).State);
        await RunAsync(all, 30, TimeSpan.Zero, heat, speed); // until 00:02:40
        Assert.Equal((PulseState.Alive, TimeSpan.FromSeconds(1), true), (all.Get<Pulses>().Of(heat).State, all.Get<Pulses>().Of(heat).Interval, all.Get<Pulses>().Of(heat).IsLearned));
        Assert.True(all.Get<IAssetState>().Of(heat.AssetId).IsOnline);

        await PauseAsync(all, TimeSpan.FromSeconds(15)); // three intervals are 3 s, but nobody is judged by less than 15 s
        Assert.Equal(PulseState.Alive, all.Get<Pulses>().Of(heat).State);
        await PauseAsync(all, TimeSpan.FromSeconds(1));
        await PauseAsync(all, TimeSpan.FromSeconds(5));
        Assert.Equal(PulseState.Silent, all.Get<Pulses>().Of(heat).State);
        var noted = Assert.Single(await EventsAsync(all));
        Assert.Equal(
            ("signal.silent", EventLevel.Watch, heat.AssetId, Begin.AddSeconds(160), "No data: heat, speed", true),
            (noted.Kind, noted.Level, noted.AssetId, noted.From, noted.Text, noted.IsOpen));
        Assert.False(all.Get<IAssetState>().Of(heat.AssetId).IsOnline);

        await all.RestartAsync();
        await PauseAsync(all, TimeSpan.FromHours(8));
        Assert.Equal(PulseState.Silent, all.Get<Pulses>().Of(heat).State);
        Assert.True(Assert.Single(await EventsAsync(all)).IsOpen);

        await RunAsync(all, 1, TimeSpan.Zero, heat);
        Assert.True(Assert.Single(await EventsAsync(all)).IsOpen); // one of two is back
        Assert.True(all.Get<IAssetState>().Of(heat.AssetId).IsOnline);
        await RunAsync(all, 1, TimeSpan.Zero, heat, speed);
        var ended = Assert.Single(await EventsAsync(all));
        Assert.Equal((false, all.Clock.GetUtcNow()), (ended.IsOpen, ended.To!.Value));
        Assert.Equal(TimeSpan.FromSeconds(1), all.Get<Pulses>().Of(speed).Interval);
    }

    [Theory, OnSqlite]
    public async Task Right_after_a_start_nothing_is_called_silent_for_the_time_that_the_server_was_away(Engine engine)
    {
        await using var all = await OpenAsync(engine);
        var heat = await SignalAsync(all, "works/heat");
        await all.Get<LiveWatch>().LookAsync(default);
        await RunAsync(all, 32, TimeSpan.Zero, heat);
        all.Clock.Advance(TimeSpan.FromHours(2));
        await all.RestartAsync();
        await PauseAsync(all, TimeSpan.Zero);
        await PauseAsync(all, TimeSpan.FromSeconds(15));
        Assert.Equal((PulseState.Alive, 0), (all.Get<Pulses>().Of(heat).State, (await EventsAsync(all)).Count));
        await PauseAsync(all, TimeSpan.FromSeconds(1));
        Assert.Equal((PulseState.Silent, 1), (all.Get<Pulses>().Of(heat).State, (await EventsAsync(all)).Count));
    }

    [Theory, OnSqlite]
    public async Task After_a_start_nobody_is_online_of_whom_nothing_was_heard_for_long(Engine engine)
    {
        await using var all = await OpenAsync(engine);
        var (learned, rare) = (await SignalAsync(all, "works/press/heat"), await SignalAsync(all, "works/saw/heat"));
        await all.Get<LiveWatch>().LookAsync(default);
        await RunAsync(all, 32, TimeSpan.Zero, learned);
        await RunAsync(all, 1, TimeSpan.Zero, learned, rare);
        Assert.Equal((true, true), Online(all, learned, rare));

        all.Clock.Advance(TimeSpan.FromMinutes(10));
        await all.RestartAsync();
        await PauseAsync(all, TimeSpan.Zero);
        Assert.Equal((PulseState.Alive, PulseState.Unwatched), (all.Get<Pulses>().Of(learned).State, all.Get<Pulses>().Of(rare).State));
        Assert.Equal((null, null), Online(all, learned, rare));

        await RunAsync(all, 1, TimeSpan.Zero, rare);
        Assert.Equal((null, true), Online(all, learned, rare));
        await PauseAsync(all, TimeSpan.FromHours(25));
        Assert.Equal((false, false), Online(all, learned, rare));
    }

    static (bool?, bool?) Online(Registries all, Signal one, Signal other) =>
        (all.Get<IAssetState>().Of(one.AssetId).IsOnline, all.Get<IAssetState>().Of(other.AssetId).IsOnline);

    [Theory, OnSqlite]
    public async Task A_clock_that_is_five_minutes_slow_is_no_silence(Engine engine)
    {
        await using var all = await OpenAsync(engine);
        var heat = await SignalAsync(all, "works/heat");
        await all.Get<LiveWatch>().LookAsync(default);
        await RunAsync(all, 32, TimeSpan.FromMinutes(5), heat);
        Assert.Equal(PulseState.Alive, all.Get<Pulses>().Of(heat).State);
    }

    [Theory, OnSqlite]
    public async Task A_clock_that_is_fast_hides_no_silence_and_its_event_ends(Engine engine)
    {
        await using var all = await OpenAsync(engine);
        var heat = await SignalAsync(all, "works/heat");
        await all.Get<LiveWatch>().LookAsync(default);
        await RunAsync(all, 32, TimeSpan.FromMinutes(-50), heat);
        await PauseAsync(all, TimeSpan.FromSeconds(16));
        Assert.Equal((PulseState.Silent, all.Clock.GetUtcNow()), (all.Get<Pulses>().Of(heat).State, Assert.Single(await EventsAsync(all)).From));
        await RunAsync(all, 1, TimeSpan.FromMinutes(-50), heat);
        Assert.False(Assert.Single(await EventsAsync(all)).IsOpen);
    }

    [Theory, OnSqlite]
    public async Task Imported_history_teaches_nothing_and_raises_nothing(Engine engine)
    {
        await using var all = await OpenAsync(engine);
        var (old, recent, limit) = (await SignalAsync(all, "nab/old"), await SignalAsync(all, "nab/recent"), await SignalAsync(all, "nab/limit"));
        await all.Get<LiveWatch>().LookAsync(default);
        for (var look = 0; look < 40; look++)
        {
            all.Clock.Advance(TimeSpan.FromSeconds(5));
            var now = all.Clock.GetUtcNow();
            await SendAsync(all, (old, now.AddYears(-12)), (recent, now.AddHours(-9)), (limit, now.AddDays(-30)));
            await all.Get<LiveWatch>().LookAsync(default);
        }

        Assert.Equal(
            [PulseState.Ended, PulseState.Unwatched, PulseState.Unwatched], new[] { old, recent, limit }.Select(s => all.Get<Pulses>().Of(s).State));
        all.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(PulseState.Ended, all.Get<Pulses>().Of(limit).State); // 30 days and a second
        Assert.Empty(await EventsAsync(all));
        Assert.Equal((false, true), (all.Get<Pulses>().Of(old).IsOnline, all.Get<Pulses>().Of(recent).IsOnline));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_a_person_sets_holds_and_what_was_learned_can_be_forgotten(Engine engine)
    {
        await using var all = await OpenAsync(engine);
        var heat = await SignalAsync(all, "works/heat");
        await all.Get<LiveWatch>().LookAsync(default);
        await RunAsync(all, 32, TimeSpan.Zero, heat);
        heat = (await all.Get<SignalCatalog>().ChangeAsync(heat.Id, s => s with { ExpectedInterval = TimeSpan.FromMinutes(1) }, default)).Value!;
        all.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal((PulseState.Alive, TimeSpan.FromMinutes(1), false), (all.Get<Pulses>().Of(heat).State, all.Get<Pulses>().Of(heat).Interval, all.Get<Pulses>().Of(heat).IsLearned));
        await PauseAsync(all, TimeSpan.FromSeconds(1));
        Assert.Equal(PulseState.Silent, all.Get<Pulses>().Of(heat).State);

        heat = (await all.Get<SignalCatalog>().ChangeAsync(heat.Id, s => s with { ExpectedInterval = null }, default)).Value!;
        await all.Get<Pulses>().ForgetAsync(heat.Id, default);
        await PauseAsync(all, TimeSpan.FromSeconds(5));
        Assert.Equal((PulseState.Unwatched, null), (all.Get<Pulses>().Of(heat).State, all.Get<Pulses>().Of(heat).Interval));
        Assert.False(Assert.Single(await EventsAsync(all)).IsOpen); // nobody watches it any more
        await all.RestartAsync();
        Assert.Null(all.Get<SignalWatchBook>().Of(heat.Id).Learned);
    }
}
