using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Connect.Mqtt;

/// <summary>Debian's mosquitto clients against the real host.</summary>
public sealed class MqttHostTests(MqttHost mqtt) : IClassFixture<MqttHost>
{
    [Theory]
    [InlineData("311", "1")]
    [InlineData("5", "2")]
    public async Task A_number_becomes_a_sample_of_the_signal_that_the_topic_names(string version, string qos)
    {
        var token = await mqtt.TokenAsync(Scopes.Write);
        var (code, text) = await mqtt.PublishAsync(token, "-V", version, "-q", qos, "-t", $"works/press{version}/oil_C", "-m", "71.5");

        Assert.True(code == 0, text);
        Assert.Equal((double[])[71.5], await mqtt.ReadAsync($"works/press{version}/oil_C"));
        Assert.True(Catalog.TryGet($"works/press{version}/oil_C", out var signal));
        Assert.Equal("Cel", signal.Unit);
    }

    [Fact]
    public async Task Lines_of_one_client_are_all_there()
    {
        var token = await mqtt.TokenAsync(Scopes.Write);
        using var process = mqtt.Start("mosquitto_pub", token, "-q", "1", "-l", "-t", "works/many/n");
        for (var n = 1; n <= 500; n++)
            await process.StandardInput.WriteLineAsync($"{n}");
        process.StandardInput.Close();
        var (code, text) = await MqttHost.EndAsync(process);

        Assert.True(code == 0, text);
        Assert.Equal(Enumerable.Range(1, 500).Select(n => (double)n), await mqtt.ReadAsync("works/many/n"));
    }

    [Fact]
    public async Task A_subscriber_gets_what_was_published()
    {
        var token = await mqtt.TokenAsync(Scopes.Read | Scopes.Write);
        Assert.Equal(0, (await mqtt.PublishAsync(token, "-r", "-q", "1", "-t", "works/kept/n", "-m", "7")).Code);
        using var reader = mqtt.Start("mosquitto_sub", token, "-C", "1", "-W", "30", "-v", "-t", "works/kept/#");

        Assert.Equal((0, "works/kept/n 7\n"), await MqttHost.EndAsync(reader));
    }

