using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Acceptance.Faults;

/// <summary>
/// Watching over kills: while the past is learned and while live samples are watched. What was told stays told, nothing is told twice, and
/// learning comes to its end.
/// </summary>
public sealed class WatchKillTests(ITestOutputHelper output)
{
    const int Signals = 20;
    const int LearnKills = 4;
    const int WatchKills = 3;
    readonly DateTimeOffset _begin = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Given_kills_while_learning_and_while_watching_When_started_again_Then_every_finding_is_told_once()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        await using Running program = new() { Environment = { ["WERKSTROM_ui__timeZone"] = "UTC", ["WERKSTROM_condition__watchEvery"] = "00:00:01", ["WERKSTROM_condition__saveEvery"] = "00:00:10" } };
        await program.StartAsync();
        using var first = await program.ClientAsync("read,write");
        var token = first.DefaultRequestHeaders.Authorization!;
        await WriteAsync(first, _begin.AddDays(-12), _begin.AddHours(-3), at => at > _begin.AddDays(-2) && at < _begin.AddDays(-2).AddHours(1) ? 25 : 0);
        Dictionary<(int, string, DateTimeOffset), long> told = [];

        for (var kill = 0; kill < LearnKills; kill++)
            await KillAsync(random.Next(0, 1_500));
        using (var client = Client())
        {
            await LearnedAsync(client);
            await UntilAsync(async () => (await FoundAsync(client)).Count >= Signals);
            Check(await FoundAsync(client));
            // live now: a fault on every second signal, further than the one before
            await WriteAsync(client, _begin.AddHours(-3), _begin.AddHours(-1), _ => 0);
            await WriteAsync(client, _begin.AddHours(-1), _begin.AddMinutes(-30), _ => 80, every: 2);
        }

        for (var kill = 0; kill < WatchKills; kill++)
            await KillAsync(random.Next(0, 8_000));
        using var last = Client();
        await LearnedAsync(last);
        await UntilAsync(async () => (await FoundAsync(last)).Count(f => f.Key.At > _begin.AddHours(-2)) >= Signals / 2);
        var found = await FoundAsync(last);
        Check(found);
        output.WriteLine($"{found.Count} findings over {LearnKills + WatchKills} kills");

        // one fault of half an hour is noticed once a signal: an episode is a hundred steps
        var twice = found.Keys.Where(f => f.At > _begin.AddHours(-2)).GroupBy(f => f.Signal).Where(g => g.Count() > 1);
        Assert.Empty(twice);

        HttpClient Client() => new() { BaseAddress = program.Address, DefaultRequestHeaders = { Authorization = token } };

        async Task KillAsync(int after)
        {
            using (var client = Client())
            {
                await Task.Delay(after);
                Check(await FoundAsync(client));
            }

            await program.KillAsync();
            await program.StartAsync();
        }

        // what was seen once is there under the same number ever after
        void Check(Dictionary<(int Signal, string Kind, DateTimeOffset At), long> now)
        {
            foreach (var (what, id) in told)
                Assert.Equal(id, Assert.Contains(what, (IDictionary<(int, string, DateTimeOffset), long>)now));
            foreach (var (what, id) in now)
                told[what] = id;
        }
    }

    static async Task LearnedAsync(HttpClient client) => await UntilAsync(async () =>
    {
        var list = await client.GetFromJsonAsync<JsonElement>("api/condition/signals");
        return list.GetProperty("waiting").GetInt32() == 0
            && list.GetProperty("signals").EnumerateArray().Count(s => s.GetProperty("kind").ValueKind == JsonValueKind.String) >= Signals;
    });

    async Task<Dictionary<(int Signal, string Kind, DateTimeOffset At), long>> FoundAsync(HttpClient client)
    {
        var list = await client.GetFromJsonAsync<JsonElement>($"api/condition/findings?limit=500&from={_begin.AddDays(-20):yyyy-MM-dd}");
        return list.GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("signalId").ValueKind == JsonValueKind.Number).ToDictionary(
            f => (f.GetProperty("signalId").GetInt32(), f.GetProperty("kind").ToString(), f.GetProperty("at").GetDateTimeOffset()), f => f.GetProperty("id").GetInt64());
    }

    // a sample each two minutes: a day's course with a little scatter
    static async Task WriteAsync(HttpClient client, DateTimeOffset from, DateTimeOffset to, Func<DateTimeOffset, double> more, int every = 1)
    {
        StringBuilder lines = new();
        for (var at = from; at < to; at = at.AddMinutes(2))
        {
            var minute = at.ToUnixTimeSeconds() / 120;
            for (var i = 0; i < Signals; i++)
            {
                var extra = i % every == 0 ? more(at) : 0;
                var value = 60 + i + (10 * Math.Sin(at.TimeOfDay.TotalDays * 2 * Math.PI)) + (0.3 * (((minute * 7919) + (i * 31)) % 13)) + extra;
                lines.Append(CultureInfo.InvariantCulture, $"werk,machine=m{i} temp={value:F3} {at.ToUnixTimeMilliseconds()}\n");
            }
        }

        using StringContent content = new(lines.ToString());
        using var answer = await client.PostAsync(new Uri("write?precision=ms", UriKind.Relative), content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
