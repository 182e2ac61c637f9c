using Werkstrom.Store;
using Werkstrom.Store.Ingest;
using Xunit.Abstractions;

namespace Werkstrom.Tests.Store;

/// <summary>DuckDB's file shrinks only at its end, but what was freed is used again, and a backup holds none of it.</summary>
public sealed class RoomTests(ITestOutputHelper output)
{
    const long Day8 = 1_772_928_000_000_000; // 2026-03-08T00:00:00Z, over when the clock stands

    [Fact]
    public async Task A_day_that_is_rewritten_again_and_again_takes_the_room_of_a_few_and_its_backup_of_one()
    {
        var target = Path.Combine(Path.GetTempPath(), $"werkstrom-room-{Guid.NewGuid():N}");
        using var test = new TestStore();
        try
        {
            List<long> sizes = [];
            for (var round = 0; round < 6; round++)
            {
                await WriteAsync(test.Store, 200_000, round);
                await test.CloseAsync();
                test.Store.Committer.Checkpoints.Make(test.Store.Committer.Position);
                sizes.Add(new FileInfo(test.Folder.Store).Length);
            }

            await test.Store.BackupAsync(target, null, CancellationToken.None);
            var copy = new FileInfo(Path.Combine(target, "store.duckdb")).Length;
            output.WriteLine($"{string.Join(", ", sizes)} bytes; the backup's {copy}");
            Assert.Equal(200_000L, await test.ScalarAsync("SELECT count(*) FROM sample_closed"));
            Assert.True(sizes.Max() < 4 * copy, "The file grows with every rewriting."); // without reuse six times and more
            Assert.True(copy < sizes.Max() * 0.7, "The backup holds what was freed.");
        }
        finally
        {
            Directory.Delete(target, recursive: true);
        }
    }

    static async Task WriteAsync(SampleStore store, int count, int round)
    {
        var random = new Random(round);
        var batch = new SampleBatch();
        for (var i = 0; i < count; i++)
        {
            batch.Add(1 + (i % 10), Day8 + (i * 200_000L), random.NextDouble());
            if (batch.Count < 50_000)
                continue;
            await store.WriteAsync(batch, CancellationToken.None);
            batch.Clear();
        }
    }
}
