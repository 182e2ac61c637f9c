using System.Text;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Server;

/// <summary>Sections 3.1.2.5 and 3.1.3.2.</summary>
public sealed class WillTests
{
    [Theory(DisplayName = "[MQTT-3.1.2-8, -10, 3.14.4-3] the will is published when the connection is lost or 0x04 asks for it, not after a normal DISCONNECT")]
    [InlineData("", true)]
    [InlineData("E0 01 04", true)]
    [InlineData("C1 00", true)]
    [InlineData("E0 00", false)]
    public async Task Published(string last, bool published)
    {
        await using var broker = await TestBroker.StartAsync();
        using var watcher = await WatchAsync(broker);
        var client = await ConnectAsync(broker, "", "18 00 00 00 00", delayLength: 5);

        await client.SendAsync(last);
        if (last.Length == 0)
            client.Crash();
        else
            await Waiting.UntilAsync(() => broker.Watcher.Lines.Any(l => l.StartsWith("disconnected c ", StringComparison.Ordinal)));

        if (published)
            await watcher.ExpectAsync("30 08 00 01 'w' 00 'gone'");
        await watcher.ExpectQuietAsync();
    }

    [Fact(DisplayName = "3.1.1: the will after a lost connection, retained")]
    public async Task Published_in_3_1_1()
    {
        await using var broker = await TestBroker.StartAsync();
        using var watcher = await WatchAsync(broker);
        var client = await broker.OpenAsync();
        await client.SendAsync("10 * 00 04 'MQTT' 04 26 00 00 00 01 'c' 00 01 'w' 00 04 'gone'");
        await client.ExpectAsync("20 02 00 00");

        client.Crash();

        await watcher.ExpectAsync("30 08 00 01 'w' 00 'gone'");
        Assert.Equal(1, broker.Server.RetainedCount);
    }

    [Theory(DisplayName = "[MQTT-3.1.3-9] the will waits for the lower of its delay and the session's expiry")]
    [InlineData("11 00 00 00 0A", "18 00 00 00 04", 4)]
    [InlineData("11 00 00 00 03", "18 00 00 00 09", 3)]
    public async Task Delay(string expiry, string delay, int seconds)
    {
        await using var broker = await TestBroker.StartAsync();
        using var watcher = await WatchAsync(broker);
        var client = await ConnectAsync(broker, expiry, delay, delayLength: 5);

        client.Crash();
        await Waiting.UntilAsync(() => broker.Watcher.Lines.Any(l => l.StartsWith("disconnected c ", StringComparison.Ordinal)));
        broker.Clock.Advance(seconds - 0.5);
        await watcher.ExpectQuietAsync();
        broker.Clock.Advance(0.5);

        await watcher.ExpectAsync("30 08 00 01 'w' 00 'gone'");
    }

    [Fact(DisplayName = "[MQTT-3.1.3-9] a client that is back before the delay is over has no will published")]
    public async Task Back_in_time()
    {
        await using var broker = await TestBroker.StartAsync();
        using var watcher = await WatchAsync(broker);
        var client = await ConnectAsync(broker, "11 00 00 00 0A", "18 00 00 00 04", delayLength: 5);
        client.Crash();
        await Waiting.UntilAsync(() => broker.Watcher.Lines.Any(l => l.StartsWith("disconnected c ", StringComparison.Ordinal)));

        using var again = await broker.OpenAsync();
        await again.ConnectAsync("c", "11 00 00 00 0A", clean: false, keepAlive: 0, present: true);
        broker.Clock.Advance(20);

        await watcher.ExpectQuietAsync();
    }

    [Theory(DisplayName = "take-over: a clean start ends the session, so the will is published whatever its delay; otherwise only one without delay is")]
    [InlineData(true, "18 00 00 00 04", true)]
    [InlineData(false, "18 00 00 00 04", false)]
    [InlineData(false, "18 00 00 00 00", true)]
    public async Task Taken_over(bool clean, string delay, bool published)
    {
        await using var broker = await TestBroker.StartAsync();
        using var watcher = await WatchAsync(broker);
        using var client = await ConnectAsync(broker, "11 00 00 00 0A", delay, delayLength: 5);

        using var again = await broker.OpenAsync();
        await again.ConnectAsync("c", "11 00 00 00 0A", clean, keepAlive: 0, present: !clean);

        if (published)
            await watcher.ExpectAsync("30 08 00 01 'w' 00 'gone'");
        await watcher.ExpectQuietAsync();
    }