    [Fact]
    public async Task Without_a_token_or_with_a_wrong_one_nobody_comes_in()
    {
        Assert.Contains("not authorised", (await mqtt.PublishAsync("", "-t", "a/b", "-m", "1")).Text, StringComparison.Ordinal);
        Assert.Contains("bad user name or password", (await mqtt.PublishAsync("wst_wrong", "-t", "a/b", "-m", "1")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scopes_decide_who_publishes_and_who_subscribes()
    {
        var (reader, writer) = (await mqtt.TokenAsync(Scopes.Read), await mqtt.TokenAsync(Scopes.Write));
        Assert.Contains("Not authorized", (await mqtt.PublishAsync(reader, "-V", "5", "-q", "1", "-t", "a/denied", "-m", "1")).Text, StringComparison.Ordinal);
        Assert.Null(await mqtt.ReadAsync("a/denied"));
        using var subscribes = mqtt.Start("mosquitto_sub", writer, "-W", "30", "-t", "a/#");
        Assert.Contains("denied", (await MqttHost.EndAsync(subscribes)).Text, StringComparison.Ordinal);
        using var nobody = mqtt.Start("mosquitto_sub", reader, "-W", "30", "-t", "test/nosubscribe");
        Assert.Contains("denied", (await MqttHost.EndAsync(nobody)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_may_not_read_gets_nothing_of_the_session_of_one_that_may()
    {
        var (both, writer) = (await mqtt.TokenAsync(Scopes.Read | Scopes.Write), await mqtt.TokenAsync(Scopes.Write));
        string[] session = ["-c", "-i", "shared", "-q", "1", "-v"];
        using var subscribes = mqtt.Start("mosquitto_sub", both, [.. session, "-E", "-t", "secret/n"]);
        Assert.Equal(0, (await MqttHost.EndAsync(subscribes)).Code);
        Assert.Equal(0, (await mqtt.PublishAsync(both, "-q", "1", "-t", "secret/n", "-m", "1")).Code);

        using var other = mqtt.Start("mosquitto_sub", writer, [.. session, "-d", "-W", "30", "-t", "secret/n"]);
        var (_, text) = await MqttHost.EndAsync(other);
        Assert.Contains("CONNACK (0)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret/n 1", text, StringComparison.Ordinal);
        using var again = mqtt.Start("mosquitto_sub", both, [.. session, "-C", "1", "-W", "1", "-t", "secret/n"]);
        Assert.DoesNotContain("secret/n 1", (await MqttHost.EndAsync(again)).Text, StringComparison.Ordinal); // the session has begun anew
    }

    [Fact]
    public async Task A_key_of_an_asset_publishes_into_it_only_and_makes_it_online()
    {
        var assets = mqtt.Host.Services.GetRequiredService<AssetCatalog>();
        var hall = (await assets.CreateAsync(null, "hall", "", null, default)).Value!;
        var line = (await assets.CreateAsync(hall.Id, "line1", "", null, default)).Value!;
        var token = await mqtt.TokenAsync(Scopes.Write, line.Id, "line1");

        Assert.Contains("Not authorized", (await mqtt.PublishAsync(token, "-V", "5", "-q", "1", "-t", "hall/line10/n", "-m", "1")).Text, StringComparison.Ordinal);
        Assert.Equal(0, (await mqtt.PublishAsync(token, "-V", "5", "-q", "1", "-t", "hall/line1/n", "-m", "2")).Code);
        Assert.Null(await mqtt.ReadAsync("hall/line10/n"));
        Assert.Equal((double[])[2], await mqtt.ReadAsync("hall/line1/n"));

        var states = mqtt.Host.Services.GetRequiredService<IAssetState>();
        using var stays = mqtt.Start("mosquitto_pub", token, "-l", "-q", "1", "-t", "hall/line1/n");
        await UntilAsync(() => states.Of(line.Id).IsOnline == true);
        stays.StandardInput.Close();
        await MqttHost.EndAsync(stays);
        await UntilAsync(() => states.Of(line.Id).IsOnline == false);
    }

    [Fact]
    public async Task What_cannot_be_read_is_kept_with_its_reason_and_goes_to_subscribers_all_the_same()
    {
        var token = await mqtt.TokenAsync(Scopes.Read | Scopes.Write, name: "gateway");
        Assert.Equal(0, (await mqtt.PublishAsync(token, "-r", "-q", "1", "-t", "works/odd/state", "-m", "läuft")).Code);
        using var reader = mqtt.Start("mosquitto_sub", token, "-C", "1", "-W", "30", "-t", "works/odd/state");
        Assert.Equal((0, "läuft\n"), await MqttHost.EndAsync(reader));

        JsonElement letter = default;
        await UntilAsync(async () => (letter = (await mqtt.Host.Local.GetFromJsonAsync<JsonElement>("api/connect/dead-letters?source=gateway@127.0.0.1"))).GetArrayLength() == 1);
        Assert.Equal("läuft", letter[0].GetProperty("raw").GetString());
        Assert.Equal(("mqtt", "syntax", "works/odd/state"), (
            letter[0].GetProperty("kind").GetString(), letter[0].GetProperty("reason").GetString(), letter[0].GetProperty("topic").GetString()));
        using HttpRequestMessage german = new(HttpMethod.Get, "missing?source=gateway@127.0.0.1") { Headers = { { "Accept-Language", "de" }, { "Accept", "text/html" } } };
        using var answer = await mqtt.Host.Local.SendAsync(german);
        var page = System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("Regel für works/odd/state", page, StringComparison.Ordinal);
        Assert.Contains("legen Sie eine Regel für das Topic an", page, StringComparison.Ordinal);
        Assert.DoesNotContain("messung,tag=wert", page, StringComparison.Ordinal);
        var sources = await mqtt.Host.Local.GetFromJsonAsync<JsonElement>("api/connect/sources");
        Assert.Contains(sources.EnumerateArray(), s => s.GetProperty("source").GetString() == "gateway@127.0.0.1" && s.GetProperty("rejected").GetInt64() == 1);
    }

    [Fact]
    public async Task Figures_are_counted_and_the_web_address_speaks_mqtt()
    {
        Assert.Equal(0, (await mqtt.PublishAsync(await mqtt.TokenAsync(Scopes.Write), "-q", "1", "-t", "works/figures/n", "-m", "1")).Code);
        var text = await mqtt.Host.Local.GetStringAsync("metrics");
        Assert.Contains("mqtt_connections", text, StringComparison.Ordinal);
        Assert.Contains("mqtt_messages_in", text, StringComparison.Ordinal);
        using var plain = mqtt.Host.Anonymous();
        Assert.Equal(HttpStatusCode.BadRequest, (await plain.GetAsync("mqtt")).StatusCode); // no WebSocket
    }

    SignalCatalog Catalog => mqtt.Host.Services.GetRequiredService<SignalCatalog>();
}
