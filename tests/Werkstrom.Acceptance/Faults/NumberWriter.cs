using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Werkstrom.Acceptance.Faults;

/// <summary>Sends numbered samples; the number is the value, so that a lost, doubled or altered one is seen.</summary>
sealed class NumberWriter(int number)
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

            lock (_acknowledged)
            {
                for (var n = first; n < first + LinesAPost; n++)
                    _acknowledged[InstantOf(n)] = n;
            }

            _first.TrySetResult();
        }
    }

    /// <summary>What is acknowledged by now: instant and value.</summary>
    public List<KeyValuePair<long, long>> Snapshot()
    {
        lock (_acknowledged)
            return [.. _acknowledged];
    }

    /// <summary>Everything that was acknowledged is there exactly once.</summary>
    public Task CheckAsync(HttpClient client) => CheckAsync(client, Snapshot());

    /// <summary>These are there exactly once.</summary>
    public async Task CheckAsync(HttpClient client, List<KeyValuePair<long, long>> acknowledged)
    {
        if (acknowledged.Count == 0)
            return; // it never came to a word: the test demands enough of all together
        var found = await ReadAsync(client);
        Assert.Equal(found.Count, found.Select(s => s.At).Distinct().Count());
        var byInstant = found.ToDictionary(s => s.At, s => s.Value);
        var lost = acknowledged.Where(a => !byInstant.TryGetValue(a.Key, out var value) || value != a.Value).Take(5).ToList();
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
