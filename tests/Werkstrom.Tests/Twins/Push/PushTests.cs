using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Tests.Connect.Mqtt;
using Werkstrom.Tests.Twins.Api;

namespace Werkstrom.Tests.Twins.Push;

/// <summary>What happens to shells is pushed: by server-sent events, and by MQTT to Debian's client.</summary>
public sealed class PushTests(MqttHost mqtt) : IClassFixture<MqttHost>
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_sample_comes_to_who_subscribed_with_time_and_quality()
    {
        await SendAsync("works/pushed/oil", 71.5);
        var token = await mqtt.TokenAsync(Scopes.Read);
        using var reader = mqtt.Start("mosquitto_sub", token, "-C", "1", "-W", "60", "-v", "-t", "aas/assets/works/pushed/OperationalData/#"); // beside it the shell itself is told of
        var ended = MqttHost.EndAsync(reader);
        for (var value = 72.0; !ended.IsCompleted && value < 200; value++)
        {
            await SendAsync("works/pushed/oil", value);
            await Task.WhenAny(ended, Task.Delay(500));
        }

        var (code, text) = await ended;
        Assert.Equal(0, code);
        Assert.StartsWith("aas/assets/works/pushed/OperationalData/oil {", text, StringComparison.Ordinal);
        var message = JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..]).RootElement;
        Assert.Equal(("value", "oil", "good"), (message.GetProperty("event").GetString(), message.GetProperty("path").GetString(), message.GetProperty("quality").GetString()));
        Assert.InRange(message.GetProperty("value").GetDouble(), 72, 200);
        Assert.EndsWith("Z", message.GetProperty("time").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_written_element_comes_to_who_subscribed()
    {
        AasClient aas = new(mqtt.Host.Local);
        var id = "urn:test:pushed:mqtt";
        Assert.Equal(201, await aas.StatusAsync("POST", "/submodels", Submodel(id)));
        var token = await mqtt.TokenAsync(Scopes.Read);
        using var reader = mqtt.Start("mosquitto_sub", token, "-q", "1", "-C", "1", "-W", "60", "-v", "-t", $"aas/submodels/{AasClient.Id(id)}/#");
        var ended = MqttHost.EndAsync(reader);
        for (var value = 1; !ended.IsCompleted && value < 200; value++)
        {
            Assert.Equal(204, await aas.StatusAsync("PATCH", $"/submodels/{AasClient.Id(id)}/submodel-elements/Group.Speed/$value", $"\"{value}\""));
            await Task.WhenAny(ended, Task.Delay(500));
        }

        var (code, text) = await ended;
        Assert.Equal(0, code);
        Assert.StartsWith($"aas/submodels/{AasClient.Id(id)}/Group/Speed {{\"event\":\"updated\",\"submodel\":\"{id}\",\"path\":\"Group.Speed\",", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_speaks_below_the_topics_of_shells()
    {
        var token = await mqtt.TokenAsync(Scopes.Read | Scopes.Write);
        var (_, own) = await mqtt.PublishAsync(token, "-V", "5", "-q", "1", "-t", "aas/assets/forged/n", "-m", "1");
        var (_, other) = await mqtt.PublishAsync(token, "-V", "5", "-q", "1", "-t", "aasx/pressed/n", "-m", "1");

        Assert.Contains("Not authorized", own, StringComparison.OrdinalIgnoreCase);
        Assert.Null(await mqtt.ReadAsync("aas/assets/forged/n"));
        Assert.Equal("", other);
        Assert.Equal((double[])[1], await mqtt.ReadAsync("aasx/pressed/n"));
    }

    [Fact]
    public async Task A_stream_tells_values_and_changes_and_what_was_missed()
    {
        await SendAsync("works/streamed/oil", 1);
        var asset = mqtt.Host.Services.GetRequiredService<AssetCatalog>().All.Single(a => a.Path == "works/streamed");
        AasClient aas = new(mqtt.Host.Local);
        var id = "urn:test:pushed:sse";
        string last;
        using (var all = await EventReader.OpenAsync(mqtt.Host.Local, "/api/twins/events"))
        {
            await all.UntilAsync(e => e.Word == "ready");
            Assert.Equal(201, await aas.StatusAsync("POST", "/submodels", Submodel(id)));
            var created = await all.UntilAsync(e => e.Word == "created" && e.Data.Contains(id, StringComparison.Ordinal));
            Assert.Contains("\"value\":{\"Group\":{\"Speed\":\"0\"}}", created.Data, StringComparison.Ordinal);
            last = created.Id;
        }

        Assert.Equal(204, await aas.StatusAsync("PATCH", $"/submodels/{AasClient.Id(id)}/submodel-elements/Group.Speed/$value", "\"5\""));
        Assert.Equal(204, await aas.StatusAsync("DELETE", $"/submodels/{AasClient.Id(id)}"));
        using var again = await EventReader.OpenAsync(mqtt.Host.Local, $"/api/twins/events?submodel={Uri.EscapeDataString(id)}", last);
        var updated = await again.UntilAsync(_ => true);
        var deleted = await again.UntilAsync(_ => true);
        Assert.Equal(("updated", "deleted"), (updated.Word, deleted.Word));
        Assert.Contains("\"path\":\"Group.Speed\"", updated.Data, StringComparison.Ordinal);
        Assert.Contains("\"value\":\"5\"", updated.Data, StringComparison.Ordinal);

        using var own = await EventReader.OpenAsync(mqtt.Host.Local, $"/api/twins/events?asset={asset.Id}&every=100", "other-1");
        Assert.Equal("reset", (await own.UntilAsync(_ => true)).Word);
        Assert.Contains("\"value\":1}", (await own.UntilAsync(e => e.Word == "value")).Data, StringComparison.Ordinal);
        await SendAsync("works/streamed/oil", 2);
        Assert.Contains("\"value\":2}", (await own.UntilAsync(e => e.Word == "value")).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_becomes_of_an_asset_is_told_of_its_shell()
    {
        var assets = mqtt.Host.Services.GetRequiredService<AssetCatalog>();
        using var all = await EventReader.OpenAsync(mqtt.Host.Local, "/api/twins/events");
        await all.UntilAsync(e => e.Word == "ready");
        var hall = (await assets.CreateAsync(null, "hall-shells", "area", null, default)).Value!;
        await all.UntilAsync(e => e.Word == "created" && e.Data.Contains($":shells/{hall.Id}\"", StringComparison.Ordinal));
        var token = await mqtt.TokenAsync(Scopes.Read);
        using var reader = mqtt.Start("mosquitto_sub", token, "-q", "1", "-C", "1", "-W", "60", "-v", "-t", "aas/assets/hall-shells/press-renamed");
        var ended = MqttHost.EndAsync(reader);

        var press = (await assets.CreateAsync(hall.Id, "press", "machine", null, default)).Value!;
        var shell = $":shells/{press.Id}\"";
        // the hall has got something below it, so its shell has got a structure
        var (isGrown, isMade) = (false, false);
        await all.UntilAsync(e =>
        {
            isGrown |= e.Word == "updated" && e.Data.Contains($":shells/{hall.Id}\"", StringComparison.Ordinal);
            isMade |= e.Word == "created" && e.Data.Contains(shell, StringComparison.Ordinal);
            return isGrown && isMade;
        });
        await assets.MoveAsync(press.Id, hall.Id, "press-renamed", default);
        var renamed = await all.UntilAsync(e => e.Word == "updated" && e.Data.Contains(shell, StringComparison.Ordinal));
        for (var i = 0; !ended.IsCompleted && i < 100; i++)
        {
            // the client of MQTT may have come after the first change
            await assets.ChangeAsync(press.Id, a => a with { Title = $"Press {i}" }, default);
            await Task.WhenAny(ended, Task.Delay(1_000));
        }

        await assets.DeleteAsync(press.Id, default);
        await all.UntilAsync(e => e.Word == "deleted" && e.Data.Contains(shell, StringComparison.Ordinal));
        Assert.DoesNotContain("submodel", renamed.Data, StringComparison.Ordinal);
        Assert.StartsWith("aas/assets/hall-shells/press-renamed {\"event\":\"updated\",\"shell\":\"urn:werkstrom:", (await ended).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_of_an_asset_tells_what_comes_below_it_and_not_what_comes_beside_it()
    {
        var assets = mqtt.Host.Services.GetRequiredService<AssetCatalog>();
        var (asked, other) = ((await assets.CreateAsync(null, "asked-hall", "area", null, default)).Value!, (await assets.CreateAsync(null, "other-hall", "area", null, default)).Value!);
        using var own = await EventReader.OpenAsync(mqtt.Host.Local, $"/api/twins/events?asset={asked.Id}");
        await own.UntilAsync(e => e.Word == "ready");

        await assets.CreateAsync(other.Id, "beside", "machine", null, default);
        var below = (await assets.CreateAsync(asked.Id, "below", "machine", null, default)).Value!;

        List<string> told = [];
        await own.UntilAsync(e =>
        {
            told.Add(e.Data);
            return e.Word == "created" && e.Data.Contains($":shells/{below.Id}\"", StringComparison.Ordinal);
        });
        Assert.All(told, t => Assert.True(t.Contains($":shells/{below.Id}\"", StringComparison.Ordinal) || t.Contains($":shells/{asked.Id}\"", StringComparison.Ordinal), t));
    }

    [Fact]
    public async Task A_stream_of_what_is_not_there_is_refused_by_name()
    {
        using var answer = await mqtt.Host.Local.GetAsync(new Uri("/api/twins/events?asset=99999&every=5", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("asset (99999)", text, StringComparison.Ordinal);
        Assert.Contains("every (5)", text, StringComparison.Ordinal);
    }

    async Task SendAsync(string path, double value)
    {
        var signal = (await mqtt.Host.Services.GetRequiredService<SignalCatalog>().EnsureAsync([new(path)], default))[0].Signal!;
        SampleBatch batch = new(1);
        batch.Add(signal.Id, Micros.Of(DateTimeOffset.UtcNow), value);
        await mqtt.Host.Services.GetRequiredService<ISampleSink>().WriteAsync(batch, default);
    }

    static string Submodel(string id) => $$"""
        {"modelType":"Submodel","id":"{{id}}","idShort":"Pushed","submodelElements":[{"modelType":"SubmodelElementCollection","idShort":"Group","value":[{"modelType":"Property","idShort":"Speed","valueType":"xs:string","value":"0"}]}]}
        """;

    /// <summary>Reads server-sent events as a browser does.</summary>
    sealed class EventReader(HttpResponseMessage answer, StreamReader lines) : IDisposable
    {
        public static async Task<EventReader> OpenAsync(HttpClient http, string address, string? since = null)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            if (since is not null)
                request.Headers.Add("Last-Event-ID", since);
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            return new(answer, new(await answer.Content.ReadAsStreamAsync()));
        }

        public async Task<(string Id, string Word, string Data)> UntilAsync(Func<(string Id, string Word, string Data), bool> wanted)
        {
            using CancellationTokenSource end = new(Patience);
            var (id, word, data) = ("", "", "");
            while (true)
            {
                var line = await lines.ReadLineAsync(end.Token) ?? throw new InvalidOperationException("The stream ended.");
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    id = line[4..];
                else if (line.StartsWith("event: ", StringComparison.Ordinal))
                    word = line[7..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                    data = line[6..];
                else if (line.Length == 0 && word.Length > 0 && wanted((id, word, data)))
                    return (id, word, data);
                else if (line.Length == 0)
                    (id, word, data) = ("", "", "");
            }
        }

        public void Dispose()
        {
            lines.Dispose();
            answer.Dispose();
        }
    }
}
