using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Connect.Mqtt.Online;

/// <summary>Debian's mosquitto clients against the real host: wills, and what is retained over a restart.</summary>
public sealed class OnlineHostTests
{
    [Fact]
    public async Task The_will_of_a_client_that_is_lost_makes_its_asset_offline()
    {
        MqttHost mqtt = new();
        await mqtt.InitializeAsync();
        await using var host = new Ends(mqtt);
        var token = await mqtt.TokenAsync(Scopes.Read | Scopes.Write);
        Assert.Equal(0, (await mqtt.PublishAsync(token, "-q", "1", "-t", "works/robot/status", "-m", "online")).Code);
        Assert.True(Declared(mqtt, "works/robot"));

        using var stays = mqtt.Start("mosquitto_pub", token, "-l", "-t", "works/robot/n", "--will-topic", "works/robot/status", "--will-payload", "offline", "--will-qos", "1");
        await stays.StandardInput.WriteLineAsync("5");
        await stays.StandardInput.FlushAsync();
        await UntilAsync(() => mqtt.Host.Services.GetRequiredService<SignalCatalog>().TryGet("works/robot/n", out _));
        stays.Kill();
        await stays.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

        await UntilAsync(() => Declared(mqtt, "works/robot") == false);
        Assert.Equal((double[])[0, 1], await mqtt.ReadAsync("works/robot/status"));
    }

    [Fact]
    public async Task After_a_restart_what_is_retained_holds()
    {
        MqttHost mqtt = new();
        await mqtt.InitializeAsync();
        await using var host = new Ends(mqtt);
        var token = await mqtt.TokenAsync(Scopes.Read | Scopes.Write);
        const string Config = """{"stat_t":"shelly/power","avty_t":"shelly/online","unit_of_meas":"W","name":"Leistung","dev":{"ids":"s1","name":"Halle Steckdose"}}""";
        foreach (var (topic, payload) in ((string, string)[])[("shelly/online", "offline"), ("homeassistant/sensor/s1/power/config", Config), ("works/saw/status", "online")])
            Assert.Equal(0, (await mqtt.PublishAsync(token, "-r", "-q", "1", "-t", topic, "-m", payload)).Code);
        Assert.Equal(0, (await mqtt.PublishAsync(token, "-q", "1", "-t", "shelly/power", "-m", "12.5")).Code);
        Assert.Equal((double[])[12.5], await mqtt.ReadAsync("homeassistant/s1/power"));

        // that it is off line was said before it was announced
        await UntilAsync(() => Declared(mqtt, "homeassistant/s1") == false && Signal(mqtt)?.Title == "Leistung" && Asset(mqtt)?.Title == "Halle Steckdose");

        await mqtt.Host.RestartAsync();
        Assert.Equal((false, true), (Declared(mqtt, "homeassistant/s1"), Declared(mqtt, "works/saw")));
        Assert.Equal(0, (await mqtt.PublishAsync(token, "-q", "1", "-t", "shelly/power", "-m", "13.5")).Code);
        Assert.Equal((double[])[12.5, 13.5], await mqtt.ReadAsync("homeassistant/s1/power"));

        Assert.Equal(0, (await mqtt.PublishAsync(token, "-r", "-n", "-q", "1", "-t", "homeassistant/sensor/s1/power/config")).Code);
        Assert.Equal(0, (await mqtt.PublishAsync(token, "-q", "1", "-t", "shelly/power", "-m", "14.5")).Code);
        Assert.Equal((double[])[14.5], await mqtt.ReadAsync("shelly/power"));
    }

    [Fact]
    public async Task After_a_restart_what_said_that_it_is_offline_still_is_and_what_was_said_last_counts()
    {
        MqttHost mqtt = new();
        await mqtt.InitializeAsync();
        await using var host = new Ends(mqtt);
        var token = await mqtt.TokenAsync(Scopes.Read | Scopes.Write);
        await SayAsync(mqtt, token, "works/press4/status", "online", "-r");
        await SayAsync(mqtt, token, "works/press4/n", "5");
        await SayAsync(mqtt, token, "works/press4/status", "{\"state\":\"offline\"}"); // not retained
        await SayAsync(mqtt, token, "works/press5/status", "offline");
        await SayAsync(mqtt, token, "works/press5/status", "online"); // not retained: its connection ends with the server
        Assert.Equal((false, true), (Declared(mqtt, "works/press4"), Declared(mqtt, "works/press5")));

        await mqtt.Host.RestartAsync();
        Assert.Equal((false, null), (Declared(mqtt, "works/press4"), Declared(mqtt, "works/press5")));
        Assert.Equal((false, null), (await IsOnlineAsync(mqtt, "works/press4"), await IsOnlineAsync(mqtt, "works/press5")));

        await SayAsync(mqtt, token, "works/press4/status", "online", "-r");
        await mqtt.Host.RestartAsync();
        Assert.True(await IsOnlineAsync(mqtt, "works/press4"));
    }

    static async Task SayAsync(MqttHost mqtt, string token, string topic, string payload, params string[] more) =>
        Assert.Equal(0, (await mqtt.PublishAsync(token, ["-q", "1", "-t", topic, "-m", payload, .. more])).Code);

    static async Task<bool?> IsOnlineAsync(MqttHost mqtt, string path)
    {
        Assert.True(mqtt.Host.Services.GetRequiredService<AssetCatalog>().TryGet(path, out var asset));
        using var answer = JsonDocument.Parse(await mqtt.Host.Local.GetStringAsync($"api/assets/{asset.Id}"));
        var isOnline = answer.RootElement.GetProperty("asset").GetProperty("isOnline");
        return isOnline.ValueKind == JsonValueKind.Null ? null : isOnline.GetBoolean();
    }

    static Signal? Signal(MqttHost mqtt) =>
        mqtt.Host.Services.GetRequiredService<SignalCatalog>().TryGet("homeassistant/s1/power", out var signal) ? signal : null;

    static Asset? Asset(MqttHost mqtt) =>
        mqtt.Host.Services.GetRequiredService<AssetCatalog>().TryGet("homeassistant/s1", out var asset) ? asset : null;

    static bool? Declared(MqttHost mqtt, string path) => mqtt.Host.Services.GetRequiredService<AssetCatalog>().TryGet(path, out var asset)
        ? mqtt.Host.Services.GetRequiredService<IAssetState>().Of(asset.Id).Declared
        : null;

    sealed class Ends(MqttHost mqtt) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await mqtt.DisposeAsync();
    }
}
