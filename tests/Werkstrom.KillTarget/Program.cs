using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Werkstrom.Kernel.Data;
using Werkstrom.Store;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

// usage: FOLDER SEED RUN [close] [backup] [at=STEP:N]
// at=STEP:N kills the process when a step of this name comes for the Nth time.
// Two writers send batches of random size for ever. A line "A writer first count" is printed when a batch is acknowledged: its
// samples have the instants first..first+count-1 µs after the writer's day. "B folder" is printed after a backup.
var (folder, seed, run) = (args[0], int.Parse(args[1], null), int.Parse(args[2], null));
var (end, times) = args.FirstOrDefault(a => a.StartsWith("at=", StringComparison.Ordinal))?[3..].Split(':') is [var step, var n] ? (step, int.Parse(n, null)) : ("", 0);
var options = new StoreOptions
{
    CommitMilliseconds = 20,
    CommitSamples = 20_000,
    SegmentMb = 1,
    CheckpointMb = end is "checkpoint" or "drop-log" ? 1 : 16,
    MemoryMb = 256,
    Quiet = TimeSpan.Zero,
    LateSamples = 1,
    Step = name =>
    {
        if (name == end && Interlocked.Decrement(ref times) == 0)
            Process.GetCurrentProcess().Kill();
    },
};
using var store = new SampleStore(new DataFolder(folder), options, TimeProvider.System, NullLogger.Instance, SignalFacts.None);
store.Start();
Console.WriteLine("R");
Console.Out.Flush();
List<Task> work = [Task.Run(() => Write(1)), Task.Run(() => Write(2))];
if (args.Contains("close"))
    work.Add(Task.Run(Close));
if (args.Contains("backup"))
    work.Add(Task.Run(Backup));
await await Task.WhenAny(work);

async Task Write(int writer)
{
    var random = new Random((seed * 100) + (run * 10) + writer);
    var batch = new SampleBatch();
    for (var first = run * 1_000_000_000L; ;)
    {
        var count = random.Next(1, random.Next(4) == 0 ? 20_000 : 500);
        batch.Clear();
        for (var i = 0; i < count; i++)
            batch.Add((writer * 10) + (int)((first + i) % 5), Instant(writer, first + i), first + i);
        await store.WriteAsync(batch, CancellationToken.None);
        lock (store)
        {
            Console.WriteLine($"A {writer} {first} {count}");
            Console.Out.Flush();
        }

        first += count;
    }
}

// spread over six days long past, so that closing and late samples are always at work
static long Instant(int writer, long number) => ((20_000 + (number / 7_919 % 6)) * Micros.PerDay) + (writer * Micros.PerHour) + number;

async Task Close()
{
    while (true)
    {
        await store.CloseDaysAsync(CancellationToken.None);
        await Task.Delay(5);
    }
}

async Task Backup()
{
    for (var number = 0; ; number++)
    {
        var target = $"{folder}.backup{run}-{number}";
        await store.BackupAsync(target, null, CancellationToken.None);
        lock (store)
        {
            Console.WriteLine($"B {target}");
            Console.Out.Flush();
        }

        await Task.Delay(100);
    }
}
