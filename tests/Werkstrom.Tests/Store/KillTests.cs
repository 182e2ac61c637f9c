using System.Globalization;
using Werkstrom.KillTarget;
using Xunit.Abstractions;

namespace Werkstrom.Tests.Store;

/// <summary>
/// A process that writes is killed (SIGKILL) at random moments and at single steps; afterwards every acknowledged sample is there
/// exactly once, hourly figures equal a recount, and the archive holds what the tables hold. <c>./werk bench kill</c> does it longer.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    readonly string _folder = Path.Combine(Path.GetTempPath(), $"werkstrom-kill-{Guid.NewGuid():N}");

    public void Dispose()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Path.GetFileName(_folder)}*"))
            Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(5, false, "")]
    [InlineData(5, false, "close")]
    [InlineData(2, true, "close")]
    public async Task Given_a_process_that_writes_When_it_is_killed_at_random_Then_every_acknowledged_sample_is_there_once(int kills, bool atStart, string work)
    {
        var (killer, random) = Begin();
        for (var run = 1; run <= kills; run++)
        {
            if (atStart && run % 2 == 0)
                await killer.KillAtStartAsync(random.Next(50, 500), work);
            else
                await killer.KillAfterAsync(random.Next(50, 500), work);
        }

        // on a slow machine all of them may have come before the first acknowledgement
        for (var more = 1; more <= 10 && !killer.Ledger.Acknowledged.Any(); more++)
            await killer.KillAfterAsync(1_000 * more, work);
        await CheckAsync(killer.Ledger.Acknowledged);
    }

    [Theory]
    [InlineData("commit-day:2", "close")]
    [InlineData("after-day:2", "close")]
    [InlineData("commit-month:2", "close calm")]
    [InlineData("archive:2", "close calm")]
    [InlineData("note-month:2", "close calm")]
    [InlineData("checkpoint:1", "close")]
    [InlineData("drop-log:1", "close")]
    public async Task Given_a_process_that_writes_and_closes_When_it_ends_at_a_step_Then_every_acknowledged_sample_is_there_once(string step, string work)
    {
        var (killer, _) = Begin();
        Assert.True(await killer.KillAtStepAsync(step, work), $"The step {step} did not come.");
        await CheckAsync(killer.Ledger.Acknowledged);
    }

    [Fact]
    public async Task Given_a_process_that_ends_in_a_commit_When_it_ends_in_each_replay_Then_every_acknowledged_sample_is_there_once()
    {
        var (killer, _) = Begin();
        Assert.True(await killer.KillAtStepAsync("commit:5", "close"), "Nothing was committed.");
        Assert.True(await killer.KillAtStepAsync("replay:1", "close"), "Nothing was replayed.");
        Assert.True(await killer.KillAtStepAsync("commit:1", "close"), "The replay did not commit.");
        await CheckAsync(killer.Ledger.Acknowledged);
    }

    [Theory]
    [InlineData("")]
    [InlineData("backup-database:2")]
    [InlineData("backup-log:2")]
    [InlineData("backup-archive:2")]
    public async Task Given_a_backup_under_load_When_the_process_is_killed_in_the_next_one_Then_it_holds_all_that_was_acknowledged_before_it(string step)
    {
        var (killer, random) = Begin();
        if (step.Length > 0)
            Assert.True(await killer.KillAtStepAsync(step, "close backup calm"), $"The step {step} did not come.");
        else
            await killer.KillAfterAsync(random.Next(500, 2_000), "close backup");

        if (killer.Ledger.LastBackup(killer.Kills) is { } backup)
            Good(await FolderCheck.RunAsync(backup.Folder, backup.Before));
        else
            Assert.Equal("", step); // at a random moment there may be none yet
        await CheckAsync(killer.Ledger.Acknowledged);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "tmp"), "backup-*"));
    }

    (Killer Killer, Random Random) Begin()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("WERKSTROM_SEED") ?? $"{Random.Shared.Next(1, 1_000_000)}", CultureInfo.InvariantCulture);
        output.WriteLine($"WERKSTROM_SEED={seed}");
        return (new Killer(_folder, seed), new Random(seed));
    }

    async Task CheckAsync(IEnumerable<Batch> acknowledged)
    {
        List<Batch> batches = [.. acknowledged];
        output.WriteLine($"{batches.Count} acknowledged batches, {batches.Sum(b => b.Count)} samples");
        Assert.NotEmpty(batches); // else nothing was proved
        Good(await FolderCheck.RunAsync(_folder, batches));
    }

    void Good(Findings found)
    {
        output.WriteLine($"{found}");
        Assert.Equal(0, found.Faults);
    }
}
