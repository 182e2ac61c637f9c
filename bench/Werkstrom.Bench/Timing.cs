using System.Diagnostics;

namespace Werkstrom.Bench;

/// <summary>How long things take, warm.</summary>
static class Timing
{
    /// <summary>Milliseconds of the median of several runs, after some that do not count.</summary>
    public static async Task<double> MedianAsync(Func<CancellationToken, Task> work, CancellationToken stop, int runs = 15)
    {
        for (var i = 0; i < 3; i++)
            await work(stop);
        var times = new double[runs];
        for (var i = 0; i < runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await work(stop);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[runs / 2];
    }
}
