using Werkstrom.Store;

namespace Werkstrom.Tests.Store;

public sealed class ClosingTests
{
    const long Day8 = 1_772_928_000_000_000; // 2026-03-08T00:00:00Z, a Sunday; the clock stands at 2026-03-10T12:00Z
    const long Second = TestStore.Second;
    const long Hour = TestStore.Hour;
    const string Closed = "SELECT signal_id, (epoch_us(ts) - 1772928000000000) // 1000000, value, quality FROM sample_closed";

    [Fact]
    public async Task A_day_that_is_over_is_sorted_with_its_hourly_figures_and_leaves_the_hot_table()
    {
        using var test = new TestStore();
        await test.WriteAsync((2, Day8, 5, 192), (1, Day8 + (10 * Second), 3, 192), (1, Day8 + (4 * Second), 1, 192), (1, Day8 + (20 * Second), 0.5, 192));
        await test.CloseAsync();
        Assert.Equal(["1;4;1;192", "1;10;3;192", "1;20;0.5;192", "2;0;5;192"], await test.RowsAsync(Closed));
        Assert.Equal(0L, await test.ScalarAsync("SELECT count(*) FROM sample_hot"));
        // by hand: integral 1*6 s + 3*10 s = 36, held 16 s; gained 3-1 = 2, then a reset to 0.5: 2.5
        Assert.Equal(
            ["1;3;0.5;20;3;10;1;4;0.5;20;4.5;36;16;2.5", "2;1;5;0;5;0;5;0;5;0;5;0;0;0"],
            await test.RowsAsync("""
                SELECT signal_id, n, min, (epoch_us(min_ts) - 1772928000000000) // 1000000, max, (epoch_us(max_ts) - 1772928000000000) // 1000000,
                  first, (epoch_us(first_ts) - 1772928000000000) // 1000000, last, (epoch_us(last_ts) - 1772928000000000) // 1000000,
                  sum, integral, held, increase FROM sample_1h ORDER BY signal_id
                """));
    }

    [Fact]
    public async Task Today_stays_open_and_yesterday_stays_open_for_its_grace()
    {
        using var test = new TestStore();
        test.Clock.Now = new(2026, 3, 9, 0, 30, 0, TimeSpan.Zero);
        await test.WriteAsync((1, Day8, 1, 192), (1, Day8 + (24 * Hour), 2, 192));
        await test.CloseAsync();
        Assert.Equal(2L, await test.ScalarAsync("SELECT count(*) FROM sample_hot"));
        test.Clock.Now = new(2026, 3, 9, 1, 0, 0, TimeSpan.Zero);
        await test.CloseAsync();
        Assert.Equal(1L, await test.ScalarAsync("SELECT count(*) FROM sample_hot"));
    }

    [Fact]
    public async Task Of_equal_instants_the_last_write_holds_and_duplicates_are_counted()
    {
        using var test = new TestStore();
        await test.WriteAsync((1, Day8, 1, 192), (1, Day8, 2, 192), (2, Day8, 9, 192));
        await test.WriteAsync((1, Day8, 3, 64));
        await test.CloseAsync();
        Assert.Equal(["1;0;3;64", "2;0;9;192"], await test.RowsAsync(Closed));
        Assert.Equal(2L, test.Store.Status.Duplicates);
    }

