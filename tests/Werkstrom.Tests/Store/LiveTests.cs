using Werkstrom.Store.Live;

namespace Werkstrom.Tests.Store;

public sealed class LiveTests
{
    const long Noon = 1_773_144_000_000_000; // 2026-03-10T12:00:00Z

    [Fact]
    public async Task The_last_value_is_the_one_with_the_latest_instant_and_survives_a_restart()
    {
        using var test = new TestStore();
        await test.WriteAsync((1, Noon + 5, 2, 192), (1, Noon, 1, 192), (2, Noon, 7, 64));
        Assert.Equal((Noon + 5, 2.0), Last(test, 1));
        test.Restart();
        Assert.Equal((Noon + 5, 2.0), Last(test, 1));
        Assert.Equal((Noon, 7.0), Last(test, 2));
        Assert.False(test.Store.Live.TryGet(3, out _));
        await test.WriteAsync((1, Noon + 5, 3, 192));
        Assert.Equal((Noon + 5, 3.0), Last(test, 1));
    }

    [Fact]
    public async Task When_the_last_sample_is_taken_back_the_one_before_holds()
    {
        using var test = new TestStore();
        await test.WriteAsync((1, Noon, 1, 192), (1, Noon + 5, 2, 192));
        await test.WriteAsync((1, Noon + 5, 0, 255));
        await test.CloseAsync();
        Assert.Equal((Noon, 1.0), Last(test, 1));
    }

    [Fact]
    public async Task A_value_is_shown_in_the_signals_unit()
    {
        using var test = new TestStore(facts: Werkstrom.Store.SignalFacts.None with { Shown = (_, stored) => (stored * 1.8) + 32 });
        await test.WriteAsync((1, Noon, 100, 192));
        Assert.Equal((Noon, 212.0), Last(test, 1));
    }

    [Fact]
    public async Task A_watcher_gets_what_changes_of_its_signals_and_only_the_newest_of_each()
    {
        using var test = new TestStore();
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var watch = test.Store.Live.WatchAsync([1, 2], TimeSpan.Zero, stop.Token).GetAsyncEnumerator(stop.Token);
        await test.WriteAsync((1, Noon, 1, 192), (3, Noon, 9, 192));
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal([new LiveValue(1, Noon, 1, 192)], watch.Current);
        await test.WriteAsync((1, Noon + 1, 2, 192));
        await test.WriteAsync((1, Noon + 2, 3, 192), (2, Noon, 4, 192));
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal([new LiveValue(1, Noon + 2, 3, 192), new LiveValue(2, Noon, 4, 192)], watch.Current);
    }

    [Fact]
    public async Task Order_is_known_by_signal_and_day()
    {
        using var test = new TestStore();
        await test.WriteAsync((1, Noon, 1, 192), (1, Noon + 1, 1, 192), (2, Noon, 1, 192), (2, Noon - 1, 1, 192), (3, Noon, 1, 192), (3, Noon, 1, 192));
        // an older day that comes in order is in order, too
        await test.WriteAsync((1, Noon - TestStore.Day, 1, 192), (1, Noon - TestStore.Day + 1, 1, 192), (1, Noon + 2, 1, 192));
        bool[] expected = [true, false, false];
        Assert.Equal(expected, await TidyAsync(test));
        test.Restart();
        Assert.Equal(expected, await TidyAsync(test));
    }

    static Task<bool[]> TidyAsync(TestStore test) => test.Store.Reads.RunAsync<bool[]>(
        lease => [.. Enumerable.Range(1, 3).Select(signal => lease.IsTidy(signal, Noon - TestStore.Day, Noon + TestStore.Day))], CancellationToken.None);

    static (long, double) Last(TestStore test, int signal) =>
        test.Store.Live.TryGet(signal, out var value) ? (value.Instant, value.Value) : default;
}
