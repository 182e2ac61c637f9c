using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
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

    // the first half minute compiles what runs often; a plant runs for years
    const int Warm = 30;

    public static async Task<IEnumerable<Row>> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        try
        {
            await using var ours = Ours.Start(folder);
            await ours.ReadyAsync(stop);
            await SendAsync(ours, Warm, stop);
            var before = ours.Processor();
            await SendAsync(ours, Seconds, stop);
            var load = (ours.Processor() - before).TotalSeconds / Seconds * 100;
            var memory = ours.Memory() / 1e6;
            before = ours.Processor();
            var delays = await ReadAsync(ours, stop);
            var reading = ours.Processor() - before;
            return
            [
                Row.AtMost("900 signals at 1 Hz, of one core", load, "%", 5),
                Row.AtMost("900 signals at 1 Hz, memory", memory, "MB", 300),
                Row.Seen("1,000 SSE readers at 1 Hz, values seen", delays.Count, "1"),
                Row.Seen("1,000 SSE readers at 1 Hz, processor for each value, connecting included", reading.TotalMicroseconds / delays.Count, "us"),
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

    // Plain sockets: a thousand clients of a library on the same two cores would measure themselves.
    static async Task ReadOneAsync(Ours ours, int id, List<double> delays, CancellationToken stop)
    {
        try
        {
            using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, ours.Http.BaseAddress!.Port, stop);
            await socket.SendAsync(Encoding.ASCII.GetBytes(
                $"GET /api/live?signals={id} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {ours.Http.DefaultRequestHeaders.Authorization}\r\n\r\n"), stop);
            var block = new byte[4096];
            while (await socket.ReceiveAsync(block, stop) is > 0 and var length)
            {
                if (Instant(block.AsSpan(0, length)) is not { } sent)
                    continue;
                var delay = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - sent;
                lock (delays)
                    delays.Add(delay);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // the end of the measurement
        }
    }

    /// <summary>The instant of the value in an event of the live stream, milliseconds; null for a block without. An event comes in one block.</summary>
    static long? Instant(ReadOnlySpan<byte> block)
    {
        var at = block.LastIndexOf("\"t\":"u8);
        return at >= 0 && Utf8Parser.TryParse(block[(at + 4)..], out long instant, out _) ? instant : null;
    }
}