    [Fact]
    public async Task A_late_sample_changes_its_closed_day_and_its_figures()
    {
        using var test = new TestStore();
        await test.WriteAsync((1, Day8, 1, 192), (1, Day8 + (60 * Second), 2, 192), (2, Day8, 7, 192));
        await test.CloseAsync();
        Assert.True(await IsTidy(test, 1));
        await test.WriteAsync((1, Day8 + (30 * Second), 10, 192), (1, Day8 + (60 * Second), 4, 192));
        Assert.Equal(2L, await test.ScalarAsync("SELECT count(*) FROM sample_late"));
        Assert.False(await IsTidy(test, 1));
        Assert.True(await IsTidy(test, 2));
        test.Restart();
        Assert.False(await IsTidy(test, 1));
        await test.CloseAsync();
        Assert.Equal(["1;0;1;192", "1;30;10;192", "1;60;4;192", "2;0;7;192"], await test.RowsAsync($"{Closed} ORDER BY ALL"));
        Assert.Equal(["1;3;1;10;330", "2;1;7;7;0"], await test.RowsAsync("SELECT signal_id, n, min, max, integral FROM sample_1h ORDER BY 1"));
        Assert.Equal(0L, await test.ScalarAsync("SELECT count(*) FROM sample_late"));
    }

    [Fact]
    public async Task A_deleted_sample_is_gone_after_closing_and_its_hour_with_it()
    {
        using var test = new TestStore();
        await test.WriteAsync((1, Day8, 1, 192), (1, Day8 + (2 * Hour), 2, 192), (1, Day8, 0, 255));
        await test.CloseAsync();
        Assert.Equal(["1;7200;2;192"], await test.RowsAsync(Closed));
        await test.WriteAsync((1, Day8 + (2 * Hour), 0, 255));
        await test.CloseAsync();
        Assert.Empty(await test.RowsAsync(Closed));
        Assert.Empty(await test.RowsAsync("SELECT * FROM sample_1h"));
    }

    [Fact]
    public async Task Bad_samples_are_kept_but_count_in_no_figure()
    {
        using var test = new TestStore();
        await test.WriteAsync((1, Day8, 1, 192), (1, Day8 + Second, 99, 0), (1, Day8 + (2 * Second), 3, 64));
        await test.CloseAsync();
        Assert.Equal(3L, await test.ScalarAsync("SELECT count(*) FROM sample_closed"));
        Assert.Equal(["2;1;3;2"], await test.RowsAsync("SELECT n, min, max, integral FROM sample_1h"));
    }

    [Fact]
    public async Task A_value_holds_no_longer_than_three_expected_intervals()
    {
        using var test = new TestStore(facts: SignalFacts.None with { ExpectedInterval = _ => TimeSpan.FromSeconds(10) });
        await test.WriteAsync((1, Day8, 2, 192), (1, Day8 + (10 * Second), 4, 192), (1, Day8 + (1000 * Second), 6, 192));
        await test.CloseAsync();
        // 2 * 10 s + 4 * 30 s, not 4 * 990 s
        Assert.Equal(["140;40"], await test.RowsAsync("SELECT integral, held FROM sample_1h"));
    }

    [Fact]
    public async Task A_month_that_is_over_is_sorted_as_a_whole_and_archived_and_again_when_it_changes()
    {
        using var test = new TestStore();
        test.Clock.Now = new(2026, 4, 1, 2, 0, 0, TimeSpan.Zero);
        for (var day = 0; day < 3; day++)
            await test.WriteAsync((2, Day8 + (day * TestStore.Day), 20 + day, 192), (1, Day8 + (day * TestStore.Day) + 1000, 10 + day, 192));
        await test.CloseAsync();
        Assert.Equal(["1;0;10;192", "1;86400;11;192", "1;172800;12;192", "2;0;20;192", "2;86400;21;192", "2;172800;22;192"], await test.RowsAsync(Closed));
        var file = Path.Combine(test.Folder.Archive, "samples-2026-03.parquet");
        Assert.Equal(["6;96"], await test.RowsAsync($"SELECT count(*), sum(value)::INTEGER FROM '{file}'"));
        Assert.Equal(["3"], await test.RowsAsync("SELECT count(*) FROM closed_day"));
        await test.WriteAsync((1, Day8, 4, 192));
        await test.CloseAsync();
        Assert.Equal(["7;100"], await test.RowsAsync($"SELECT count(*), sum(value)::INTEGER FROM '{file}'"));
        Assert.Equal(7L, await test.ScalarAsync("SELECT samples FROM closed_month"));
    }

