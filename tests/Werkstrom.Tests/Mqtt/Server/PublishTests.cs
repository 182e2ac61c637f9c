using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Server;

/// <summary>Sections 3.3 to 3.7, 4.3, 4.4, 4.6 and 4.9.</summary>
public sealed class PublishTests
{
    [Fact(DisplayName = "[MQTT-4.3.1-1, 4.3.2-1, 4.3.3-1] messages of each QoS arrive as they were published")]
    public async Task Each_qos()
    {
        await using var broker = await TestBroker.StartAsync();
        using var reader = await broker.ConnectAsync("reader");
        using var writer = await broker.ConnectOldAsync("writer");
        await reader.SendAsync("82 07 00 01 00 00 01 'a' 02");
        await reader.ExpectAsync("90 04 00 01 00 02");

        await writer.SendAsync("30 04 00 01 'a' '0' 32 06 00 01 'a' 00 07 '1' 34 06 00 01 'a' 00 08 '2'");
        await writer.ExpectAsync("40 02 00 07 50 02 00 08");
        await writer.SendAsync("62 02 00 08");
        await writer.ExpectAsync("70 02 00 08");

        await reader.ExpectAsync("30 05 00 01 'a' 00 '0' 32 07 00 01 'a' 00 02 00 '1' 34 07 00 01 'a' 00 03 00 '2'");
        await reader.SendAsync("40 02 00 02 50 02 00 03");
        await reader.ExpectAsync("62 02 00 03");
        await reader.SendAsync("70 02 00 03");
        await reader.ExpectQuietAsync();
    }

    [Fact(DisplayName = "[MQTT-3.8.4-8] a message comes with the lower of its QoS and that of the subscription")]
    public async Task Granted_qos()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectOldAsync();
        await client.SendAsync("82 06 00 01 00 01 'a' 00");
        await client.ExpectAsync("90 03 00 01 00");

        await client.SendAsync("34 06 00 01 'a' 00 08 '2'");