    [Fact(DisplayName = "the properties of the will come with it, without its delay")]
    public async Task Properties()
    {
        await using var broker = await TestBroker.StartAsync();
        using var watcher = await WatchAsync(broker);
        var client = await ConnectAsync(broker, "", "26 00 01 'k' 00 01 'v' 18 00 00 00 00 03 00 01 'j'", delayLength: 16);

        client.Crash();

        await watcher.ExpectAsync("30 13 00 01 'w' 0B 26 00 01 'k' 00 01 'v' 03 00 01 'j' 'gone'");
    }

    [Fact(DisplayName = "the intake gets the will like a message of its client, and its refusal does not keep it from subscribers [MQTT-3.1.2-8]")]
    public async Task Taken_in()
    {
        HeldIntake intake = new();
        await using var broker = await TestBroker.StartAsync(
            intake: intake, authority: new TestAuthority { Admit = candidate => MqttAdmission.Granted($"key of {candidate.ClientId}") });
        using var watcher = await WatchAsync(broker);
        var client = await ConnectAsync(broker, "", "26 00 01 'k' 00 01 'v'", delayLength: 7);

        client.Crash();

        var batch = await intake.BatchAsync(0);
        var will = batch[0];
        Assert.Equal((1, "c", "key of c"), (batch.Count, batch.Client.ClientId, batch.Client.Identity));
        Assert.Equal(("w", "gone", MqttQos.AtMostOnce), (will.Topic.Name, Encoding.UTF8.GetString(will.Payload.Span), will.Qos));
        Assert.Equal(new("k", "v"), Assert.Single(will.Properties.UserProperties));
        intake.Release(0, MqttReason.NotAuthorized);
        await watcher.ExpectAsync("30 0F 00 01 'w' 07 26 00 01 'k' 00 01 'v' 'gone'");
    }

    [Fact(DisplayName = "a will of an earlier run reaches the intake without identity")]
    public async Task Taken_in_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        HeldIntake intake = new();
        await using (var broker = await TestBroker.StartAsync(o => o.Folder = folder))
        {
            using var client = await ConnectAsync(broker, "11 00 00 00 0A", "18 00 00 00 04", delayLength: 5);
            await broker.DisposeAsync();
        }

        await using var again = await TestBroker.StartAsync(o => o.Folder = folder, intake: intake);
        again.Clock.Advance(20);

        var batch = await intake.BatchAsync(0);
        Assert.Equal(("c", null, "w"), (batch.Client.ClientId, batch.Client.Identity, batch[0].Topic.Name));
        intake.Release(0, MqttReason.Success);
    }

    [Fact(DisplayName = "retained messages can be asked for by filter")]
    public async Task Asked_for()
    {
        await using var broker = await TestBroker.StartAsync();
        await broker.Server.PublishAsync("a/b", "1"u8.ToArray(), MqttQos.AtLeastOnce, true, default);
        await broker.Server.PublishAsync("a/c/d", "2"u8.ToArray(), MqttQos.AtLeastOnce, true, default);
        await broker.Server.PublishAsync("b", "3"u8.ToArray(), MqttQos.AtLeastOnce, true, default);

        Assert.Equal(["a/b=1", "a/c/d=2"], broker.Server.Retains("a/#").Select(m => $"{m.Topic}={Encoding.UTF8.GetString(m.Payload.Span)}").Order());
        Assert.Equal(["a/b"], broker.Server.Retains("a/+").Select(m => m.Topic));
    }

    [Fact(DisplayName = "a will of a denied topic refuses the connection")]
    public async Task Denied()
    {
        await using var broker = await TestBroker.StartAsync(authority: new TestAuthority { Denied = ["w"] });
        using var client = await broker.OpenAsync();

        await client.SendAsync("10 * 00 04 'MQTT' 05 06 00 00 00 00 01 'c' 00 00 01 'w' 00 04 'gone'");

        await client.ExpectAsync("20 03 00 87 00");
        await client.ExpectEndAsync();
    }

    static async Task<RawClient> WatchAsync(TestBroker broker)
    {
        var watcher = await broker.ConnectAsync("watcher");
        await watcher.SendAsync("82 07 00 01 00 00 01 'w' 00");
        await watcher.ExpectAsync("90 04 00 01 00 00");
        return watcher;
    }

    static async Task<RawClient> ConnectAsync(TestBroker broker, string properties, string willProperties, int delayLength)
    {
        var client = await broker.OpenAsync();
        var size = Packets.Hex.Bytes(properties).Length;
        await client.SendAsync($"10 * 00 04 'MQTT' 05 06 00 00 {size:X2} {properties} 00 01 'c' {delayLength:X2} {willProperties} 00 01 'w' 00 04 'gone'");
        await client.ExpectAsync("20 0E 00 00 0B 21 03 E8 27 00 10 00 00 22 00 40");
        return client;
    }
}
