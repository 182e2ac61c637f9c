using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Werkstrom.Tests.Store;

/// <summary>A process that writes is killed (SIGKILL) at random moments; afterwards every acknowledged sample is there exactly once.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    const string Everything = """
        (SELECT signal_id, ts, value FROM sample_hot UNION ALL SELECT signal_id, ts, value FROM sample_late UNION ALL SELECT signal_id, ts, value FROM sample_closed)
        """;

    readonly string _folder = Path.Combine(Path.GetTempPath(), $"werkstrom-kill-{Guid.NewGuid():N}");

    public void Dispose()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Path.GetFileName(_folder)}*"))
            Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(8, false, "")]
    [InlineData(8, false, "close")]
    [InlineData(2, true, "close")]
    [InlineData(2, false, "close backup")]
    public async Task Given_a_process_that_writes_When_it_is_killed_at_random_Then_every_acknowledged_sample_is_there_once(int kills, bool atStart, string work)
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("WERKSTROM_SEED") ?? $"{Random.Shared.Next(1, 1_000_000)}", CultureInfo.InvariantCulture);
        output.WriteLine($"WERKSTROM_SEED={seed}");
        var random = new Random(seed);
        List<string> acknowledged = [];
        for (var run = 1; run <= kills; run++)
        {
            // runs of odd number may be killed while they replay, before they report
            await RunAndKillAsync(seed, run, work, atStart && run % 2 == 0, random.Next(50, work.Contains("backup", StringComparison.Ordinal) ? 3_000 : 700), acknowledged);
        }

        var acks = acknowledged.Where(line => line[0] == 'A').ToArray();
        output.WriteLine($"{acks.Length} acknowledged batches, {acks.Sum(a => Numbers(a).Count)} samples");
        Assert.True(acks.Length > 0); // else nothing was proved; a backup may be older than the first acknowledgement
        using (var test = new TestStore(folder: _folder))
            await CheckAsync(test, acks);
        await CheckBackupsAsync(acknowledged);
    }

    [Theory]
    [InlineData("commit-day:2")]
    [InlineData("after-day:2")]
    [InlineData("checkpoint:1")]
    [InlineData("drop-log:1")]
    public async Task Given_a_process_that_writes_and_closes_When_it_ends_at_a_step_and_twice_in_replay_Then_every_acknowledged_sample_is_there_once(string step)
    {
        List<string> acknowledged = [];
        await RunUntilEndAsync(1, step, acknowledged);
        await RunUntilEndAsync(2, "replay:1", acknowledged);
        await RunUntilEndAsync(3, "replay:2", acknowledged);
        using var test = new TestStore(folder: _folder);
        await CheckAsync(test, [.. acknowledged.Where(line => line[0] == 'A')]);
    }

    // the process ends itself at the step; where it does not come to it, as with nothing to replay, it is killed after a while
    async Task RunUntilEndAsync(int run, string step, List<string> lines)
    {
        using var process = Begin(7, run, $"close at={step}");
        var errors = process.StandardError.ReadToEndAsync();
        using var late = new Timer(_ => process.Kill(), null, TimeSpan.FromSeconds(step[0] == 'r' ? 3 : 15), Timeout.InfiniteTimeSpan);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Length > 2 && line[1] == ' ')
                lines.Add(line);
        }

        await process.WaitForExitAsync();
        Assert.Equal("", await errors);
    }

    Process Begin(int seed, int run, string work)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Target, _folder, $"{seed}", $"{run}", .. work.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    async Task RunAndKillAsync(int seed, int run, string work, bool atStart, int milliseconds, List<string> lines)
    {
        using var process = Begin(seed, run, work);
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            var ready = process.StandardOutput.ReadLineAsync();
            if (atStart)
                await Task.WhenAny(ready, Task.Delay(milliseconds));
            else
                Assert.Equal("R", await ready ?? await errors);
            var killed = Task.Delay(atStart ? 0 : milliseconds).ContinueWith(_ => process.Kill(), TaskScheduler.Default);
            await ready;
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (line.Length > 2 && line[1] == ' ')
                    lines.Add(line);
            }

            await killed;
            Assert.Equal("", await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
        }
    }

    static async Task CheckAsync(TestStore test, string[] acks)
    {
        Assert.Equal((0, 0L), (test.Store.Status.CorruptSegments, test.Store.Status.LostSamples));
        Assert.Equal(0L, await test.ScalarAsync($"SELECT count(*) FROM (SELECT 1 FROM {Everything} GROUP BY signal_id, ts HAVING count(*) > 1)"));
        Assert.Equal(acks.Sum(a => Numbers(a).Count), await CountAsync(test, acks));
        await test.CloseAsync();
        Assert.Equal(acks.Sum(a => Numbers(a).Count), await CountAsync(test, acks));
        Assert.Equal(0L, await test.ScalarAsync("SELECT count(*) FROM sample_hot"));
        Assert.Equal(await test.ScalarAsync("SELECT count(*) FROM sample_closed"), await test.ScalarAsync("SELECT coalesce(sum(n), 0)::BIGINT FROM sample_1h"));
    }

    static Task<long> CountAsync(TestStore test, string[] acks) => test.Store.Reads.RunAsync(
        lease =>
        {
            // the value of a sample is its number; the tens of its signal are its writer
            var stored = TestStore.Rows(lease.Connection, $"SELECT signal_id // 10, value::BIGINT FROM {Everything}").ToHashSet();
            var found = 0L;
            foreach (var (writer, first, count) in acks.Select(Numbers))
            {
                for (var number = first; number < first + count; number++)
                    found += stored.Contains($"{writer};{number}") ? 1 : 0;
            }

            return found;
        },
        CancellationToken.None);

    // everything that was acknowledged before a backup began is in it, once
    static async Task CheckBackupsAsync(List<string> lines)
    {
        var backups = lines.Where(line => line[0] == 'B').ToArray();
        foreach (var backup in backups.TakeLast(2))
        {
            var run = lines[..lines.IndexOf(backup)];
            var before = run.LastIndexOf(run.LastOrDefault(l => l[0] == 'B') ?? "");
            var acks = run.Take(Math.Max(0, before)).Where(l => l[0] == 'A').ToArray();
            using var test = new TestStore(folder: backup[2..]);
            await CheckAsync(test, acks);
        }
    }

    static (int Writer, long First, long Count) Numbers(string line) =>
        line.Split(' ') is [_, var writer, var first, var count]
            ? (int.Parse(writer, CultureInfo.InvariantCulture), long.Parse(first, CultureInfo.InvariantCulture), long.Parse(count, CultureInfo.InvariantCulture))
            : throw new FormatException(line);

    static string Target => Path.Combine(AppContext.BaseDirectory.Replace("Werkstrom.Tests", "Werkstrom.KillTarget", StringComparison.Ordinal), "Werkstrom.KillTarget.dll");
}
