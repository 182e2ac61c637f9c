using System.Diagnostics;
using Werkstrom.Bench.Peers;

namespace Werkstrom.Bench.Town;

/// <summary>The public page of a postal code of the demo's town, read by many at once from the same machine.</summary>
static class GreenBench
{
    const int Readers = 32;

    const string Page = "green/12345?lang=en";

    static readonly TimeSpan Warm = TimeSpan.FromSeconds(5), Measured = TimeSpan.FromSeconds(15), Longest = TimeSpan.FromMinutes(10);

    // the program takes its settings from the environment; it is gone again when the bench is over
    static readonly (string Name, string Value)[] Settings = [("WERKSTROM_energy__demo", "true"), ("WERKSTROM_energy__demoPoints", "1")];

    public static async Task<IReadOnlyList<Row>> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        try
        {
            foreach (var (name, value) in Settings)
                Environment.SetEnvironmentVariable(name, value);
            await using var ours = Ours.Start(folder);
            await ours.ReadyAsync(stop);
            var bytes = await WaitAsync(ours, stop);
            await ReadAsync(ours, Warm, stop);
            var before = ours.Processor();
            var (count, seconds) = await ReadAsync(ours, Measured, stop);
            return
            [
                Row.AtLeast($"public page of a postal code ({bytes / 1024} kB), {Readers} readers at once on the same machine", count / seconds, "1/s", 2_000),
                Row.Seen("processor of the server for each", (ours.Processor() - before).TotalMicroseconds / count, "us"),
            ];
        }
        finally
        {
            foreach (var (name, _) in Settings)
                Environment.SetEnvironmentVariable(name, null);
            Directory.Delete(folder, recursive: true);
        }
    }

    // until the town has its index
    static async Task<int> WaitAsync(Ours ours, CancellationToken stop)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Longest;)
        {
            using var answer = await ours.Http.GetAsync(new Uri(Page, UriKind.Relative), stop);
            if (answer.IsSuccessStatusCode)
                return (await answer.Content.ReadAsByteArrayAsync(stop)).Length;
            await Task.Delay(TimeSpan.FromSeconds(2), stop);
        }

        throw new TimeoutException("The town of the demo has no index.");
    }

    static async Task<(int Count, double Seconds)> ReadAsync(Ours ours, TimeSpan time, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Readers).Select(async _ =>
        {
            var count = 0;
            for (; watch.Elapsed < time; count++)
            {
                using var answer = await ours.Http.GetAsync(new Uri(Page, UriKind.Relative), stop);
                answer.EnsureSuccessStatusCode();
            }

            return count;
        }));
        return (counts.Sum(), watch.Elapsed.TotalSeconds);
    }
}