    [Fact]
    public async Task What_is_older_than_a_signal_is_kept_goes_but_its_hourly_figures_stay()
    {
        using var test = new TestStore();
        test.Clock.Now = new(2026, 4, 1, 2, 0, 0, TimeSpan.Zero);
        await test.WriteAsync((1, Day8, 1, 192), (2, Day8, 2, 192), (1, Day8 + (5 * TestStore.Day), 3, 192));
        await test.CloseAsync();
        test.Facts = SignalFacts.None with { RetentionDays = () => new Dictionary<int, int> { [1] = 20 } }; // from 2026-03-12 on
        test.Restart();
        await test.CloseAsync();
        Assert.Equal(["1;432000;3;192", "2;0;2;192"], await test.RowsAsync(Closed));
        Assert.Equal(3L, await test.ScalarAsync("SELECT count(*) FROM sample_1h"));
        Assert.Equal(2L, await test.ScalarAsync($"SELECT count(*) FROM '{test.Folder.Archive}/samples-2026-03.parquet'"));
        await test.WriteAsync((1, Day8 + 1, 50, 192));
        await test.CloseAsync();
        Assert.Equal(["1;432000;3;192", "2;0;2;192"], await test.RowsAsync(Closed));
        Assert.Equal(1.0, await test.ScalarAsync("SELECT max FROM sample_1h WHERE signal_id = 1 ORDER BY hour LIMIT 1"));
    }

    [Fact]
    public async Task A_merged_signal_gives_its_samples_to_the_other_whose_own_win()
    {
        using var test = new TestStore();
        await test.WriteAsync((1, Day8, 1, 192), (2, Day8, 100, 192), (2, Day8 + Second, 101, 192));
        await test.CloseAsync();
        var today = Day8 + (2 * TestStore.Day);
        await test.WriteAsync((2, today, 102, 192), (1, today + Second, 2, 192), (2, today + Second, 103, 192));
        await test.Store.MergeAsync(2, 1, CancellationToken.None);
        await test.WriteAsync((2, today + (2 * Second), 104, 192));
        Assert.Equal(["1;0;1;192", "1;1;101;192"], await test.RowsAsync(Closed));
        Assert.Equal(["1;2;1;101"], await test.RowsAsync("SELECT signal_id, n, min, max FROM sample_1h"));
        test.Clock.Now = test.Clock.Now.AddDays(1);
        await test.CloseAsync();
        Assert.Equal(
            ["1;0;1;192", "1;1;101;192", "1;172800;102;192", "1;172801;2;192", "1;172802;104;192"], await test.RowsAsync($"{Closed} ORDER BY ALL"));
        Assert.Equal(0L, await test.ScalarAsync("SELECT count(*) FROM sample_closed WHERE signal_id = 2"));
    }

    [Fact]
    public async Task Closing_beside_readers_and_writers_neither_loses_nor_doubles_a_sample()
    {
        using var test = new TestStore();
        for (var day = 0; day < 2; day++)
            await test.WriteAsync([.. Enumerable.Range(0, 5_000).Select(i => (1 + (i % 7), Day8 + (day * TestStore.Day) + i, (double)i, (byte)192))]);
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            HashSet<object> counts = [];
            do
                counts.Add((await test.ScalarAsync("SELECT (SELECT count(*) FROM sample_hot) + (SELECT count(*) FROM sample_closed)"))!);
            while (!stop.IsCancellationRequested);
            return counts;
        });
        await test.CloseAsync();
        await stop.CancelAsync();
        Assert.Equal<object>([10_000L], await reader);
    }

    static Task<bool> IsTidy(TestStore test, int signal) =>
        test.Store.Reads.RunAsync(lease => lease.IsTidy(signal, Day8, Day8 + TestStore.Day), CancellationToken.None);
}