        Assert.Equal(["50020008", "300400016132"], new[] { await client.ReceivePacketAsync(), await client.ReceivePacketAsync() }.Select(Convert.ToHexString).OrderDescending());
    }

    [Fact(DisplayName = "[MQTT-4.3.3-10] QoS 2: what is sent again before PUBREL is answered and not passed on again")]
    public async Task Exactly_once()
    {
        await using var broker = await TestBroker.StartAsync();
        using var reader = await broker.ConnectOldAsync("reader");
        using var writer = await broker.ConnectAsync("writer");
        await reader.SendAsync("82 06 00 01 00 01 'a' 00");
        await reader.ExpectAsync("90 03 00 01 00");

        await writer.SendAsync("34 07 00 01 'a' 00 08 00 'x' 3C 07 00 01 'a' 00 08 00 'x'");
        await writer.ExpectAsync("50 02 00 08 50 02 00 08");
        await writer.SendAsync("62 02 00 08 62 02 00 08 34 07 00 01 'a' 00 08 00 'y'");

        await writer.ExpectAsync("70 02 00 08 70 03 00 08 92 50 02 00 08");
        await reader.ExpectAsync("30 04 00 01 'a' 'x' 30 04 00 01 'a' 'y'");
        await reader.ExpectQuietAsync();
    }

    [Fact(DisplayName = "0x10: nobody wants the message")]
    public async Task No_subscriber()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync();

        await client.SendAsync("32 07 00 01 'a' 00 01 00 'x' 34 07 00 01 'a' 00 02 00 'x'");

        await client.ExpectAsync("40 03 00 01 10 50 03 00 02 10");
    }

    [Fact(DisplayName = "0x87: a denied topic; MQTT 3.1.1 gets a normal answer and the message goes nowhere (3.1.1 [MQTT-3.3.5-2])")]
    public async Task Denied()
    {
        await using var broker = await TestBroker.StartAsync(authority: new TestAuthority { Denied = ["no"] });
        using var v5 = await broker.ConnectAsync("five");
        using var v3 = await broker.ConnectOldAsync("three");
        await v5.SendAsync("82 07 00 01 00 00 01 '+' 02");
        await v5.ExpectAsync("90 04 00 01 00 02");

        await v5.SendAsync("32 08 00 02 'no' 00 01 00 'x' 34 08 00 02 'no' 00 02 00 'x' 30 06 00 02 'no' 00 'x'");
        await v3.SendAsync("32 07 00 02 'no' 00 05 'x'");

        await v5.ExpectAsync("40 03 00 01 87 50 03 00 02 87");
        await v3.ExpectAsync("40 02 00 05");
        await v5.ExpectQuietAsync();
        Assert.Contains("denied three no True", broker.Watcher.Lines);
    }

    [Fact(DisplayName = "a topic of more than 128 levels: 0x90 in MQTT 5; in 3.1.1 a normal answer, and whoever watches is told")]
    public async Task Too_deep()
    {
        await using var broker = await TestBroker.StartAsync();
        using var v3 = await broker.ConnectOldAsync("three");

        await v3.SendAsync($"32 84 01 00 80 '{new string('/', 128)}' 00 05");

        await v3.ExpectAsync("40 02 00 05");
        Assert.Contains($"denied three {new string('/', 128)} True", broker.Watcher.Lines);
    }

    [Fact(DisplayName = "[MQTT-4.6.0-2, -3] answers come in the order of the messages, though the intake is quicker with later ones")]
    public async Task Answers_in_order()
    {
        var intake = new HeldIntake();
        await using var broker = await TestBroker.StartAsync(intake: intake);
        using var client = await broker.ConnectAsync();

        await client.SendAsync("32 07 00 01 'a' 00 01 00 'x'");
        await intake.BatchAsync(0);
        await client.SendAsync("32 07 00 01 'a' 00 02 00 'x'");
        await intake.BatchAsync(1);
        await client.SendAsync("34 07 00 01 'a' 00 03 00 'x'");
        await intake.BatchAsync(2);
        intake.Release(2, MqttReason.Success);
        intake.Release(1, MqttReason.PayloadFormatInvalid);
        await client.ExpectQuietAsync();
        intake.Release(0, MqttReason.Success);

        await client.ExpectAsync("40 02 00 01 40 03 00 02 99 50 02 00 03");
    }

    [Fact(DisplayName = "what the intake refuses goes to no subscriber, and its QoS 2 identifier is free again [MQTT-4.3.3-9]")]
    public async Task Refused_by_the_intake()
    {
        var intake = new HeldIntake();
        await using var broker = await TestBroker.StartAsync(intake: intake);
        using var client = await broker.ConnectAsync();
        await client.SendAsync("82 07 00 01 00 00 01 'a' 00");
        await client.ExpectAsync("90 04 00 01 00 00");

        await client.SendAsync("34 07 00 01 'a' 00 03 00 'x'");
        await intake.BatchAsync(0);
        intake.Release(0, MqttReason.PayloadFormatInvalid);
        await client.ExpectAsync("50 03 00 03 99");
        await client.SendAsync("34 07 00 01 'a' 00 03 00 'y'");
        await intake.BatchAsync(1);
        intake.Release(1, MqttReason.Success);

        var answers = new[] { await client.ReceivePacketAsync(), await client.ReceivePacketAsync() }.Select(Convert.ToHexString);
        Assert.Equal(["50020003", "30050001610079"], answers.OrderDescending());
    }

    [Fact(DisplayName = "a client of 3.1.1 whose message cannot be taken now is not answered but disconnected, and keeps the message")]
    public async Task Refused_in_3_1_1()
    {
        var intake = new HeldIntake();
        await using var broker = await TestBroker.StartAsync(intake: intake);
        using var client = await broker.ConnectOldAsync();

        await client.SendAsync("32 06 00 01 'a' 00 03 'x'");
        await intake.BatchAsync(0);
        intake.Release(0, MqttReason.QuotaExceeded);

        await client.ExpectEndAsync();
    }

    [Theory(DisplayName = "a client of 5.0 whose message cannot be taken now is disconnected with the reason: any answer would end the message")]
    [InlineData(MqttReason.QuotaExceeded, 0x97)]
    [InlineData(MqttReason.ServerBusy, 0x89)]
    [InlineData(MqttReason.ServerUnavailable, 0x89)]
    public async Task Refused_for_now(MqttReason reason, int told)
    {
        var intake = new HeldIntake();
        await using var broker = await TestBroker.StartAsync(intake: intake);
        using var client = await broker.ConnectAsync();

        await client.SendAsync("32 07 00 01 'a' 00 03 00 'x'");
        await intake.BatchAsync(0);
        intake.Release(0, reason);

        var packet = await client.ReceivePacketAsync();
        Assert.Equal((0xE0, told), (packet[0], packet[2]));
        await client.ExpectEndAsync();
    }

    [Fact(DisplayName = "an intake that fails acknowledges nothing")]
    public async Task Failing_intake()
    {
        var intake = new HeldIntake();
        await using var broker = await TestBroker.StartAsync(intake: intake);
        using var client = await broker.ConnectAsync();

        await client.SendAsync("32 07 00 01 'a' 00 01 00 'x'");
        await intake.BatchAsync(0);
        intake.Fail(0);

        var packet = await client.ReceivePacketAsync();
        Assert.Equal((0xE0, 0x83), (packet[0], packet[2]));
    }

    [Fact(DisplayName = "[MQTT-3.3.2-4, -15, -17, -18, -20] what belongs to the application is passed on unaltered and in order")]
    public async Task Application_properties()
    {
        const string Properties = "01 01 08 00 01 'r' 26 00 01 'k' 00 01 '1' 09 00 01 FF 26 00 01 'k' 00 01 '2' 03 00 01 'j'";
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync();
        await client.SendAsync("82 07 00 01 00 00 01 'a' 00");
        await client.ExpectAsync("90 04 00 01 00 00");

        await client.SendAsync($"30 * 00 01 'a' 1F 23 00 01 {Properties} 'x'");

        await client.ExpectAsync($"30 * 00 01 'a' 1C {Properties} 'x'");
    }

    [Fact(DisplayName = "[MQTT-3.3.2-5, -6] a message expires; who gets it before is told the time that is left")]
    public async Task Expiry()
    {
        await using var broker = await TestBroker.StartAsync();
        using (var reader = await broker.ConnectAsync("reader", properties: "11 00 00 FF FF"))
        {
            await reader.SendAsync("82 07 00 01 00 00 01 'a' 01");
            await reader.ExpectAsync("90 04 00 01 00 01");
            await reader.SendAsync("E0 00");
            await reader.ExpectEndAsync();
        }

        using var writer = await broker.ConnectAsync("writer");
        await writer.SendAsync("32 0C 00 01 'a' 00 01 05 02 00 00 00 0A '1' 32 0C 00 01 'a' 00 02 05 02 00 00 00 03 '2' 32 0C 00 01 'a' 00 03 05 02 00 00 00 0A '3'");
        await writer.ExpectAsync("40 02 00 01 40 02 00 02 40 02 00 03");
        broker.Clock.Advance(4);
        using var again = await broker.OpenAsync();
        await again.ConnectAsync("reader", "11 00 00 FF FF", clean: false, keepAlive: 0, present: true);

        await again.ExpectAsync("32 0C 00 01 'a' 00 02 05 02 00 00 00 06 '1' 32 0C 00 01 'a' 00 04 05 02 00 00 00 06 '3'");
        await again.ExpectQuietAsync();
    }

    [Fact(DisplayName = "[MQTT-3.3.4-6] a client that sends a subscription identifier breaks the protocol")]
    public async Task Subscription_identifier_of_a_client()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync(properties: "17 00");

        await client.SendAsync("30 07 00 01 'a' 02 0B 01 'x'");

        await client.ExpectAsync("E0 01 82");
    }

    [Fact(DisplayName = "what a client sent before it closed the connection is passed on to the last message")]
    public async Task Sent_before_the_end()
    {
        await using var broker = await TestBroker.StartAsync();
        using var reader = await broker.ConnectOldAsync("reader");
        await reader.SendAsync("82 06 00 01 00 01 'a' 00");
        await reader.ExpectAsync("90 03 00 01 00");
        byte[] message = [0x30, 0x87, 0x08, 0, 1, (byte)'a', .. new byte[1028]];

        using (var writer = await broker.ConnectOldAsync("writer"))
        {
            for (var i = 0; i < 400; i++)
                await writer.SendAsync(message);
        }

        for (var i = 0; i < 400; i++)
            Assert.Equal(message, await reader.ReceiveAsync(message.Length));
    }
}
