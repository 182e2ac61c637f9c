using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Server;

/// <summary>Sections 3.8 to 3.11, 4.7 and 4.8, and retained messages (3.3.1.3).</summary>
public sealed class SubscribeTests
{
    [Fact(DisplayName = "[MQTT-3.8.4-1, -5, -6, -7] each filter of a SUBSCRIBE has its answer, in order")]
    public async Task One_answer_for_each_filter()
    {
        await using var broker = await TestBroker.StartAsync(authority: new TestAuthority { Denied = ["test/nosubscribe"] });
        using var v5 = await broker.ConnectAsync("five");
        using var v3 = await broker.ConnectOldAsync("three");

        await v5.SendAsync("82 * 00 07 00 00 01 'a' 00 00 10 'test/nosubscribe' 02 00 01 'b' 01 00 01 'c' 02");
        await v3.SendAsync("82 * 00 08 00 01 'a' 00 00 10 'test/nosubscribe' 02 00 01 'b' 01");

        await v5.ExpectAsync("90 07 00 07 00 00 80 01 02");
        await v3.ExpectAsync("90 05 00 08 00 80 01");
        Assert.Contains("denied five test/nosubscribe False", broker.Watcher.Lines);
    }

    [Fact(DisplayName = "a denied subscription may be answered with 0x87; MQTT 3.1.1 knows only 0x80")]
    public async Task Denied_with_0x87()
    {
        await using var broker = await TestBroker.StartAsync(o => o.DeniedSubscription = MqttReason.NotAuthorized, new TestAuthority { Denied = ["n"] });
        using var v5 = await broker.ConnectAsync("five");
        using var v3 = await broker.ConnectOldAsync("three");

        await v5.SendAsync("82 07 00 07 00 00 01 'n' 00");
        await v3.SendAsync("82 * 00 08 00 0A '$share/g/n' 00");

        await v5.ExpectAsync("90 04 00 07 00 87");
        await v3.ExpectAsync("90 03 00 08 80");
    }

    [Fact(DisplayName = "[MQTT-3.3.4-2..5] subscriptions that overlap: one message, the highest QoS, all identifiers")]
    public async Task Overlap()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync();
        await client.SendAsync("82 09 00 01 02 0B 05 00 01 '#' 02 82 09 00 02 02 0B 06 00 01 'a' 01 82 07 00 03 00 00 01 '+' 00");
        await client.ExpectAsync("90 04 00 01 00 02 90 04 00 02 00 01 90 04 00 03 00 00");

        await client.SendAsync("30 05 00 01 'a' 00 'x'");
        var packet = await client.ReceivePacketAsync();

