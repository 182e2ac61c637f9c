using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.People;
using Werkstrom.Tests.Setup;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Connect.Mqtt;

/// <summary>Rules and limits of single keys, and the page of clients, with mosquitto's clients against the real host.</summary>
public sealed class MqttAccessTests(MqttHost mqtt) : IClassFixture<MqttHost>
{
    [Fact]
    public async Task Rules_of_a_key_are_kept_and_a_denied_publish_is_noted()
    {
        var key = await KeyAsync(new { name = "ruled", scopes = "read,write", topics = "allow publish works/ruled/#\nallow subscribe cmd/%c/#" });

        Assert.Equal(0, (await mqtt.PublishAsync(key, "-V", "5", "-q", "1", "-t", "works/ruled/n", "-m", "1")).Code);
        Assert.Contains("Not authorized", (await mqtt.PublishAsync(key, "-V", "5", "-q", "1", "-t", "works/other/n", "-m", "1")).Text, StringComparison.Ordinal);
        Assert.Equal(0, (await mqtt.PublishAsync(key, "-V", "311", "-q", "1", "-t", "works/third/n", "-m", "1")).Code); // 3.1.1 cannot say no
        Assert.Null(await mqtt.ReadAsync("works/third/n"));
        JsonElement letters = default;
        await UntilAsync(async () => (letters = await mqtt.Host.Local.GetFromJsonAsync<JsonElement>("api/connect/dead-letters?source=ruled@127.0.0.1")).GetArrayLength() == 2);
        Assert.Equal("die Regeln für den Schlüssel dieses Senders erlauben nicht, unter works/third/n zu senden", letters[0].GetProperty("detail").GetString());

        using var denied = mqtt.Start("mosquitto_sub", key, "-i", "d1", "-W", "30", "-t", "cmd/d2/#");
        Assert.Contains("denied", (await MqttHost.EndAsync(denied)).Text, StringComparison.Ordinal);
        using var five = mqtt.Start("mosquitto_sub", key, "-V", "5", "-i", "d1", "-d", "-W", "30", "-t", "#");
        Assert.Contains("128", (await MqttHost.EndAsync(five)).Text, StringComparison.Ordinal);
        using var allowed = mqtt.Start("mosquitto_sub", key, "-i", "d1", "-d", "-W", "1", "-t", "cmd/d1/+");
        Assert.Contains("Subscribed (mid: 1): 0", (await MqttHost.EndAsync(allowed)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_of_a_key_are_said_at_once()
    {
        using var answer = await mqtt.Host.Local.PostAsJsonAsync(
            "api/setup/tokens", new { name = "bad", scopes = "write", topics = "allow a/#/b", certificate = "abc", limits = new { speed = 1, subscriptions = -1 } });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal("'a/#/b' in 'allow a/#/b' is no filter: # stands alone at the end, + alone in its level.", errors.GetProperty("topics")[0].GetString());
        Assert.StartsWith("A certificate is given as PEM", errors.GetProperty("certificate")[0].GetString(), StringComparison.Ordinal);
        Assert.StartsWith("'speed' is no limit.", errors.GetProperty("limits")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("subscriptions is -1; it lies between 0 and 1000000.", errors.GetProperty("limits")[1].GetString());
    }

    [Fact]
    public async Task A_key_of_an_asset_may_subscribe_only_with_a_rule()
    {
        using var answer = await mqtt.Host.Local.PostAsJsonAsync("api/setup/tokens", new { name = "bound", scopes = "read,write", assetId = 1, topics = "allow publish a" });

        Assert.Contains("may read only what a rule names", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_floods_is_slowed_and_named_on_the_page_and_in_an_event_that_ends()
    {
        var key = await KeyAsync(new { name = "flooder", scopes = "write", limits = new { messagesPerSecond = 20 } });
        using var process = mqtt.Start("mosquitto_pub", key, "-i", "presse-flut", "-q", "0", "-l", "-t", "works/flood/n");
        for (var n = 0; n < 200; n++)
            await process.StandardInput.WriteLineAsync($"{n}");
        await process.StandardInput.FlushAsync();

        JsonElement client = default;
        await UntilAsync(async () => (client = await ClientAsync("presse-flut")) is { ValueKind: JsonValueKind.Object } && client.GetProperty("isFlooding").GetBoolean());
        Assert.Equal((20, "flooder", "127.0.0.1"), (client.GetProperty("limits").GetProperty("messagesPerSecond").GetInt32(), client.GetProperty("source").GetString(), client.GetProperty("address").GetString()));
        var page = WebUtility.HtmlDecode(await mqtt.Host.Local.GetStringAsync("setup/mqtt?search=presse-flut"));
        Assert.Contains("presse-flut. Andere sind nicht betroffen.", page, StringComparison.Ordinal);
        Assert.Contains("Nachrichten je Sekunde vom Client: 20", page, StringComparison.Ordinal);
        PlantEvent? noted = null;
        await UntilAsync(async () => (noted = await EventAsync("presse-flut")) is not null);
        Assert.Equal(("An MQTT client sends more than it may and is slowed: presse-flut (flooder@127.0.0.1)", true), (noted!.Text, noted.IsOpen));
        Assert.Contains(
            "Ein MQTT-Client sendet mehr, als er darf, und wird gebremst: presse-flut (flooder@127.0.0.1)",
            await GermanAsync($"api/events?from={noted.From.AddMinutes(-1):yyyy-MM-ddTHH:mm:ssZ}&to={noted.From.AddMinutes(5):yyyy-MM-ddTHH:mm:ssZ}"), StringComparison.Ordinal);

        process.StandardInput.Close();
        await MqttHost.EndAsync(process);
        await UntilAsync(async () => await EventAsync("presse-flut") is { IsOpen: false });
    }

    [Fact]
    public async Task Limits_of_a_key_hold_for_its_clients()
    {
        var key = await KeyAsync(new { name = "small", scopes = "read,write", limits = new { maximumPacketSize = 300, subscriptions = 1, queuedBytes = 1024 } });
        using var two = mqtt.Start("mosquitto_sub", key, "-V", "5", "-i", "two", "-d", "-W", "1", "-t", "small/a", "-t", "small/b");
        Assert.Contains("Subscribed (mid: 1): 0, 151", (await MqttHost.EndAsync(two)).Text, StringComparison.Ordinal); // 0x97, quota exceeded
        await mqtt.PublishAsync(key, "-V", "5", "-q", "1", "-t", "small/n", "-m", new string('1', 400));
        Assert.Null(await mqtt.ReadAsync("small/n"));

        using (var begins = mqtt.Start("mosquitto_sub", key, "-i", "keeps", "-c", "-q", "1", "-E", "-t", "small/q"))
            Assert.Equal(0, (await MqttHost.EndAsync(begins)).Code);
        var other = await KeyAsync(new { name = "other", scopes = "write" });
        for (var n = 0; n < 5; n++)
            Assert.Equal(0, (await mqtt.PublishAsync(other, "-q", "1", "-t", "small/q", "-m", new string('x', 400))).Code);
        var client = await ClientAsync("keeps");
        Assert.False(client.GetProperty("isConnected").GetBoolean());
        Assert.InRange(client.GetProperty("queuedBytes").GetInt64(), 400, 1024);
        Assert.Equal(5, client.GetProperty("queued").GetInt32() + client.GetProperty("dropped").GetInt32());
        Assert.Contains("keeps", await mqtt.Host.Local.GetStringAsync("setup/mqtt?search=keeps"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_is_disconnected_by_hand_and_that_is_in_the_audit()
    {
        var key = await KeyAsync(new { name = "stays", scopes = "write" });
        using var process = mqtt.Start("mosquitto_pub", key, "-V", "5", "-i", "by/hand", "-l", "-t", "works/stays");
        await UntilAsync(async () => (await ClientAsync("by/hand")) is { ValueKind: JsonValueKind.Object });
        Assert.Contains("/setup/mqtt/disconnect?client=by%2Fhand", await mqtt.Host.Local.GetStringAsync("setup/mqtt"), StringComparison.Ordinal);

        using var ended = await mqtt.Host.Local.PostAsJsonAsync("api/connect/mqtt/disconnect", new { clientId = "by/hand" });
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Contains("mqtt.disconnect", await mqtt.Host.Local.GetStringAsync("api/setup/audit"), StringComparison.Ordinal);
        using var nobody = await mqtt.Host.Local.PostAsJsonAsync("api/connect/mqtt/disconnect", new { clientId = "nobody" });
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        process.StandardInput.Close();
        await MqttHost.EndAsync(process);
    }

    [Fact]
    public async Task The_page_makes_a_key_with_rules_and_limits_and_says_all_that_is_wrong_in_the_readers_language()
    {
        var mail = $"{Guid.NewGuid():n}@werk.example";
        await mqtt.Host.Services.GetRequiredService<Accounts>().AddAsync(new("Admin", mail, Role.Admin, Password: "langes-Kennwort-17", MustChangePassword: false), default);
        using Browser browser = new(mqtt.Host.Address);
        using (var signedIn = await browser.LogInAsync(mail, "langes-Kennwort-17"))
            Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);

        using var bad = await browser.SendAsync(
            "/setup/tokens", "token", ("Name", "page"), ("Scope", "read,write"), ("Asset", "no/where"), ("Topics", "permit x\r\nallow a/#"), ("Limits[subscriptions]", "-1"));
        var said = WebUtility.HtmlDecode(await bad.Content.ReadAsStringAsync());
        Assert.Contains("There is no asset \"no/where\".", said, StringComparison.Ordinal);
        Assert.Contains("\"permit x\" is no rule", said, StringComparison.Ordinal);
        Assert.Contains("Subscriptions: a whole number from 0 to 1000000.", said, StringComparison.Ordinal);
        using var german = new HttpRequestMessage(HttpMethod.Get, "/setup/tokens") { Headers = { { "Accept-Language", "de" } } };
        using var words = await browser.Http.SendAsync(german);
        Assert.Contains("Für ein Gerät: Anlage, Zertifikat, Topics, Grenzen", WebUtility.HtmlDecode(await words.Content.ReadAsStringAsync()), StringComparison.Ordinal);

        using var good = await browser.SendAsync(
            "/setup/tokens", "token", ("Name", "page"), ("Scope", "write"), ("Topics", "allow publish page/#\r\n"), ("Limits[subscriptions]", ""), ("Limits[inFlight]", "7"));
        Assert.Equal(HttpStatusCode.Redirect, good.StatusCode);
        var tokens = await mqtt.Host.Local.GetFromJsonAsync<JsonElement>("api/setup/tokens");
        Assert.Equal(("page", "allow publish page/#", 7), (tokens[0].GetProperty("name").GetString(), tokens[0].GetProperty("topics").GetString(), tokens[0].GetProperty("limits").GetProperty("inFlight").GetInt32()));
    }

    [Fact]
    public async Task The_status_says_how_many_are_connected_and_where_it_listens()
    {
        var status = (await mqtt.Host.Local.GetFromJsonAsync<JsonElement>("api/setup/status")).GetProperty("parts").GetProperty("mqtt");
        Assert.Equal(mqtt.Port, status.GetProperty("listening").GetProperty("tcp").GetInt32());
        Assert.True(status.GetProperty("connections").GetInt32() >= 0);
        Assert.Contains($"Port {mqtt.Port} ohne TLS, nur auf diesem Rechner", WebUtility.HtmlDecode(await mqtt.Host.Local.GetStringAsync("setup/status")), StringComparison.Ordinal);
    }

    async Task<string> KeyAsync(object wanted)
    {
        using var answer = await mqtt.Host.Local.PostAsJsonAsync("api/setup/tokens", wanted);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
    }

    async Task<JsonElement> ClientAsync(string id) =>
        (await mqtt.Host.Local.GetFromJsonAsync<JsonElement>($"api/connect/mqtt/clients?search={Uri.EscapeDataString(id)}")).EnumerateArray()
        .FirstOrDefault(client => client.GetProperty("clientId").GetString() == id);

    async Task<PlantEvent?> EventAsync(string about)
    {
        var now = DateTimeOffset.UtcNow;
        return (await mqtt.Host.Services.GetRequiredService<IEvents>().ListAsync(null, now.AddHours(-1), now.AddHours(1), 100, default))
            .FirstOrDefault(noted => noted.Kind == "mqtt.flood" && noted.Text.Contains(about, StringComparison.Ordinal));
    }

    async Task<string> GermanAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Language", "de" } } };
        using var answer = await mqtt.Host.Local.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}
