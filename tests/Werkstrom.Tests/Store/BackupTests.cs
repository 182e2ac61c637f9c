namespace Werkstrom.Tests.Store;

public sealed class BackupTests
{
    const long Day8 = 1_772_928_000_000_000; // 2026-03-08T00:00:00Z

    [Fact]
    public async Task A_backup_of_a_running_store_opens_and_holds_everything_acknowledged_before_it()
    {
        var target = Path.Combine(Path.GetTempPath(), $"werkstrom-backup-{Guid.NewGuid():N}");
        using var test = new TestStore();
        test.Clock.Now = new(2026, 4, 2, 0, 0, 0, TimeSpan.Zero);
        await test.WriteAsync((1, Day8, 1, 192), (2, Day8, 2, 192));
        await test.CloseAsync();
        await test.WriteAsync((1, Day8 + (30 * TestStore.Day), 3, 192), (1, Day8 + 1, 4, 192));
        try
        {
            Assert.True(await test.Store.BackupAsync(target, null, CancellationToken.None) > 0);
            await test.WriteAsync((1, Day8 + (31 * TestStore.Day), 5, 192));
            using var copy = new TestStore(folder: target);
            const string All = "SELECT value FROM sample_hot UNION ALL SELECT value FROM sample_late UNION ALL SELECT value FROM sample_closed ORDER BY 1";
            Assert.Equal(["1", "2", "3", "4"], await copy.RowsAsync(All));
            Assert.True(File.Exists(Path.Combine(target, "archive", "samples-2026-03.parquet")));
            Assert.Empty(Directory.EnumerateFiles(test.Folder.Temporary, "backup-*"));
        }
        finally
        {
            Directory.Delete(target, recursive: true);
        }
    }
}
