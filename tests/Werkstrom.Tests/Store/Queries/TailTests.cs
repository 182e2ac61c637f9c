using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Store.Queries;

/// <summary>What came in since a position of the log.</summary>
public sealed class TailTests
{
    const long Second = TestStore.Second;

    [Fact]
    public async Task What_came_since_is_given_by_signal_in_order_of_time_without_bad_and_former_values()
    {
        using TestStore store = new();
        await store.WriteAsync((1, 10 * Second, 1, Quality.Good));
        var before = await TailAsync(store, -1);
        Assert.Empty(before.Series);

        await store.WriteAsync((2, 30 * Second, 5, Quality.Good), (1, 30 * Second, 3, Quality.Good), (1, 20 * Second, 2, Quality.Good));
        await store.WriteAsync((1, 20 * Second, 22, Quality.Good), (1, 40 * Second, 9, Quality.Bad), (2, 31 * Second, 6, Quality.Deleted));
        var tail = await TailAsync(store, before.Position);

        Assert.Equal(before.Position + 6, tail.Position);
        Assert.False(tail.HasMore);
        Assert.Equal([1, 2], tail.Series.Select(s => s.Signal));
        Assert.Equal([20 * Second, 30 * Second], tail.Series[0].Instants);
        Assert.Equal([22.0, 3.0], tail.Series[0].Values);
        Assert.Equal([30 * Second], tail.Series[1].Instants);
        Assert.Empty((await TailAsync(store, tail.Position)).Series);
    }

    [Fact]
    public async Task A_position_outlives_a_restart_and_late_samples_of_closed_days_are_seen()
    {
        using TestStore store = new();
        store.Clock.Now = DateTimeOffset.UnixEpoch.AddDays(10);
        await store.WriteAsync((1, 10 * Second, 1, Quality.Good));
        var position = (await TailAsync(store, -1)).Position;
        await store.CloseAsync();
        store.Restart();
        await store.WriteAsync((1, 5 * Second, 7, Quality.Good), (1, 9 * TestStore.Day, 8, Quality.Good));

        var tail = await TailAsync(store, position);

        Assert.Equal([5 * Second, 9 * TestStore.Day], Assert.Single(tail.Series).Instants);
    }

    static Task<SampleTail> TailAsync(TestStore store, long from) => store.Store.Reads.RunAsync(lease => TailQuery.Read(lease, from), default);
}
