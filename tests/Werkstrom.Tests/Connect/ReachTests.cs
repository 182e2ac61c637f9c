using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Connect;

/// <summary>A key that is bound to an asset stores nothing outside of it, and its neighbours in a request are not harmed.</summary>
public sealed class ReachTests
{
    const string At = "1760000000000000000";

    [Theory, OnSqlite, OnPostgres]
    public async Task Lines_outside_are_refused_and_nothing_is_made_there(Engine engine)
    {
        await using var intake = await Intake.OpenAsync(engine);
        await BindAsync(intake);
        var tally = await intake.WriteAsync(Lines("works,l=line1 t=1", "works,l=line10 t=2", "works,l=line1 u=3", "other,l=line1 t=4", "works t=5"));

        Assert.Equal(["works/line1/t=1", "works/line1/u=3"], Stored(intake));
        Assert.Equal([(2L, Reasons.Outside), (4L, Reasons.Outside), (5L, Reasons.Outside)], tally.First.Select(l => (l.Number, l.Reason.Code)));
        Assert.Equal("t: works/line10/t lies outside works/line1, to which the key of this sender is bound", tally.First[0].Reason.Text);
        Assert.False(intake.Get<AssetCatalog>().TryGet("other", out _));
        Assert.False(intake.Get<SignalCatalog>().TryGet("works/line10/t", out _));
    }

    [Fact]
    public async Task A_series_that_another_sender_made_known_is_refused_all_the_same()
    {
        await using var intake = await Intake.OpenAsync();
        await intake.WriteAsync(Lines("works,l=line1 t=1", "works,l=line10 t=2"));
        await BindAsync(intake);
        intake.Sink.Samples.Clear();

        for (var again = 0; again < 2; again++)
            Assert.Equal(1, (await intake.WriteAsync(Lines("works,l=line10 t=8", "works,l=line1 t=9"))).Refused);
        Assert.Equal(["works/line1/t=9", "works/line1/t=9"], Stored(intake));
    }

    [Fact]
    public async Task Where_a_former_path_or_a_merged_signal_leads_decides()
    {
        await using var intake = await Intake.OpenAsync();
        await intake.WriteAsync(Lines("works,l=line1 in=1,gone=1,both=1", "works,l=line2 out=1,both=1"));
        await BindAsync(intake);
        var (signals, assets) = (intake.Get<SignalCatalog>(), intake.Get<AssetCatalog>());
        Assert.True(assets.TryGet("works/line2", out var line2));
        await signals.MoveAsync(Id(signals, "works/line1/gone"), line2.Id, "gone", default);
        await signals.MergeAsync(Id(signals, "works/line1/both"), Id(signals, "works/line2/both"), default);
        intake.Sink.Samples.Clear();

        var tally = await intake.WriteAsync(Lines("works,l=line1 in=2", "works,l=line1 gone=2", "works,l=line1 both=2", "works,l=line2 out=2"));
        Assert.Equal(["works/line1/in=2"], Stored(intake));
        Assert.Equal([2L, 3L, 4L], tally.First.Select(l => l.Number));

        assets.TryGet("works/line1", out var line1);
        await assets.MoveAsync(line2.Id, line1!.Id, "line2", default); // now line 2 stands below: its former paths lead into it
        tally = await intake.WriteAsync(Lines("works,l=line2 out=3,new=4", "works,l=line1 both=3"));
        Assert.Equal(0, tally.Refused);
        Assert.Equal(["works/line1/in=2", "works/line1/line2/both=3", "works/line1/line2/new=4", "works/line1/line2/out=3"], Stored(intake).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_bound_line_of_a_known_series_costs_no_allocation()
    {
        await using var intake = await Intake.OpenAsync();
        await BindAsync(intake);
        await intake.WriteAsync(Lines("works,l=line1 t=1"));
        LineDecoder decoder = new(intake.Get<SeriesCache>(), intake.Get<SignalCatalog>(), intake.Get<RecentBook>());
        decoder.Reset(intake.Reach);
        var block = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Lines("works,l=line1 t=1"), 1_000)));
        var times = LineTimes.At(DateTimeOffset.UnixEpoch.AddYears(56), Precision.Nanoseconds, new());
        decoder.Decode(block, times);
        decoder.Batch.Clear();
        decoder.Repeats.Clear();

        var before = GC.GetAllocatedBytesForCurrentThread();
        decoder.Decode(block, times);

        Assert.Equal((1_000, 0L), (decoder.Batch.Count, GC.GetAllocatedBytesForCurrentThread() - before));
    }

    static async Task BindAsync(Intake intake)
    {
        var assets = intake.Get<AssetCatalog>();
        if (!assets.TryGet("works/line1", out var line))
        {
            var works = (await assets.CreateAsync(null, "works", "", null, default)).Value!;
            line = (await assets.CreateAsync(works.Id, "line1", "", null, default)).Value!;
            await assets.CreateAsync(works.Id, "line10", "", null, default);
        }

        intake.Reach = new(line.Id, intake.Get<SignalCatalog>(), assets);
    }

    static string Lines(params string[] lines) => string.Concat(lines.Select(line => $"{line} {At}\n"));

    static IEnumerable<string> Stored(Intake intake) => intake.Stored().Select(s => s.Replace("@1760000000000000", "", StringComparison.Ordinal));

    static int Id(SignalCatalog signals, string path) => signals.TryGet(path, out var signal) ? signal.Id : throw new ArgumentException(path);
}

/// <summary>The same over HTTP, with a real token.</summary>
public sealed class ReachHostTests : IAsyncLifetime
{
    readonly Host _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Over_http_all_three_ways_in_keep_a_key_within_its_asset_and_replay_waits_for_a_decision()
    {
        var assets = _host.Services.GetRequiredService<AssetCatalog>();
        var works = (await assets.CreateAsync(null, "works", "", null, default)).Value!;
        var line1 = (await assets.CreateAsync(works.Id, "line1", "", null, default)).Value!;
        await assets.CreateAsync(works.Id, "line10", "", null, default);
        var key = (await _host.Services.GetRequiredService<Tokens>().CreateAsync(new("gateway", Scopes.Write, AssetId: line1.Id), default)).Key;
        using var client = _host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", key);

        foreach (var address in (string[])["write", "api/v2/write"])
        {
            using var answer = await client.PostAsync(address, new StringContent("works,l=line1 t=1 1760000000000000000\nworks,l=line10 t=2 1760000000000000000\n"));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("line 2: t: works/line10/t lies outside works/line1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var json = await client.PostAsync("api/samples", new StringContent("""[{"path":"works/line1/j","value":1},{"path":"/works/line10/j","value":2}]"""));
        Assert.Contains("works/line10/j lies outside", (await json.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("1")[0].GetString(), StringComparison.Ordinal);
        var signals = _host.Services.GetRequiredService<SignalCatalog>();
        Assert.True(signals.TryGet("works/line1/j", out _));
        Assert.False(signals.TryGet("works/line10/j", out _));

        while ((await _host.Local.GetFromJsonAsync<JsonElement[]>("api/connect/dead-letters?reason=outside"))!.Length < 3)
            await Task.Delay(20);
        Assert.Equal(0, await ReplayAsync(""));
        Assert.Equal(3, await ReplayAsync("?reason=outside"));
        Assert.True(signals.TryGet("works/line10/t", out _));
    }

    async Task<int> ReplayAsync(string query)
    {
        using var answer = await _host.Local.PostAsync($"api/connect/dead-letters/replay{query}", null);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("stored").GetInt32();
    }
}
