using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace Werkstrom.Acceptance.Faults;

/// <summary>
/// The promise of the program: what it acknowledged over HTTP is there exactly once, whenever it is killed. Writers send to days
/// long past (so that closing and late samples happen under the load) and to now, each writer to signals of its own.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    const int Kills = 20;
    const int Writers = 3;

    [Fact]
    public async Task Given_a_kill_at_any_moment_When_started_again_Then_every_acknowledged_sample_is_there_once()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var program = new Running();
        await program.StartAsync();
        using var first = await program.ClientAsync("read,write");
        var token = first.DefaultRequestHeaders.Authorization!;
        var sent = Enumerable.Range(0, Writers).Select(w => new Writer(w)).ToArray();

        for (var kill = 0; kill < Kills; kill++)
        {
            using var client = new HttpClient { BaseAddress = program.Address, DefaultRequestHeaders = { Authorization = token } };
            using var stop = new CancellationTokenSource();
            var load = Task.WhenAll(sent.Select(w => w.SendAsync(client, stop.Token)));
            // odd ones wait until something was acknowledged, so that a slow machine proves something too
            if (kill % 2 == 1)
                await Task.WhenAny(Task.WhenAny(sent.Select(w => w.FirstAsync())), Task.Delay(TimeSpan.FromSeconds(20)));
            await Task.Delay(random.Next(30, 900));
            await program.KillAsync();
            await stop.CancelAsync();
            await load;
            await program.StartAsync();
        }

        using var reader = new HttpClient { BaseAddress = program.Address, DefaultRequestHeaders = { Authorization = token } };
        foreach (var writer in sent)
            await writer.CheckAsync(reader);
        output.WriteLine($"{sent.Sum(w => w.Acknowledged)} samples acknowledged over {Kills} kills");
        Assert.True(sent.Sum(w => w.Acknowledged) > Kills * 100, "Too little was written to prove anything.");
    }

    /// <summary>Sends numbered samples; the number is the value, so that a lost, doubled or altered one is seen.</summary>
    sealed class Writer(int number)
    {
        const int LinesAPost = 200;

        readonly SortedDictionary<long, long> _acknowledged = [];
        long _next;

        TaskCompletionSource _first = New();

        public int Acknowledged => _acknowledged.Count;

        /// <summary>The first acknowledgement of this run.</summary>
        public Task FirstAsync() => _first.Task;

        public async Task SendAsync(HttpClient client, CancellationToken stop)
        {
            _first = New();
            while (!stop.IsCancellationRequested)
            {
                var first = _next;
                StringBuilder lines = new();
                for (var i = 0; i < LinesAPost; i++, _next++)
                    lines.Append(CultureInfo.InvariantCulture, $"kill,writer=w{number} value={_next} {InstantOf(_next)}\n");
                try
                {
                    using var answer = await client.PostAsync(new Uri("write?precision=ms", UriKind.Relative), new StringContent(lines.ToString()), stop);
                    if (!answer.IsSuccessStatusCode)
                        continue;
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
                {
                    return; // killed: not acknowledged, so nothing is promised
                }

                for (var n = first; n < first + LinesAPost; n++)
                    _acknowledged[InstantOf(n)] = n;
                _first.TrySetResult();
            }
        }

        public async Task CheckAsync(HttpClient client)
        {
            if (_acknowledged.Count == 0)
                return; // it never came to a word: the test demands enough of all together
            var found = await ReadAsync(client);
            Assert.Equal(found.Count, found.Select(s => s.At).Distinct().Count());
            var byInstant = found.ToDictionary(s => s.At, s => s.Value);
            var lost = _acknowledged.Where(a => !byInstant.TryGetValue(a.Key, out var value) || value != a.Value).Take(5).ToList();
            Assert.True(lost.Count == 0, $"writer {number}: {lost.Count} or more acknowledged samples lost or altered, first {lost.FirstOrDefault()}");
        }

        static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Every second sample belongs to a day of January 2026, the others follow each other in March.</summary>
        static long InstantOf(long n) => n % 2 == 0
            ? 1_767_225_600_000 + (n * 30_000 % (31L * 86_400_000)) + n
            : 1_772_323_200_000 + (n * 10);

        static async Task<JsonElement> SignalAsync(HttpClient client, int number)
        {
            var answer = await client.GetFromJsonAsync<JsonElement>($"api/signals?search=kill/w{number}/value");
            return (answer.ValueKind == JsonValueKind.Array ? answer : answer.GetProperty("signals")).EnumerateArray().Single();
        }

        async Task<List<(long At, double Value)>> ReadAsync(HttpClient client)
        {
            var id = (await SignalAsync(client, number)).GetProperty("id").GetInt32();
            List<(long, double)> all = [];
            var cursor = "";
            do
            {
                var page = await client.GetFromJsonAsync<JsonElement>(
                    $"api/signals/{id}/samples?from=2026-01-01T00:00:00Z&to=2026-12-01T00:00:00Z&limit=100000{cursor}");
                foreach (var sample in page.GetProperty("samples").EnumerateArray())
                    all.Add((sample.GetProperty("at").GetDateTimeOffset().ToUnixTimeMilliseconds(), sample.GetProperty("value").GetDouble()));
                cursor = page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String
                    ? $"&cursor={Uri.EscapeDataString(next.GetString()!)}" : "";
            }
            while (cursor.Length > 0);
            return all;
        }
    }
}
