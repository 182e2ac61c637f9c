using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Tests.Condition.Cases;
using Werkstrom.Tests.Plant;
using Werkstrom.Tests.Setup;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Condition.Rules;

/// <summary>Rules through the API of a real host, on samples that came as from any source.</summary>
public sealed class RuleApiTests : IAsyncLifetime
{
    readonly Host _host = new() { Configuration = { ["condition:watchEvery"] = "00:00:01" } };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        using var answer = await _host.Local.PostAsJsonAsync(
            "api/condition/rules", new { name = "", kind = "rise", signal = "no/such", limit = -1, window = "ten", lasting = "3 Ellen" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["lasting", "name", "signal", "window"], errors.EnumerateObject().Select(e => e.Name).Order());
        Assert.Contains("3 Ellen", errors.GetProperty("lasting")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_is_saved_twice_is_one_rule()
    {
        var signal = await _host.SignalAsync("werk/doppelt/temperatur");
        object Wish(double limit) => new { name = "Zu heiß", kind = "above", signal = signal.Path, limit };

        var first = await AddAsync(Wish(80));
        Assert.Equal(first, await AddAsync(Wish(80)));
        var other = await AddAsync(Wish(90));

        Assert.NotEqual(first, other);
        var all = await _host.Local.GetFromJsonAsync<JsonElement>("api/condition/rules");
        Assert.Equal([first, other], all.EnumerateArray().Where(r => r.GetProperty("rule").GetProperty("name").GetString() == "Zu heiß").Select(r => r.GetProperty("id").GetInt64()).Order());
    }

    [Fact]
    public async Task A_rule_speaks_live_and_its_finding_ends()
    {
        var signal = await _host.SignalAsync("werk/presse/temperatur");
        var rule = await AddAsync(new { name = "Zu heiß", kind = "above", signal = signal.Path, limit = 80, release = 75, severity = "act" });
        var now = DateTimeOffset.UtcNow;
        await WriteAsync(signal, now.AddSeconds(-30), 70, 81, 78);

        var found = await FindAsync(signal.AssetId, f => f.Count == 1);
        Assert.Equal((rule, FindingKind.Rule, 81.0, 80.0), (found[0].RuleId, found[0].Kind, found[0].Value, found[0].Usual));
        Assert.Equal(Micros.Of(now.AddSeconds(-29)) / 1000, found[0].At.ToUnixTimeMilliseconds());
        Assert.Null(found[0].EndedAt); // 78 lies between limit and release

        await WriteAsync(signal, now.AddSeconds(-27), 75);
        found = await FindAsync(signal.AssetId, f => f[0].EndedAt is not null);
        Assert.Equal(now.AddSeconds(-27).ToUnixTimeMilliseconds(), found[0].EndedAt!.Value.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Who_edits_a_rule_that_somebody_else_has_changed_meanwhile_is_told_and_may_then_replace_it()
    {
        var signal = await _host.SignalAsync("werk/presse/kraft");
        var rule = await AddAsync(new { name = "Kraft", kind = "above", signal = signal.Path, limit = 80 });
        await _host.PersonAsync("Eva Rule", Role.Engineer);
        using Browser browser = new(_host.Address);
        using var _ = await browser.LogInAsync("Eva.Rule@werk.example", "correct horse battery");
        var page = $"/cases/rules/{rule}";
        var (was, seen) = Marks(await browser.Http.GetStringAsync(page));
        using (await _host.Local.PutAsJsonAsync($"api/condition/rules/{rule}", new { name = "Kraft der Presse", kind = "above", signal = signal.Path, limit = 90 }))
        {
        }

        using var first = await SaveAsync(was, seen);
        var told = await first.Content.ReadAsStringAsync();
        var kept = await _host.Local.GetFromJsonAsync<JsonElement>($"api/condition/rules/{rule}");
        using var second = await SaveAsync(Marks(told).Was, Marks(told).Seen);

        Assert.Contains("Jemand anderes hat diese Regel inzwischen", told, StringComparison.Ordinal);
        Assert.Equal((90.0, "Kraft der Presse"), (kept.GetProperty("rule").GetProperty("limit").GetDouble(), kept.GetProperty("rule").GetProperty("name").GetString()));
        Assert.Equal(80.0, (await _host.Local.GetFromJsonAsync<JsonElement>($"api/condition/rules/{rule}")).GetProperty("rule").GetProperty("limit").GetDouble());

        Task<HttpResponseMessage> SaveAsync(string was, string seen) => browser.SendAsync(
            page, "rule", ("was", was), ("seen", seen), ("name", "Kraft"), ("kind", "above"), ("signal", signal.Path), ("limit", "80"), ("severity", "watch"), ("isOn", "true"), ("do", "save"));

        static (string Was, string Seen) Marks(string html) => (Value(html, "was"), Value(html, "seen"));

        static string Value(string html, string name) => Regex.Match(html, $"name=\"{name}\" value=\"([0-9a-f]+)\"").Groups[1].Value;
    }

    [Fact]
    public async Task An_episode_outlives_a_restart()
    {
        var signal = await _host.SignalAsync("werk/presse/druck", unit: "bar");
        await AddAsync(new { name = "Druck", kind = "above", signal = signal.Path, limit = 5 });
        var now = DateTimeOffset.UtcNow;
        await WriteAsync(signal, now.AddSeconds(-30), 4, 6);
        await FindAsync(signal.AssetId, f => f.Count == 1);

        await _host.RestartAsync();
        await WriteAsync(signal, now.AddSeconds(-20), 7, 4);

        var found = await FindAsync(signal.AssetId, f => f.Count == 1 && f[0].EndedAt is not null);
        Assert.Equal(now.AddSeconds(-19).ToUnixTimeMilliseconds(), found[0].EndedAt!.Value.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_change_of_unit_carries_the_limit_along_and_a_correction_stops_the_rule()
    {
        var signal = await _host.SignalAsync("werk/ofen/temperatur");
        var rule = await AddAsync(new { name = "Ofen", kind = "above", signal = signal.Path, limit = 100 });
        var catalog = _host.Services.GetRequiredService<SignalCatalog>();
        await catalog.ConvertUnitAsync(signal.Id, "[degF]", default);
        var now = DateTimeOffset.UtcNow;
        await WriteAsync(signal, now.AddSeconds(-30), 99, 101); // sources go on to send Celsius

        var found = await FindAsync(signal.AssetId, f => f.Count == 1);
        Assert.Equal((213.8, 212.0), (found[0].Value!.Value, found[0].Usual!.Value), Near); // 101 × 1.8 + 32, 100 × 1.8 + 32

        await catalog.RelabelUnitAsync(signal.Id, "K", default);
        var said = await UntilAsync(async () => (await _host.Local.GetFromJsonAsync<JsonElement>($"api/condition/rules/{rule}")).GetProperty("stopped"),
            stopped => stopped.GetArrayLength() == 1);
        Assert.Contains("berichtigt", said[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_of_terms_needs_all_its_conditions()
    {
        var torque = await _host.SignalAsync("werk/fraese/torque", unit: "N.m");
        var speed = await _host.SignalAsync("werk/fraese/speed", unit: "/min");
        await AddAsync(new { name = "Leistung", kind = "terms", asset = "werk/fraese", terms = "torque * speed >= 3500\nspeed <= 100" });
        var now = DateTimeOffset.UtcNow.AddSeconds(-60);

        // 30 × 90 = 2,700: no; 40 × 120 = 4,800, but 120 > 100: no; 40 × 95 = 3,800 and 95: yes
        SampleBatch batch = new();
        foreach (var (second, t, n) in new[] { (0, 30, 90.0), (1, 40, 120), (2, 40, 95) })
        {
            batch.Add(torque.Id, Micros.Of(now.AddSeconds(second)), t);
            batch.Add(speed.Id, Micros.Of(now.AddSeconds(second)), n);
        }

        await _host.Services.GetRequiredService<ISampleSink>().WriteAsync(batch, default);
        var found = await FindAsync(torque.AssetId, f => f.Count == 1);
        Assert.Equal((3_800.0, 3_500.0), (found[0].Value!.Value, found[0].Usual!.Value));
        Assert.Equal(now.AddSeconds(2).ToUnixTimeMilliseconds(), found[0].At.ToUnixTimeMilliseconds());

        await WriteAsync(torque, now.AddSeconds(3), 10);
        found = await FindAsync(torque.AssetId, f => f[0].EndedAt is not null);
        Assert.Equal(now.AddSeconds(3).ToUnixTimeMilliseconds(), found[0].EndedAt!.Value.ToUnixTimeMilliseconds());
    }

    static bool Near((double, double) expected, (double, double) seen) =>
        Math.Abs(expected.Item1 - seen.Item1) < 1e-9 && Math.Abs(expected.Item2 - seen.Item2) < 1e-9;

    async Task<long> AddAsync(object wish)
    {
        using var answer = await _host.Local.PostAsJsonAsync("api/condition/rules", wish);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
    }

    // a second apart
    async Task WriteAsync(Signal signal, DateTimeOffset from, params double[] values)
    {
        SampleBatch batch = new();
        for (var i = 0; i < values.Length; i++)
            batch.Add(signal.Id, Micros.Of(from.AddSeconds(i)), values[i]);
        await _host.Services.GetRequiredService<ISampleSink>().WriteAsync(batch, default);
    }

    Task<List<Finding>> FindAsync(int assetId, Func<List<Finding>, bool> until) => UntilAsync(
        () => _host.Services.GetRequiredService<FindingBook>().ListAsync([assetId], DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, 10, default), until);
}
