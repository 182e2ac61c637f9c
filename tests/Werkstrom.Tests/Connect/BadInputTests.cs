using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Queries;
using Xunit.Abstractions;

namespace Werkstrom.Tests.Connect;

/// <summary>Floods and nonsense over HTTP, on the real host: each is answered clearly, and nobody else pays for it.</summary>
public sealed class BadInputTests(ITestOutputHelper output) : IAsyncLifetime
{
    const long Start = 1_760_000_000;
    const int Most = 100_000 / 200; // letters within DeadLetterBytes: each counts its text and 200 bytes

    readonly Host _host = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_line_of_10_megabytes_costs_only_itself()
    {
        await _host.InitializeAsync();
        var body = $"big,l=1 v=1 {Start}\nbig,l={new string('x', 10_000_000)} v=2 {Start}\nbig,l=2 v=3 {Start}\n";
        using var answer = await _host.Local.PostAsync("write?precision=s", new StringContent(body));
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            "partial write: 1 of 3 lines refused, 2 samples stored; line 2: the line has 10000021 bytes; at most 65536 are read dropped=1",
            said.GetProperty("message").GetString());
        Assert.Equal((double[])[1d], await ReadAsync("big/1/v"));
        Assert.Equal((double[])[3d], await ReadAsync("big/2/v"));
    }

    [Fact]
    public async Task A_burst_of_100_000_new_signals_meets_its_limit_and_known_signals_flow_meanwhile()
    {
        _host.Configuration["connect:NewSignalsPerHour"] = "2000";
        await _host.InitializeAsync();
        using var steady = await ClientAsync("steady");
        using var flood = await ClientAsync("flood");
        Assert.Equal(HttpStatusCode.NoContent, await WriteAsync(steady, $"steady v=0 {Start}"));
        var lines = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"burst,n={i} v=1 {Start}\n"));

        var burst = flood.PostAsync("write?precision=s", new StringContent(lines));
        var sent = 0;
        do
        {
            sent++;
            Assert.Equal(HttpStatusCode.NoContent, await WriteAsync(steady, $"steady v={sent} {Start + sent}"));
        }
        while (!burst.IsCompleted);

        using var answer = await burst;
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        output.WriteLine($"{sent} writes of a known signal during the burst");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var made = said.GetProperty("stored").GetInt32();
        Assert.InRange(made, 2_000, 2_200); // one more every two seconds
        Assert.Equal(100_000 - made, said.GetProperty("refused").GetInt32());
        Assert.Equal("signal-limit", said.GetProperty("lines")[0].GetProperty("code").GetString());
        Assert.Contains("has made 2000 new signals within an hour", said.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(made, Catalog.All.Count(s => s.Path.StartsWith("burst/", StringComparison.Ordinal)));
        Assert.Equal(sent + 1, (await ReadAsync("steady/v")).Length);
        Assert.Equal(HttpStatusCode.NoContent, await WriteAsync(flood, $"burst,n=1999 v=2 {Start + 1}")); // a known one of the flooder
    }

    [Fact]
    public async Task A_flood_of_bad_lines_is_kept_within_its_bytes_and_what_was_dropped_is_counted_also_after_a_restart()
    {
        (_host.Configuration["connect:DeadLetterBytes"], _host.Configuration["connect:DeadLetterQueueBytes"]) = ("100000", "300000");
        await _host.InitializeAsync();
        using var client = await ClientAsync("flood");
        var lines = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"bad line number {i}\nflood v={i} {Start + i}\n"));
        using (var answer = await client.PostAsync("write?precision=s", new StringContent(lines)))
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);

        var source = await SourceAsync(s => Letters() is var left and <= Most && s.GetProperty("rejected").GetInt64() == s.GetProperty("forgotten").GetInt64() + left);
        Assert.Equal((5_000L, 5_000L), (source.GetProperty("accepted").GetInt64(), source.GetProperty("rejected").GetInt64()));
        Assert.InRange(Letters(), 1, Most);
        Assert.Equal(5_000, (await ReadAsync("flood/v")).Length);
        var page = await PageAsync();
        Assert.Contains(source.GetProperty("forgotten").GetInt64().ToString("N0", CultureInfo.GetCultureInfo("de-DE")), page, StringComparison.Ordinal);

        await _host.RestartAsync();
        var again = await SourceAsync(_ => true);
        foreach (var counter in (string[])["accepted", "rejected", "late", "duplicates", "forgotten"])
            Assert.Equal(source.GetProperty(counter).GetInt64(), again.GetProperty(counter).GetInt64());
    }

    [Fact]
    public async Task A_full_queue_is_answered_503_with_a_time_to_try_again_and_loses_nothing()
    {
        _host.Configuration["Store:QueueSamples"] = "1";
        await _host.InitializeAsync();
        using var client = await ClientAsync("many");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var (stored, refused) = (0, 0);
        while (refused == 0)
        {
            var from = stored + refused;
            var answers = await Task.WhenAll(Enumerable.Range(from, 64).Select(i =>
                client.PostAsync("write?precision=s", new StringContent($"queue,w={i % 8} v=1 {Start + i}"), limit.Token)));
            foreach (var answer in answers.Where(a => a.StatusCode != HttpStatusCode.NoContent))
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter!.Delta);
                Assert.Equal("unavailable", (await answer.Content.ReadFromJsonAsync<JsonElement>(limit.Token)).GetProperty("code").GetString());
                refused++;
            }

            stored += answers.Count(a => a.StatusCode == HttpStatusCode.NoContent);
            Array.ForEach(answers, a => a.Dispose());
        }

        var read = 0;
        for (var w = 0; w < 8; w++)
            read += Catalog.TryGet($"queue/{w}/v", out _) ? (await ReadAsync($"queue/{w}/v")).Length : 0;
        Assert.Equal(stored, read);
    }

    [Fact]
    public async Task A_source_that_holds_its_place_is_told_429_and_others_are_not()
    {
        (_host.Configuration["connect:RequestsPerSource"], _host.Configuration["connect:WaitingPerSource"]) = ("1", "0");
        await _host.InitializeAsync();
        var (key, line) = (await KeyAsync("slow"), $"slow v=1 {Start}");
        var half = $"POST /write?precision=s HTTP/1.1\r\nHost: {_host.Address.Authority}\r\nAuthorization: Token {key}\r\nContent-Length: {line.Length}\r\n\r\n{line[..4]}";
        using var same = Client(key);
        using var other = await ClientAsync("other");
        var (tcp, answer) = await HoldAsync(half, () => same.PostAsync("write?precision=s", new StringContent($"fast v=1 {Start}")));
        using var owned = tcp;
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), (answer.StatusCode, answer.Headers.RetryAfter!.Delta));
        Assert.Equal(HttpStatusCode.NoContent, await WriteAsync(other, $"other v=1 {Start}"));
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(line[4..]));
        var first = new byte[12];
        await tcp.GetStream().ReadExactlyAsync(first);
        Assert.Equal("HTTP/1.1 204", Encoding.ASCII.GetString(first));
        Assert.Equal((double[])[1d], await ReadAsync("slow/v"));
    }

    /// <summary>Sends half a request until it holds its source's place: when a probe holds it at that moment, the half itself is refused and is sent anew.</summary>
    async Task<(TcpClient Half, HttpResponseMessage Refused)> HoldAsync(string half, Func<Task<HttpResponseMessage>> probe)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            TcpClient tcp = new();
            await tcp.ConnectAsync(_host.Address.Host, _host.Address.Port, limit.Token);
            await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(half), limit.Token);
            while (tcp.Available == 0)
            {
                await Task.Delay(20, limit.Token);
                var answer = await probe();
                if (answer.StatusCode != HttpStatusCode.NoContent)
                    return (tcp, answer);
                answer.Dispose();
            }

            tcp.Dispose();
        }
    }

    [Fact]
    public async Task Of_two_writers_of_the_same_instant_the_later_one_holds_and_the_sample_is_there_once()
    {
        await _host.InitializeAsync();
        using var one = await ClientAsync("one");
        using var two = await ClientAsync("two");
        for (var round = 0; round < 20; round++)
            Assert.All(await Task.WhenAll(WriteAsync(one, $"both v=1 {Start}"), WriteAsync(two, $"both v=2 {Start}")), s => Assert.Equal(HttpStatusCode.NoContent, s));
        Assert.Contains(Assert.Single(await ReadAsync("both/v")), (double[])[1, 2]);
        await WriteAsync(one, $"both v=3 {Start}");
        Assert.Equal((double[])[3d], await ReadAsync("both/v"));
        await WriteAsync(two, $"both v=4 {Start}");
        Assert.Equal((double[])[4d], await ReadAsync("both/v"));
    }

    [SmallDiskFact]
    public async Task A_full_disk_is_answered_503_with_the_reason_and_recovers_without_a_restart()
    {
        Assert.True(SmallDisk.Mount(_host.Folder, 60), "A tmpfs cannot be mounted.");
        try
        {
            foreach (var (key, value) in (ReadOnlySpan<(string, string)>)[("SegmentMb", "2"), ("CheckpointMb", "2"), ("MemoryMb", "256"), ("PendingSamples", "200000")])
                _host.Configuration["Store:" + key] = value;
            await _host.InitializeAsync();
            await FillAndRecoverAsync();
        }
        finally
        {
            await _host.StopAsync();
            SmallDisk.Unmount(_host.Folder);
        }
    }

    async Task FillAndRecoverAsync()
    {
        using var client = await ClientAsync("disk");
        Assert.Equal(HttpStatusCode.NoContent, await WriteAsync(client, $"disk,s=0 v=0 {Start}\ndisk,s=1 v=0 {Start}\n"));
        var ballast = Path.Combine(_host.Folder, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[Math.Max(0, new DriveInfo(_host.Folder).AvailableFreeSpace - 8_000_000)]);
        HashSet<int> stored = [];
        HttpResponseMessage answer;
        var next = 1;
        while ((answer = await SendAsync(client, next)).StatusCode == HttpStatusCode.NoContent)
            stored.Add(next++);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        output.WriteLine($"full after {stored.Count} bodies: {said.GetProperty("message").GetString()}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), answer.Headers.RetryAfter!.Delta);
        Assert.Contains("disk", said.GetProperty("message").GetString(), StringComparison.OrdinalIgnoreCase);

        File.Delete(ballast);
        var before = stored.Count;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (stored.Count < before + 3)
        {
            if ((await SendAsync(client, ++next)).StatusCode == HttpStatusCode.NoContent)
                stored.Add(next);
            else
                await Task.Delay(50, limit.Token);
        }

        var found = (await ReadAsync("disk/0/v")).Concat(await ReadAsync("disk/1/v")).Where(v => v > 0).GroupBy(v => (int)v).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(stored, number => Assert.Equal(2_000, found[number]));
    }

    static Task<HttpResponseMessage> SendAsync(HttpClient client, int number) => client.PostAsync(
        "write?precision=ms",
        new StringContent(string.Concat(Enumerable.Range(0, 2_000).Select(i => $"disk,s={i % 2} v={number} {(Start * 1_000) + (number * 2_000) + i}\n"))));

    int Letters()
    {
        using var db = _host.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<Werkstrom.Connect.ConnectDb>>().CreateDbContext();
        return db.DeadLetters.Count();
    }

    async Task<JsonElement> SourceAsync(Func<JsonElement, bool> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var source = (await _host.Local.GetFromJsonAsync<JsonElement[]>("api/connect/sources", limit.Token))!.Single(s => s.GetProperty("name").GetString() == "flood");
            if (wanted(source))
                return source;
            await Task.Delay(50, limit.Token);
        }
    }

    async Task<string> PageAsync()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "missing") { Headers = { { "Accept-Language", "de" }, { "Accept", "text/html" } } };
        using var answer = await _host.Local.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    static async Task<HttpStatusCode> WriteAsync(HttpClient client, string lines)
    {
        using var answer = await client.PostAsync("write?precision=s", new StringContent(lines));
        return answer.StatusCode;
    }

    async Task<HttpClient> ClientAsync(string name) => Client(await KeyAsync(name));

    async Task<string> KeyAsync(string name) => (await _host.Services.GetRequiredService<Tokens>().CreateAsync(new(name, Scopes.Write), default)).Key;

    HttpClient Client(string key)
    {
        var client = _host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", key);
        return client;
    }

    SignalCatalog Catalog => _host.Services.GetRequiredService<SignalCatalog>();

    async Task<double[]> ReadAsync(string path)
    {
        Assert.True(Catalog.TryGet(path, out var signal), path);
        await _host.Services.GetRequiredService<SampleStore>().FlushAsync(default);
        var all = new TimeRange(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return (await _host.Services.GetRequiredService<SampleQueries>().RawAsync(signal.Id, all, 1_000_000, default)).Values;
    }
}
