using System.Globalization;
using System.Text;
using System.Text.Json;
using Werkstrom.Bench.Peers;

namespace Werkstrom.Bench.Condition;

/// <summary>
/// What watching 1,000 signals at 1 Hz costs: the program as people start it, once as it is, and once looking only every ten minutes; the
/// difference is the watching. Values are a day's course with scatter, so that the watches have something to do.
/// </summary>
static class LoadBench
{
    const int Signals = 1_000;
    const int Warm = 90;
    const int Seconds = 180;

    public static async Task<IReadOnlyList<Row>> RunAsync(ConditionData data, CancellationToken stop)
    {
        var (watching, memory, watched) = await MeasureAsync("00:00:05", stop);
        var (without, least, _) = await MeasureAsync("00:10:00", stop);
        return
        [
            Row.AtLeast("signals that were watched, of 1,000", watched, "", Signals),
            Row.AtMost("watching 1,000 signals at 1 Hz, of one core", watching - without, "%", 5),
            Row.Seen("the whole program meanwhile, of one core", watching, "%"),
            Row.Seen("memory for it", (memory - least) / 1e6, "MB"),
        ];
    }

    static async Task<(double Share, double Memory, int Watched)> MeasureAsync(string every, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        Environment.SetEnvironmentVariable("WERKSTROM_condition__watchEvery", every);
        try
        {
            await using var ours = Ours.Start(folder);
            await ours.ReadyAsync(stop);
            await SendAsync(ours, Warm, stop);
            var before = ours.Processor();
            await SendAsync(ours, Seconds, stop);
            var (share, memory) = ((ours.Processor() - before).TotalSeconds / Seconds * 100, ours.Memory());
            return (share, memory, await WatchedAsync(ours, stop));
        }
        finally
        {
            Environment.SetEnvironmentVariable("WERKSTROM_condition__watchEvery", null);
            Directory.Delete(folder, recursive: true);
        }
    }

    // those that have judged samples of the last seconds; who only waits to be learned would cost nothing
    static async Task<int> WatchedAsync(Ours ours, CancellationToken stop)
    {
        using var answer = JsonDocument.Parse(await ours.Http.GetStringAsync("api/condition/signals", stop));
        var since = DateTimeOffset.UtcNow.AddSeconds(-30);
        return answer.RootElement.GetProperty("signals").EnumerateArray()
            .Select(s => s.GetProperty("until"))
            .Count(until => until.ValueKind == JsonValueKind.String && until.GetDateTimeOffset() > since);
    }

    static async Task SendAsync(Ours ours, int seconds, CancellationToken stop)
    {
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1));
        StringBuilder text = new();
        Random random = new(1);
        for (var second = 0; second < seconds; second++)
        {
            text.Clear();
            var now = DateTimeOffset.UtcNow;
            for (var i = 0; i < Signals; i++)
            {
                var value = 40 + i + (5 * Math.Sin((2 * Math.PI * now.TimeOfDay.TotalDays) + i)) + random.NextDouble();
                text.Append(CultureInfo.InvariantCulture, $"plant,machine=m{i / 10} s{i % 10}={value:F3} {now.ToUnixTimeMilliseconds()}\n");
            }

            using StringContent content = new(text.ToString());
            using var answer = await ours.Http.PostAsync("write?precision=ms", content, stop);
            answer.EnsureSuccessStatusCode();
            await timer.WaitForNextTickAsync(stop);
        }
    }
}
