using Werkstrom.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Server;

/// <summary>Receive maximum, topic aliases and packet sizes, both ways (3.3.2.3.4, 4.9, 3.1.2.11).</summary>
public sealed class LimitTests
{
    [Fact(DisplayName = "[MQTT-3.3.4-9, 3.3.4-7] more under way than the receive maximum ends the connection with 0x93")]
    public async Task Receive_maximum_of_the_server()
    {
        await using var broker = await TestBroker.StartAsync(o => o.Limits = new MqttLimits { ReceiveMaximum = 2 });
        using var client = await broker.OpenAsync();
        await client.SendAsync("10 * 00 04 'MQTT' 05 02 00 00 02 17 00 00 01 'c'");
        await client.ExpectAsync("20 0E 00 00 0B 21 00 02 27 00 10 00 00 22 00 40");

        await client.SendAsync("34 07 00 01 'a' 00 01 00 'x' 34 07 00 01 'a' 00 02 00 'x'");
        await client.ExpectAsync("50 03 00 01 10 50 03 00 02 10");
        await client.SendAsync("62 02 00 01");
        await client.ExpectAsync("70 02 00 01");
        await client.SendAsync("34 07 00 01 'a' 00 03 00 'x'");
        await client.ExpectAsync("50 03 00 03 10");
        await client.SendAsync("34 07 00 01 'a' 00 04 00 'x'");

        await client.ExpectAsync("E0 01 93");
        await client.ExpectEndAsync();
    }

    [Fact(DisplayName = "[MQTT-4.9.0-1, -2] no more are under way to a client than its receive maximum; PUBACK and PUBCOMP make room")]
    public async Task Receive_maximum_of_the_client()
    {
        await using var broker = await TestBroker.StartAsync();
        using var reader = await broker.ConnectAsync("reader", properties: "21 00 02");
        using var writer = await broker.ConnectAsync("writer");
        await reader.SendAsync("82 07 00 01 00 00 01 'a' 02");
        await reader.ExpectAsync("90 04 00 01 00 02");

        await writer.SendAsync("32 07 00 01 'a' 00 01 00 '1' 34 07 00 01 'a' 00 02 00 '2' 32 07 00 01 'a' 00 03 00 '3' 32 07 00 01 'a' 00 04 00 '4'");
        await writer.ExpectAsync("40 02 00 01 50 02 00 02 40 02 00 03 40 02 00 04");
        await reader.ExpectAsync("32 07 00 01 'a' 00 02 00 '1' 34 07 00 01 'a' 00 03 00 '2'");
        await reader.ExpectQuietAsync();
        await reader.SendAsync("50 02 00 03");
        await reader.ExpectAsync("62 02 00 03");
        await reader.ExpectQuietAsync();
        await reader.SendAsync("70 02 00 03");
        await reader.ExpectAsync("32 07 00 01 'a' 00 04 00 '3'");
        await reader.SendAsync("40 02 00 02");

        await reader.ExpectAsync("32 07 00 01 'a' 00 05 00 '4'");
    }

    [Fact(DisplayName = "[MQTT-3.3.2-7..12] topic aliases of the client")]
    public async Task Aliases_of_the_client()
    {
        await using var broker = await TestBroker.StartAsync(o => o.TopicAliasMaximum = 2);
        using var client = await broker.OpenAsync();
        await client.SendAsync("10 * 00 04 'MQTT' 05 02 00 00 02 17 00 00 01 'c'");
        await client.ExpectAsync("20 0E 00 00 0B 21 03 E8 27 00 10 00 00 22 00 02");
        await client.SendAsync("82 07 00 01 00 00 01 '#' 00");
        await client.ExpectAsync("90 04 00 01 00 00");

        await client.SendAsync("30 08 00 01 'a' 03 23 00 02 '1' 30 07 00 00 03 23 00 02 '2' 30 08 00 01 'b' 03 23 00 02 '3' 30 07 00 00 03 23 00 02 '4'");
        await client.ExpectAsync("30 05 00 01 'a' 00 '1' 30 05 00 01 'a' 00 '2' 30 05 00 01 'b' 00 '3' 30 05 00 01 'b' 00 '4'");
        await client.SendAsync("30 07 00 00 03 23 00 01 '5'");

        await client.ExpectAsync("E0 01 82");
        await client.ExpectEndAsync();
    }

    [Theory(DisplayName = "[MQTT-3.3.2-8, -9] an alias of 0 or above the maximum ends the connection with 0x94")]
    [InlineData("30 08 00 01 'a' 03 23 00 00 '1'")]
    [InlineData("30 08 00 01 'a' 03 23 00 41 '1'")]
    public async Task Wrong_alias(string hex)
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync(properties: "17 00");

        await client.SendAsync(hex);

        await client.ExpectAsync("E0 01 94");
        await client.ExpectEndAsync();
    }

    [Fact(DisplayName = "[MQTT-3.1.2-26, -27] the server uses as many aliases as the client takes")]
    public async Task Aliases_of_the_server()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync(properties: "22 00 01");
        await client.SendAsync("82 07 00 01 00 00 01 '#' 02");
        await client.ExpectAsync("90 04 00 01 00 02");

        await client.SendAsync("30 05 00 01 'a' 00 '1' 30 05 00 01 'a' 00 '2' 30 05 00 01 'b' 00 '3'");

        await client.ExpectAsync("30 08 00 01 'a' 03 23 00 01 '1' 30 07 00 00 03 23 00 01 '2' 30 05 00 01 'b' 00 '3'");
    }

    [Fact(DisplayName = "[MQTT-3.1.2-24, -25] what is larger than the client takes is not sent, and counts as sent")]
    public async Task Maximum_packet_size_of_the_client()
    {
        await using var broker = await TestBroker.StartAsync();
        using var reader = await broker.ConnectAsync("reader", properties: "27 00 00 00 14 21 00 01");
        using var writer = await broker.ConnectAsync("writer");
        await reader.SendAsync("82 07 00 01 00 00 01 'a' 01");
        await reader.ExpectAsync("90 04 00 01 00 01");

        await writer.SendAsync("32 * 00 01 'a' 00 01 00 '0123456789abcdef'");
        await writer.SendAsync("32 07 00 01 'a' 00 02 00 'x'");

        await reader.ExpectAsync("32 07 00 01 'a' 00 03 00 'x'");
        Assert.Contains("dropped reader a TooLarge", broker.Watcher.Lines);
    }

    [Fact(DisplayName = "a packet above the server's maximum ends the connection with 0x95")]
    public async Task Maximum_packet_size_of_the_server()
    {
        await using var broker = await TestBroker.StartAsync(o => o.Limits = new MqttLimits { MaximumPacketSize = 40 });
        using var client = await broker.OpenAsync();
        await client.SendAsync("10 * 00 04 'MQTT' 05 02 00 00 02 17 00 00 01 'c'");
        await client.ExpectAsync("20 0E 00 00 0B 21 03 E8 27 00 00 00 28 22 00 40");

        await client.SendAsync("30 27 00 01");

        await client.ExpectAsync("E0 01 95");
        await client.ExpectEndAsync();
    }
}
