using System.Diagnostics;
using Werkstrom.Learning.Profile;

namespace Werkstrom.Bench.Condition;

/// <summary>The matrix profile, with neighbours, of a random walk.</summary>
static class ProfileBench
{
    const int Samples = 131_072;
    const int Width = 50;

    public static Task<IReadOnlyList<Row>> RunAsync(ConditionData data, CancellationToken stop)
    {
        Random chance = new(1);
        var series = new double[Samples];
        for (var i = 1; i < Samples; i++)
            series[i] = series[i - 1] + chance.NextDouble() - 0.5;
        MatrixProfile.Of(series.AsSpan(0, 4096), Width, stop: stop); // warm
        var start = Stopwatch.GetTimestamp();
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        MatrixProfile.Of(series, Width, threads: 2, stop: stop);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        return Task.FromResult<IReadOnlyList<Row>>(
        [
            Row.AtMost($"matrix profile, {Samples} samples, windows of {Width}, 2 threads", seconds, "s", 12, "STUMPY's own table: 89.3 s (2 CPUs), 19.5 s (16 CPUs) on 2.2 GHz Xeons"),
            Row.Seen("matrix profile: processor time of the same", processor, "s"),
        ]);
    }
}
