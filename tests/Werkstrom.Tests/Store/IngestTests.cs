using Werkstrom.Store;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Tests.Store;

public sealed class IngestTests
{
    const long Noon = 1_773_144_000_000_000; // 2026-03-10T12:00:00Z

    [Fact]
    public async Task What_was_acknowledged_can_be_queried_after_a_flush_and_after_a_restart()
    {
        using var test = new TestStore();
        await test.WriteAsync((1, Noon, 1.5, 192), (2, Noon, -2, 64), (1, Noon + 1, 2.5, 0));
        string[] expected = ["1;1773144000000000;1.5;192;0", "2;1773144000000000;-2;64;1", "1;1773144000000001;2.5;0;2"];
        const string Sql = "SELECT signal_id, epoch_us(ts), value, quality, seq FROM sample_hot ORDER BY seq";
        Assert.Equal(expected, await test.RowsAsync(Sql));
        test.Restart();
        Assert.Equal(expected, await test.RowsAsync(Sql));
        await test.WriteAsync((3, Noon, 7, 192));
        Assert.Equal(3L, await test.ScalarAsync("SELECT seq FROM sample_hot WHERE signal_id = 3"));
    }

    [Fact]
    public async Task A_batch_may_be_reused_after_its_acknowledgement()
    {
        using var test = new TestStore();
        var batch = new SampleBatch();
        for (var round = 0; round < 50; round++)
        {
            batch.Clear();
            for (var i = 0; i < 100; i++)
                batch.Add(1 + i, Noon + round, round);
            await test.Store.WriteAsync(batch, CancellationToken.None);
        }

        await test.Store.FlushAsync(CancellationToken.None);
        Assert.Equal(["5000;5000;122500"], await test.RowsAsync("SELECT count(*), count(DISTINCT (signal_id, ts)), sum(value)::BIGINT FROM sample_hot"));
    }

    [Fact]
    public async Task Many_writers_at_once_lose_and_double_nothing()
    {
        using var test = new TestStore();
        await Task.WhenAll(Enumerable.Range(1, 20).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; round < 20; round++)
            {
                var batch = new SampleBatch();
                for (var i = 0; i < 300; i++)
                    batch.Add(writer, Noon + (round * 1000) + i, i);
                await test.Store.WriteAsync(batch, CancellationToken.None);
            }
        })));
        await test.Store.FlushAsync(CancellationToken.None);
        Assert.Equal(["120000;120000;120000"], await test.RowsAsync("SELECT count(*), count(DISTINCT (signal_id, ts)), count(DISTINCT seq) FROM sample_hot"));
    }

    [Theory]
    [InlineData(1, double.NaN)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(0, 1.0)]
    [InlineData(-5, 1.0)]
    public async Task A_sample_that_cannot_be_is_refused(int signal, double value)
    {
        using var test = new TestStore();
        var batch = new SampleBatch();
        batch.Add(signal, Noon, value);
        await Assert.ThrowsAsync<ArgumentException>(async () => await test.Store.WriteAsync(batch, CancellationToken.None));
    }

    [Fact]
    public async Task More_than_the_queue_holds_is_refused_with_a_time_and_nothing_of_it_is_taken()
    {
        using var queue = new WriteQueue(limit: 10, roundSamples: 5);
        queue.Add(WriteRequest.Of(Batch(8)));
        var busy = Assert.Throws<StoreBusyException>(() => queue.Add(WriteRequest.Of(Batch(3))));
        Assert.True(busy.RetryAfter > TimeSpan.Zero);
        Assert.Equal(8, queue.Samples);
        queue.Add(WriteRequest.Of(Batch(2)));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task What_may_wait_is_written_when_that_is_asked_for_in_one_go()
    {
        using var test = new TestStore();
        var held = Enumerable.Range(0, 300).Select(_ => test.Store.HoldAsync(Batch(1), CancellationToken.None).AsTask()).ToList();
        Assert.DoesNotContain(held, task => task.IsCompleted);

        test.Store.WriteHeld();

        await Task.WhenAll(held).WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task What_may_wait_goes_with_what_others_write_and_at_the_end_at_the_latest()
    {
        var test = new TestStore();
        var first = test.Store.HoldAsync(Batch(1), CancellationToken.None).AsTask();
        await test.Store.WriteAsync(Batch(1), CancellationToken.None);
        await first.WaitAsync(TimeSpan.FromSeconds(60));
        var last = test.Store.HoldAsync(Batch(1), CancellationToken.None).AsTask();

        test.Dispose();

        await last.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Small_batches_go_before_a_flood_of_large_ones_which_goes_on_too()
    {
        using var queue = new WriteQueue(limit: 1_000_000, roundSamples: 5_000);
        for (var i = 0; i < 10; i++)
            queue.Add(WriteRequest.Of(Batch(4_000)));
        queue.Add(WriteRequest.Of(Batch(7)));
        List<WriteRequest> round = [];
        queue.Take(round);
        Assert.Equal([4_000, 7], round.Select(r => r.Batch.Count));
    }

    [Fact]
    public async Task The_database_may_touch_nothing_outside_its_folders()
    {
        using var test = new TestStore();
        var outside = Path.Combine(Path.GetTempPath(), "werkstrom-outside.csv");
        await Assert.ThrowsAnyAsync<Exception>(() => test.ScalarAsync($"SELECT * FROM read_csv('/etc/passwd')"));
        using var connection = (await test.Store.WhenOpenAsync(CancellationToken.None)).Parts.Database.Connect();
        Assert.ThrowsAny<Exception>(() => connection.Execute($"COPY (SELECT 1) TO '{outside}'"));
        Assert.ThrowsAny<Exception>(() => connection.Execute("SET memory_limit = '10GB'"));
        Assert.ThrowsAny<Exception>(() => connection.Execute("SET enable_external_access = true"));
        Assert.ThrowsAny<Exception>(() => connection.Execute("INSTALL httpfs"));
        Assert.ThrowsAny<Exception>(() => connection.Execute($"ATTACH '{outside}' AS other"));
        connection.Execute($"COPY (SELECT 1) TO '{test.Folder.Archive}/allowed.parquet'");
        Assert.True(File.Exists(Path.Combine(test.Folder.Archive, "allowed.parquet")));
        Assert.False(File.Exists(outside));
    }

    [Fact]
    public async Task A_read_may_not_write()
    {
        using var test = new TestStore();
        await Assert.ThrowsAnyAsync<Exception>(() => test.Store.Reads.RunAsync(l => l.Connection.Execute("DELETE FROM sample_hot"), CancellationToken.None));
    }

    static SampleBatch Batch(int count)
    {
        var batch = new SampleBatch();
        for (var i = 0; i < count; i++)
            batch.Add(1, Noon + i, i);
        return batch;
    }
}
