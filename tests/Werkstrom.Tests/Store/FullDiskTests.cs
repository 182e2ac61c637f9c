using Werkstrom.Store;
using Werkstrom.Store.Ingest;
using Xunit.Abstractions;

namespace Werkstrom.Tests.Store;

/// <summary>A disk that is really full: see <see cref="SmallDisk"/>.</summary>
public sealed class FullDiskTests(ITestOutputHelper output) : IDisposable
{
    const long Noon = 1_773_144_000_000_000; // 2026-03-10T12:00:00Z

    readonly string _mount = Path.Combine(Path.GetTempPath(), $"werkstrom-full-{Guid.NewGuid():N}");
    bool _isMounted;

    public void Dispose()
    {
        if (_isMounted)
            SmallDisk.Unmount(_mount);
        if (Directory.Exists(_mount))
            Directory.Delete(_mount);
    }

    [SmallDiskTheory]
    [InlineData(60, 30, 256)]
    [InlineData(40, 20, 2)]
    public async Task Given_a_full_disk_When_it_has_room_again_Then_writing_goes_on_and_nothing_acknowledged_is_missing(
        int diskMb, int ballastMb, int checkpointMb)
    {
        Mount(diskMb);

        var ballast = Path.Combine(_mount, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[ballastMb << 20]);
        HashSet<long> acknowledged = [];
        using (var test = new TestStore(new StoreOptions { CommitMilliseconds = 20, MemoryMb = 256, SegmentMb = 2, CheckpointMb = checkpointMb, PendingSamples = 200_000 }, _mount))
        {
            var next = 0;
            while (await TryWriteAsync(test.Store, next, acknowledged))
                next++;
            output.WriteLine($"full after {acknowledged.Count} batches: {test.Store.Status.Trouble}");
            Assert.NotNull(test.Store.Status.Trouble);
            for (var refused = 0; refused < 5; refused++)
                await TryWriteAsync(test.Store, ++next, acknowledged);

            File.Delete(ballast);
            var before = acknowledged.Count;
            for (var tries = 0; acknowledged.Count < before + 5 && tries < 2_000; tries++)
            {
                if (!await TryWriteAsync(test.Store, ++next, acknowledged))
                    await Task.Delay(10);
            }

            Assert.Equal(before + 5, acknowledged.Count);
            await test.Store.FlushAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));
            await CheckAsync(test, acknowledged);
            Assert.Null(test.Store.Status.Trouble);
        }

        using var again = new TestStore(folder: _mount);
        await CheckAsync(again, acknowledged);
    }

    [SmallDiskFact]
    public async Task Given_a_checkpoint_that_fails_on_a_full_disk_When_it_has_room_again_Then_the_Store_opens_its_file_by_itself()
    {
        Mount(40);

        HashSet<long> acknowledged = [];
        using (var test = new TestStore(new StoreOptions { CommitMilliseconds = 20, MemoryMb = 256, SegmentMb = 2 }, _mount))
        {
            for (var number = 0; number < 100; number++)
                Assert.True(await TryWriteAsync(test.Store, number, acknowledged));
            await test.Store.FlushAsync(CancellationToken.None);
            var ballast = Fill();
            Assert.ThrowsAny<Exception>(() => test.Store.Committer.Checkpoints.Make(0));
            var read = test.Store.Reads.RunAsync(lease => lease.Connection.Scalar("SELECT count(*) FROM sample_hot"), CancellationToken.None);

            File.Delete(ballast);
            Assert.Equal(200_000L, await read); // it has waited for the repair
            for (var (next, before) = (1_000, acknowledged.Count); acknowledged.Count < before + 5 && next < 7_000; next++)
            {
                if (!await TryWriteAsync(test.Store, next, acknowledged))
                    await Task.Delay(10);
            }

            Assert.Equal(105, acknowledged.Count);
            await test.Store.FlushAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));
            await CheckAsync(test, acknowledged);
            Assert.Null(test.Store.Status.Trouble);
        }

        using var again = new TestStore(folder: _mount);
        await CheckAsync(again, acknowledged);
    }

    string Fill()
    {
        var ballast = Path.Combine(_mount, "ballast");
        using var file = new FileStream(ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            return ballast; // full
        }
    }

    static async Task CheckAsync(TestStore test, HashSet<long> acknowledged)
    {
        var stored = await test.RowsAsync("SELECT value::BIGINT, count(*), epoch_us(max(ts)) - epoch_us(min(ts)) FROM sample_hot GROUP BY 1 ORDER BY 1");
        Assert.Equal(acknowledged.Order().Select(number => $"{number};2000;1999"), stored);
    }

    static async Task<bool> TryWriteAsync(SampleStore store, int number, HashSet<long> acknowledged)
    {
        var batch = new SampleBatch();
        for (var i = 0; i < 2_000; i++)
            batch.Add(1 + (i % 10), Noon + (number * 2_000) + i, number);
        try
        {
            await store.WriteAsync(batch, CancellationToken.None);
            acknowledged.Add(number);
            return true;
        }
        catch (Exception e) when (e is StoreFullException or StoreBusyException)
        {
            return false;
        }
    }

    void Mount(int mb)
    {
        Directory.CreateDirectory(_mount);
        Assert.True(_isMounted = SmallDisk.Mount(_mount, mb), "A tmpfs cannot be mounted.");
    }
}