        Assert.Contains(Convert.ToHexString(packet), (string[])["3009000161040B050B0678", "3009000161040B060B0578"]);
        await client.ExpectQuietAsync();
    }

    [Fact(DisplayName = "3.1.1 [MQTT-3.3.5-1] subscriptions that overlap: the highest QoS, once")]
    public async Task Overlap_in_3_1_1()
    {
        await using var broker = await TestBroker.StartAsync();
        using var reader = await broker.ConnectOldAsync("reader");
        using var writer = await broker.ConnectAsync("writer");
        await reader.SendAsync("82 * 00 01 00 08 'TopicA/#' 02 00 08 'TopicA/+' 01");
        await reader.ExpectAsync("90 04 00 01 02 01");

        await writer.SendAsync("34 * 00 08 'TopicA/C' 00 01 00 'x'");

        await reader.ExpectAsync("34 * 00 08 'TopicA/C' 00 02 'x'");
        await reader.ExpectQuietAsync();
    }

    [Fact(DisplayName = "[MQTT-3.8.4-3] the same filter again replaces the subscription and its identifier")]
    public async Task Replaced()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync();
        await client.SendAsync("82 09 00 01 02 0B 05 00 01 'a' 00 82 09 00 02 02 0B 06 00 01 'a' 01");
        await client.ExpectAsync("90 04 00 01 00 00 90 04 00 02 00 01");

        await client.SendAsync("30 05 00 01 'a' 00 'x'");

        await client.ExpectAsync("30 07 00 01 'a' 02 0B 06 'x'");
        await client.ExpectQuietAsync();
    }

    [Fact(DisplayName = "[MQTT-3.10.4-1..6] UNSUBSCRIBE takes the filter away and says whether there was one")]
    public async Task Unsubscribe()
    {
        await using var broker = await TestBroker.StartAsync();
        using var v5 = await broker.ConnectAsync("five");
        using var v3 = await broker.ConnectOldAsync("three");
        await v5.SendAsync("82 07 00 01 00 00 01 'a' 00");
        await v5.ExpectAsync("90 04 00 01 00 00");

        await v5.SendAsync("A2 09 00 02 00 00 01 'a' 00 01 'b'");
        await v5.ExpectAsync("B0 05 00 02 00 00 11");
        await v3.SendAsync("A2 05 00 03 00 01 'a' 32 06 00 01 'a' 00 01 'x'");

        await v3.ExpectAsync("B0 02 00 03 40 02 00 01");
        await v5.ExpectQuietAsync();
    }

    [Fact(DisplayName = "[MQTT-3.8.3-3] no-local: not what the client itself publishes")]
    public async Task No_local()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync();
        using var other = await broker.ConnectAsync("other");
        await client.SendAsync("82 07 00 01 00 00 01 'a' 04");
        await client.ExpectAsync("90 04 00 01 00 00");

        await client.SendAsync("32 07 00 01 'a' 00 01 00 'x'");
        await client.ExpectAsync("40 03 00 01 10");
        await other.SendAsync("30 05 00 01 'a' 00 'y'");

        await client.ExpectAsync("30 05 00 01 'a' 00 'y'");
    }

    [Theory(DisplayName = "[MQTT-4.7.1-1..3, 4.8.2-1, -2, 3.8.3-4] a filter that cannot be ends the connection")]
    [InlineData("82 * 00 01 00 00 03 'a#b' 00", "E0 01 8F")]
    [InlineData("82 * 00 01 00 00 05 'a/#/b' 00", "E0 01 8F")]
    [InlineData("82 * 00 01 00 00 04 'a/b+' 00", "E0 01 8F")]
    [InlineData("82 * 00 01 00 00 08 '$share/g' 00", "E0 01 8F")]
    [InlineData("82 * 00 01 00 00 0A '$share//a/' 00", "E0 01 8F")]
    [InlineData("82 * 00 01 00 00 0B '$share/+/ab' 00", "E0 01 8F")]
    [InlineData("82 * 00 01 00 00 0A '$share/g/a' 04", "E0 01 82")]
    [InlineData("A2 * 00 01 00 00 03 'a#b'", "E0 01 8F")]
    public async Task Impossible_filter(string sent, string answer)
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync(properties: "17 00");

        await client.SendAsync(sent);

        await client.ExpectAsync(answer);
        await client.ExpectEndAsync();
    }

    [Fact(DisplayName = "[MQTT-3.3.1-5..8] a retained message replaces the last, an empty one removes it, one of QoS 0 is kept, too")]
    public async Task Retained()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync();

        await client.SendAsync("31 05 00 01 'a' 00 '1' 31 05 00 01 'a' 00 '2' 33 07 00 01 'b' 00 01 00 '3' 30 05 00 01 'c' 00 '4'");
        await client.ExpectAsync("40 03 00 01 10");
        await client.SendAsync("82 07 00 01 00 00 01 '+' 01");
        await client.ExpectAsync("90 04 00 01 00 01");
        var packets = new[] { await client.ReceivePacketAsync(), await client.ReceivePacketAsync() };
        Assert.Equal(["31050001610032", "330700016200020033"], packets.Select(Convert.ToHexString).Order());
        await client.SendAsync("31 04 00 01 'a' 00");
        await client.ExpectAsync("30 04 00 01 'a' 00");
        await client.SendAsync("82 07 00 01 00 00 01 'a' 01");

        await client.ExpectAsync("90 04 00 01 00 01");
        await client.ExpectQuietAsync();
        Assert.Equal(1, broker.Server.RetainedCount);
    }

    [Fact(DisplayName = "[MQTT-3.3.1-9..11] retain handling: send, send if new, do not send")]
    public async Task Retain_handling()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync();
        await client.SendAsync("31 05 00 01 'a' 00 '1'");

        await client.SendAsync("82 07 00 01 00 00 01 'a' 20 82 07 00 02 00 00 01 'a' 10 82 07 00 03 00 00 01 'a' 00 82 07 00 04 00 00 01 '+' 10");

        await client.ExpectAsync("90 04 00 01 00 00 90 04 00 02 00 00 90 04 00 03 00 00");
        await client.ExpectAsync("31 05 00 01 'a' 00 '1' 90 04 00 04 00 00 31 05 00 01 'a' 00 '1'");
        await client.ExpectQuietAsync();
    }

    [Fact(DisplayName = "[MQTT-3.3.1-12, -13] retain as published")]
    public async Task Retain_as_published()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync("plain");
        using var asIs = await broker.ConnectAsync("as-is");
        await client.SendAsync("82 07 00 01 00 00 01 'a' 00");
        await client.ExpectAsync("90 04 00 01 00 00");
        await asIs.SendAsync("82 07 00 01 00 00 01 'a' 08");
        await asIs.ExpectAsync("90 04 00 01 00 00");

        await client.SendAsync("31 05 00 01 'a' 00 '1' 30 05 00 01 'a' 00 '2'");

        await client.ExpectAsync("30 05 00 01 'a' 00 '1' 30 05 00 01 'a' 00 '2'");
        await asIs.ExpectAsync("31 05 00 01 'a' 00 '1' 30 05 00 01 'a' 00 '2'");
    }

    [Fact(DisplayName = "a retained message expires")]
    public async Task Retained_expires()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync();
        await client.SendAsync("31 0A 00 01 'a' 05 02 00 00 00 05 '1' 82 07 00 01 00 00 01 '#' 00");
        await client.ExpectAsync("90 04 00 01 00 00 31 0A 00 01 'a' 05 02 00 00 00 05 '1'");

        broker.Clock.Advance(6);
        await client.SendAsync("82 07 00 02 00 00 01 '#' 00");

        await client.ExpectAsync("90 04 00 02 00 00");
        await client.ExpectQuietAsync();
        Assert.Equal(0, broker.Server.RetainedCount);
    }

    [Fact(DisplayName = "retained messages above the limit are passed on but not kept")]
    public async Task Too_many_retained()
    {
        await using var broker = await TestBroker.StartAsync(o => o.RetainedMessages = 1);
        using var client = await broker.ConnectAsync();

        await client.SendAsync("31 05 00 01 'a' 00 '1' 31 05 00 01 'b' 00 '2' 31 05 00 01 'a' 00 '3'");
        await client.ExpectQuietAsync();

        Assert.Equal(1, broker.Server.RetainedCount);
        Assert.Contains("dropped c b RetainedFull", broker.Watcher.Lines);
    }

    [Fact(DisplayName = "[MQTT-4.7.2-1] wildcards do not match topics that begin with $")]
    public async Task Dollar()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync();
        await client.SendAsync("82 0B 00 01 00 00 01 '#' 00 00 01 '+' 00 82 09 00 02 00 00 03 '$/#' 00");
        await client.ExpectAsync("90 05 00 01 00 00 00 90 04 00 02 00 00");

        await client.SendAsync("30 05 00 01 '$' 00 '1' 30 07 00 03 '$/a' 00 '2'");

        await client.ExpectAsync("30 05 00 01 '$' 00 '1' 30 07 00 03 '$/a' 00 '2'");
        await client.ExpectQuietAsync();
    }

    [Fact(DisplayName = "[MQTT-4.8.2-4, -5] a shared subscription: each message goes to one of the members, and to whom is connected")]
    public async Task Shared()
    {
        await using var broker = await TestBroker.StartAsync();
        using var one = await broker.ConnectAsync("one");
        using var two = await broker.ConnectAsync("two");
        using var plain = await broker.ConnectAsync("plain");
        foreach (var member in new[] { one, two })
        {
            await member.SendAsync("82 * 00 01 00 00 0A '$share/g/a' 00");
            await member.ExpectAsync("90 04 00 01 00 00");
        }

        await plain.SendAsync("82 * 00 01 00 00 01 'a' 00");
        await plain.ExpectAsync("90 04 00 01 00 00");
        await plain.SendAsync("30 05 00 01 'a' 00 '1' 30 05 00 01 'a' 00 '2' 30 05 00 01 'a' 00 '3' 30 05 00 01 'a' 00 '4'");
        await plain.ExpectAsync("30 05 00 01 'a' 00 '1' 30 05 00 01 'a' 00 '2' 30 05 00 01 'a' 00 '3' 30 05 00 01 'a' 00 '4'");
        var shares = new[]
        {
            await one.ReceivePacketAsync(), await one.ReceivePacketAsync(), await two.ReceivePacketAsync(), await two.ReceivePacketAsync(),
        };
        await one.SendAsync("E0 00");
        await one.ExpectEndAsync();
        await plain.SendAsync("30 05 00 01 'a' 00 '5'");

        Assert.Equal("1234", string.Concat(shares.Select(p => (char)p[6]).Order()));
        await two.ExpectAsync("30 05 00 01 'a' 00 '5'");
        await two.ExpectQuietAsync();
    }

    [Fact(DisplayName = "a member of a share that ends passes on what it did not answer; shares get no retained messages")]
    public async Task Shared_and_ended()
    {
        await using var broker = await TestBroker.StartAsync();
        using var one = await broker.ConnectAsync("one");
        using var two = await broker.ConnectAsync("two");
        await one.SendAsync("33 07 00 01 'a' 00 09 00 'r'");
        await one.ExpectAsync("40 03 00 09 10");
        await one.SendAsync("82 * 00 01 00 00 0A '$share/g/a' 01");
        await one.ExpectAsync("90 04 00 01 00 01");
        await two.SendAsync("32 07 00 01 'a' 00 01 00 'x'");
        await two.ExpectAsync("40 02 00 01");
        await one.ExpectAsync("32 07 00 01 'a' 00 02 00 'x'");
        await two.SendAsync("82 * 00 01 00 00 0A '$share/g/a' 01");
        await two.ExpectAsync("90 04 00 01 00 01");

        one.Crash();

        await two.ExpectAsync("32 07 00 01 'a' 00 02 00 'x'");
    }

    [Fact(DisplayName = "0x97: more subscriptions than a client may have")]
    public async Task Too_many()
    {
        await using var broker = await TestBroker.StartAsync(o => o.Limits = new MqttLimits { Subscriptions = 1 });
        using var client = await broker.ConnectAsync();

        await client.SendAsync("82 0B 00 01 00 00 01 'a' 00 00 01 'b' 00 82 07 00 02 00 00 01 'a' 01");

        await client.ExpectAsync("90 05 00 01 00 00 97 90 04 00 02 00 01");
    }
}
