using System.Globalization;
using System.Text;
using System.Text.Json;
using Werkstrom.Bench.Peers;

namespace Werkstrom.Bench.Ingest;

/// <summary>A plant of 900 signals at 1 Hz, and 1,000 readers of live values beside it.</summary>
static class LiveBench
{
    const int Signals = 900;
    const int Readers = 1000;
    const int Seconds = 20;

    public static async Task<IEnumerable<Row>> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        try
        {
            await using var ours = Ours.Start(folder);
            await ours.ReadyAsync(stop);
            await SendAsync(ours, 5, stop); // warm
            var before = ours.Processor();
            await SendAsync(ours, Seconds, stop);
            var load = (ours.Processor() - before).TotalSeconds / Seconds * 100;
            var memory = ours.Memory() / 1e6;
            var delays = await ReadAsync(ours, stop);
            return
            [
                Row.AtMost("900 signals at 1 Hz, of one core", load, "%", 5),
                Row.AtMost("900 signals at 1 Hz, memory", memory, "MB", 300),
                Row.Seen("1,000 SSE readers at 1 Hz, values seen", delays.Count, "1"),
                Row.AtMost("1,000 SSE readers at 1 Hz, p99", delays.Order().ElementAt(delays.Count * 99 / 100), "ms", 100),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task SendAsync(Ours ours, int seconds, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        StringBuilder text = new();
        for (var second = 0; second < seconds; second++)
        {
            text.Clear();
            var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            for (var i = 0; i < Signals; i++)
                text.Append(CultureInfo.InvariantCulture, $"plant,machine=m{i / 10} s{i % 10}={now % 1000 + i} {now}\n");
            using var content = new StringContent(text.ToString());
            using var answer = await ours.Http.PostAsync("write?precision=ms", content, stop);
            answer.EnsureSuccessStatusCode();
            await timer.WaitForNextTickAsync(stop);
        }
    }

    /// <summary>Each reader watches one signal; the delay is from the instant of the sample to its arrival at the reader.</summary>
    static async Task<List<double>> ReadAsync(Ours ours, CancellationToken stop)
    {
        var found = await ours.GetAsync("api/signals?search=plant&limit=1", stop);
        var list = JsonSerializer.Deserialize<JsonElement>(found);
        var id = (list.ValueKind == JsonValueKind.Array ? list : list.GetProperty("signals"))[0].GetProperty("id").GetInt32();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        List<double> delays = [];
        var readers = Enumerable.Range(0, Readers).Select(_ => ReadOneAsync(ours, id, delays, end.Token)).ToList();
        await Task.Delay(2000, stop);
        lock (delays)
            delays.Clear();
        await SendAsync(ours, Seconds / 2, stop);
        await end.CancelAsync();
        await Task.WhenAll(readers);
        return delays;
    }

    static async Task ReadOneAsync(Ours ours, int id, List<double> delays, CancellationToken stop)
    {
        try
        {
            using var answer = await ours.Http.GetAsync($"api/live?signals={id}", HttpCompletionOption.ResponseHeadersRead, stop);
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(stop));
            while (await reader.ReadLineAsync(stop) is { } line)
            {
                if (Instant(line) is not { } sent)
                    continue;
                var delay = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - sent;
                lock (delays)
                    delays.Add(delay);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            // the end of the measurement
        }
    }

    /// <summary>The instant in an event of the live stream, milliseconds; null for a line without.</summary>
    static long? Instant(string line)
    {
        var at = line.IndexOf("\"t\":", StringComparison.Ordinal);
        if (!line.StartsWith("data:", StringComparison.Ordinal) || at < 0)
            return null;
        var digits = line.AsSpan(at + 4).TrimStart('[');
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return long.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }
}
