using System.Diagnostics;
using Werkstrom.Bench.Peers;

namespace Werkstrom.Bench.Ingest;

/// <summary>Ready from an empty folder, and what it costs to do nothing.</summary>
static class StartBench
{
    public static async Task<IEnumerable<Row>> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        try
        {
            var start = Stopwatch.GetTimestamp();
            await using var ours = Ours.Start(folder);
            await ours.AnswersAsync(stop);
            var ready = Stopwatch.GetElapsedTime(start).TotalSeconds;
            await Task.Delay(TimeSpan.FromSeconds(15), stop);
            return [Row.AtMost("ready from an empty folder", ready, "s", 3), Row.AtMost("idle memory", ours.Memory() / 1e6, "MB", 150)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
