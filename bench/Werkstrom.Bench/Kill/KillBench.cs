using System.Diagnostics;
using System.Globalization;
using Werkstrom.KillTarget;

namespace Werkstrom.Bench.Kill;

/// <summary>
/// A hundred kills (SIGKILL) of a process that writes, on one folder: at random moments under load, while days and months are closed,
/// while it starts and replays, while backups are made, and at every single step of a commit, closing, checkpoint and backup.
/// WERKSTROM_SEED repeats what was written and the moments; what the machine made of them differs.
/// </summary>
static class KillBench
{
    const int Kills = 100;

    static readonly string[] Steps =
    [
        "commit:3", "commit-day:2", "after-day:3", "commit-month:1", "archive:1", "note-month:1", "checkpoint:1", "drop-log:1", "replay:1",
        "backup-database:1", "backup-log:1", "backup-archive:1",
    ];

    public static async Task<IReadOnlyList<Row>> RunAsync(CancellationToken stop)
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("WERKSTROM_SEED") ?? $"{Random.Shared.Next(1, 1_000_000)}", CultureInfo.InvariantCulture);
        Rows.Say($"WERKSTROM_SEED={seed}");
        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        try
        {
            return await RunAsync(Path.Combine(folder, "data"), seed, stop);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<IReadOnlyList<Row>> RunAsync(string folder, int seed, CancellationToken stop)
    {
        var (killer, random, start) = (new Killer(folder, seed), new Random(seed), Stopwatch.GetTimestamp());
        var (steps, backups, faultsInBackups) = (0, 0, 0L);
        while (killer.Kills < Kills)
        {
            stop.ThrowIfCancellationRequested();
            steps += await KillAsync(killer, random) ? 1 : 0;
            if (killer.Ledger.LastBackup(killer.Kills) is { } backup)
            {
                backups++;
                faultsInBackups += (await FolderCheck.RunAsync(backup.Folder, backup.Before)).Faults;
            }

            DeleteBackups(folder);
            if (killer.Kills % 10 == 0)
                Rows.Say($"{killer.Kills} kills, {killer.Ledger.Samples} samples acknowledged");
        }

        Rows.Say("checking");
        var found = await FolderCheck.RunAsync(folder, killer.Ledger.Acknowledged);
        return
        [
            Row.Seen($"seed (WERKSTROM_SEED={seed})", seed, "1"),
            Row.AtLeast("kills", killer.Kills, "1", Kills),
            Row.AtLeast("of them while starting or replaying", killer.KillsAtStart, "1", 10),
            Row.AtLeast($"of them at single steps, of {Steps.Length} kinds", steps, "1", Steps.Length),
            Row.AtLeast("acknowledged samples", killer.Ledger.Samples, "1", 1_000_000),
            Row.AtMost("of them lost", found.Lost, "1", 0),
            Row.AtMost("samples doubled", found.Doubled, "1", 0),
            Row.AtMost("samples altered", found.Altered, "1", 0),
            Row.AtMost("damage in the log", found.Damaged, "1", 0),
            Row.AtMost("hours that differ from a recount", found.WrongHours, "1", 0),
            Row.AtLeast("months sorted and archived", found.Months, "1", 1),
            Row.AtMost("archived samples that differ from the tables", found.WrongArchive, "1", 0),
            Row.AtLeast("finished backups of killed processes, opened and checked", backups, "1", 1),
            Row.AtMost("faults in them", faultsInBackups, "1", 0),
            Row.Seen("duration", Stopwatch.GetElapsedTime(start).TotalSeconds, "s"),
        ];
    }

    /// <summary>One kill; the kind goes by its number.</summary>
    /// <returns>True when it came at a single step.</returns>
    static async Task<bool> KillAsync(Killer killer, Random random)
    {
        var number = killer.Kills;
        switch (number % 8)
        {
            case 0:
                await killer.KillAfterAsync(random.Next(20, 600), "");
                return false;
            case 1 or 5:
                await killer.KillAtStartAsync(random.Next(50, 600), "close");
                return false;
            case 3:
                await killer.KillAfterAsync(random.Next(200, 2_000), "close backup");
                return false;
            case 7:
                var step = Steps[number / 8 % Steps.Length];
                if (step[0] == 'r')
                    await killer.KillAtStepAsync("commit:2", "close"); // so that there is something to replay
                return await killer.KillAtStepAsync(step, step[0] == 'b' ? "close backup" : step.Contains("day", StringComparison.Ordinal) ? "close" : "close calm");
            default:
                await killer.KillAfterAsync(random.Next(20, 800), "close");
                return false;
        }
    }

    static void DeleteBackups(string folder)
    {
        foreach (var backup in Directory.EnumerateDirectories(Path.GetDirectoryName(folder)!, $"{Path.GetFileName(folder)}.backup*"))
            Directory.Delete(backup, recursive: true);
    }
}
