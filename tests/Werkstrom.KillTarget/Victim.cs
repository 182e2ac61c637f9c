using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Werkstrom.Kernel.Data;
using Werkstrom.Store;
using Werkstrom.Store.Ingest;

namespace Werkstrom.KillTarget;

/// <summary>
/// The process that is killed. Two writers send batches of random size for ever; <c>close</c> closes days and months all the time,
/// <c>backup</c> makes backups all the time, <c>calm</c> lets the writers rest after three months' worth, so that months do become quiet, <c>at=STEP:N</c> kills the process when a step of this name comes for the Nth time.
/// It prints <c>R</c> when it is ready, <c>A writer first count</c> when a batch is acknowledged, <c>b folder</c> before and
/// <c>B folder</c> after a backup, <c>S step</c> when it kills itself.
/// </summary>
sealed class Victim(string folder, int seed, int run, string[] work)
{
    readonly Lock _line = new();
    readonly string _end = work.FirstOrDefault(w => w.StartsWith("at=", StringComparison.Ordinal))?[3..] ?? ":0";
    int _passed;

    /// <summary>Never returns, unless it fails.</summary>
    public async Task RunAsync()
    {
        using var store = new SampleStore(new DataFolder(folder), Options(), TimeProvider.System, NullLogger.Instance, SignalFacts.None);
        store.Start();
        Say("R");
        List<Task> tasks = [Task.Run(() => WriteAsync(store, 1)), Task.Run(() => WriteAsync(store, 2))];
        if (work.Contains("close"))
            tasks.Add(Task.Run(() => CloseAsync(store)));
        if (work.Contains("backup"))
            tasks.Add(Task.Run(() => BackupAsync(store)));
        await await Task.WhenAny(tasks);
    }

    StoreOptions Options() => new()
    {
        CommitMilliseconds = 20,
        CommitSamples = 20_000,
        SegmentMb = 1,
        CheckpointMb = _end.StartsWith("checkpoint", StringComparison.Ordinal) || _end.StartsWith("drop-log", StringComparison.Ordinal) ? 1 : 16,
        MemoryMb = 256,
        Quiet = TimeSpan.Zero,
        LateSamples = 1,
        Step = Pass,
    };

    void Pass(string step)
    {
        var (name, times) = (_end[.._end.IndexOf(':')], int.Parse(_end[(_end.IndexOf(':') + 1)..], null));
        if (step != name || Interlocked.Increment(ref _passed) != times)
            return;
        Say($"S {step}");
        Process.GetCurrentProcess().Kill();
    }

    void Say(string line)
    {
        lock (_line)
        {
            Console.WriteLine(line);
            Console.Out.Flush();
        }
    }

    async Task WriteAsync(SampleStore store, int writer)
    {
        var random = new Random((seed * 100) + (run * 10) + writer);
        var batch = new SampleBatch();
        for (var first = run * Numbers.OfRun; ;)
        {
            var count = random.Next(1, random.Next(4) == 0 ? 20_000 : 500);
            batch.Clear();
            for (var i = 0; i < count; i++)
                batch.Add(Numbers.SignalOf(writer, first + i), Numbers.InstantOf(writer, first + i), first + i);
            await store.WriteAsync(batch, CancellationToken.None);
            Say($"A {writer} {first} {count}");
            first += count;
            if (work.Contains("calm") && first % Numbers.OfRun > 3 * Numbers.OfMonth)
                await Task.Delay(Timeout.Infinite);
        }
    }

    static async Task CloseAsync(SampleStore store)
    {
        while (true)
        {
            await store.CloseDaysAsync(CancellationToken.None);
            await Task.Delay(5);
        }
    }

    async Task BackupAsync(SampleStore store)
    {
        for (var number = 0; ; number++)
        {
            var target = $"{folder}.backup{run}-{number}";
            Say($"b {target}");
            await store.BackupAsync(target, null, CancellationToken.None);
            Say($"B {target}");
            await Task.Delay(100);
        }
    }
}
