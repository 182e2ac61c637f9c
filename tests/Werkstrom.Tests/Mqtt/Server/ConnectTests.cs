using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Server;

/// <summary>Sections 3.1, 3.2, 3.12, 3.14, 3.15 and 4.12. Numbers in brackets are statements of MQTT 5 unless they say 3.1.1.</summary>
public sealed class ConnectTests
{
    const string Terms = "0B 21 03 E8 27 00 10 00 00 22 00 40";

    [Fact(DisplayName = "[MQTT-3.1.4-5] CONNECT is answered with CONNACK, PINGREQ with PINGRESP [MQTT-3.12.4-1]")]
    public async Task Connect_and_ping()
    {
        await using var broker = await TestBroker.StartAsync();
        using var v5 = await broker.ConnectAsync("five");
        using var v3 = await broker.ConnectOldAsync("three");

        await v5.ExpectQuietAsync();
        await v3.ExpectQuietAsync();
        Assert.Equal(["five", "three"], broker.Server.Clients.Select(c => c.ClientId).Order());
    }

    [Fact(DisplayName = "[MQTT-3.14.0-1] a connection that is ended while its CONNECT is answered gets no DISCONNECT before the CONNACK")]
    public async Task Ended_while_it_connects()
    {
        var authority = new TestAuthority();
        await using var broker = await TestBroker.StartAsync(authority: authority);
        using var before = await broker.ConnectAsync("c", "11 00 00 00 3C", clean: false);
        await before.SendAsync("82 07 00 01 00 00 01 'a' 00");
        await before.ExpectAsync("90 04 00 01 00 00");
        var ending = default(ValueTask);
        authority.Asked = () => ending = broker.Server.DisposeAsync(); // its first step ends every connection

        using var client = await broker.OpenAsync();
        await client.SendAsync("10 * 00 04 'MQTT' 05 00 00 00 05 11 00 00 00 3C 00 01 'c'");

        await client.ExpectAsync("20 0E 01 00 0B 21 03 E8 27 00 10 00 00 22 00 40");
        await client.ExpectEndAsync();
        await ending;
    }

    [Fact(DisplayName = "[MQTT-3.1.3-6, 3.2.2-16] a client without identifier gets one")]
    public async Task Assigned_identifier()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.OpenAsync();

        await client.SendAsync("10 * 00 04 'MQTT' 05 02 00 00 00 00 00");
        var answer = await client.ReceivePacketAsync();

        Assert.Equal([0x20, 54, 0, 0, 51, 0x12, 0, 37], answer[..8]);
        Assert.StartsWith("auto-", System.Text.Encoding.ASCII.GetString(answer[8..45]), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "a CONNECT that is refused is answered, or not, as the standard says, and the connection ends")]
    [InlineData("10 * 00 04 'MQTT' 04 00 00 00 00 00", "20 02 00 02", "3.1.1 [MQTT-3.1.3-8] no identifier, no clean session")]
    [InlineData("10 * 00 06 'MQIsdp' 03 02 00 00 00 01 'c'", "20 02 00 01", "3.1.1 [MQTT-3.1.2-2] protocol level")]
    [InlineData("10 * 00 04 'MQTT' 06 02 00 00 00 00 01 'c'", "20 03 00 84 00", "[MQTT-3.1.2-2] protocol level")]
    [InlineData("10 * 00 04 'MQTT' 05 03 00 00 00 00 01 'c'", "20 03 00 81 00", "[MQTT-3.1.2-3] reserved flag")]
    [InlineData("10 * 00 04 'MQTT' 04 03 00 00 00 01 'c'", "", "3.1.1 [MQTT-3.1.2-3] reserved flag")]
    [InlineData("10 * 00 04 'MQTX' 05 02 00 00 00 00 01 'c'", "", "[MQTT-3.1.2-1] protocol name")]
    [InlineData("10 * 00 04 'MQTT' 05 02 00 00 03 21 00 00 00 01 'c'", "20 03 00 82 00", "receive maximum 0")]
    [InlineData("10 * 00 04 'MQTT' 05 02 00 00 04 15 00 01 'x' 00 01 'c'", "20 03 00 8C 00", "[MQTT-4.12.0-1] enhanced authentication")]
    [InlineData("C0 00", "", "[MQTT-3.1.0-1] the first packet is a CONNECT")]
    [InlineData("'GET' 20 '/' 0D 0A", "", "no MQTT at all")]
    public async Task Refused(string sent, string answer, string what)
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.OpenAsync();

        await client.SendAsync(sent);

        await client.ExpectAsync(answer);
        await client.ExpectEndAsync();
        Assert.True(broker.Watcher.Lines.Count == 1 && broker.Watcher.Lines.First().StartsWith("refused", StringComparison.Ordinal), what);
    }

    [Theory(DisplayName = "what the authority says is told in the words of the protocol")]
    [InlineData(MqttReason.BadUserNameOrPassword, "20 03 00 86 00", "20 02 00 04")]
    [InlineData(MqttReason.NotAuthorized, "20 03 00 87 00", "20 02 00 05")]
    [InlineData(MqttReason.ServerUnavailable, "20 03 00 88 00", "20 02 00 03")]
    [InlineData(MqttReason.ClientIdentifierNotValid, "20 03 00 85 00", "20 02 00 02")]
    public async Task Not_admitted(MqttReason reason, string v5, string v3)
    {
        await using var broker = await TestBroker.StartAsync(authority: new TestAuthority { Admit = c => c.UserName == "me" ? new(reason) : MqttAdmission.Granted() });
        using var five = await broker.OpenAsync();
        using var three = await broker.OpenAsync();

        await five.SendAsync("10 * 00 04 'MQTT' 05 C2 00 00 00 00 01 'c' 00 02 'me' 00 01 'p'");
        await three.SendAsync("10 * 00 04 'MQTT' 04 C2 00 00 00 01 'c' 00 02 'me' 00 01 'p'");

        await five.ExpectAsync(v5);
        await five.ExpectEndAsync();
        await three.ExpectAsync(v3);
        await three.ExpectEndAsync();
    }

    [Fact(DisplayName = "[MQTT-3.1.4-3] a second connection takes over; the first is told 0x8E")]
    public async Task Take_over()
    {
        await using var broker = await TestBroker.StartAsync();
        using var first = await broker.ConnectAsync("same");
        using var second = await broker.ConnectAsync("same");

        var told = await first.ReceivePacketAsync();

        Assert.Equal([0xE0, 0x8E], [told[0], told[2]]);
        await first.ExpectEndAsync();
        await second.ExpectQuietAsync();
    }

    [Fact(DisplayName = "[MQTT-3.1.0-2] a second CONNECT is a protocol error")]
    public async Task Second_connect()
    {
        await using var broker = await TestBroker.StartAsync();
        using var v5 = await broker.ConnectAsync("five", properties: "17 00");
        using var v3 = await broker.ConnectOldAsync("three");

        await v5.SendAsync("10 * 00 04 'MQTT' 05 02 00 00 00 00 01 'c'");
        await v3.SendAsync("10 * 00 04 'MQTT' 04 02 00 00 00 01 'c'");

        await v5.ExpectAsync("E0 01 82");
        await v5.ExpectEndAsync();
        await v3.ExpectEndAsync();
    }

    [Theory(DisplayName = "[MQTT-3.2.2-21, -22] a client that asks for a longer keep-alive is told the server's")]
    [InlineData(120, "20 11 00 00 0E 13 00 3C 21 03 E8 27 00 10 00 00 22 00 40")]
    [InlineData(0, "20 11 00 00 0E 13 00 3C 21 03 E8 27 00 10 00 00 22 00 40")]
    [InlineData(30, "20 0E 00 00 0B 21 03 E8 27 00 10 00 00 22 00 40")]
    public async Task Server_keep_alive(int asked, string answer)
    {
        await using var broker = await TestBroker.StartAsync(o => o.MaximumKeepAlive = 60);
        using var client = await broker.OpenAsync();

        await client.SendAsync($"10 * 00 04 'MQTT' 05 02 00 {asked:X2} 00 00 01 'c'");

        await client.ExpectAsync(answer);
    }

    [Fact(DisplayName = "[MQTT-3.1.2-22] silence for 1.5 times the keep-alive ends the connection with 0x8D")]
    public async Task Keep_alive()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync(keepAlive: 10, properties: "17 00");
        using var patient = await broker.ConnectAsync("patient");

        broker.Clock.Advance(15);
        await client.ExpectQuietAsync();
        broker.Clock.Advance(15.5);

        await broker.Clock.AdvanceUntilAsync(client.ExpectAsync("E0 01 8D"));
        await client.ExpectEndAsync();
        await patient.ExpectQuietAsync();
    }

    [Fact(DisplayName = "a connection without CONNECT ends after the time-out")]
    public async Task Connect_timeout()
    {
        await using var broker = await TestBroker.StartAsync();
        using var silent = await broker.OpenAsync();
        using var other = await broker.ConnectAsync(); // the first one is accepted by then

        broker.Clock.Advance(11);

        await silent.ExpectEndAsync();
        await other.ExpectQuietAsync();
    }

    [Fact(DisplayName = "[MQTT-3.1.2-28] response information only for whom asks for it")]
    public async Task Response_information()
    {
        await using var broker = await TestBroker.StartAsync(o => o.ResponseInformation = "r/");
        using var asking = await broker.OpenAsync();
        using var other = await broker.ConnectAsync();

        await asking.SendAsync("10 * 00 04 'MQTT' 05 02 00 00 02 19 01 00 01 'a'");

        await asking.ExpectAsync($"20 13 00 00 10 {Terms[3..]} 1A 00 02 'r/'");
    }

    [Fact(DisplayName = "[MQTT-3.1.2-29] without request problem information there is no reason string")]
    public async Task Problem_information()
    {
        await using var broker = await TestBroker.StartAsync();
        using var quiet = await broker.ConnectAsync("quiet", properties: "17 00");
        using var curious = await broker.ConnectAsync("curious");

        await quiet.SendAsync("F0 00");
        await curious.SendAsync("F0 00");

        await quiet.ExpectAsync("E0 01 82");
        var told = await curious.ReceivePacketAsync();
        Assert.Equal([0xE0, 0x82, 0x1F], [told[0], told[2], told[4]]);
    }

    [Fact(DisplayName = "more connections than allowed are refused as busy")]
    public async Task Too_many()
    {
        await using var broker = await TestBroker.StartAsync(o => o.MaximumConnections = 1);
        using var first = await broker.ConnectAsync("first");
        using var second = await broker.OpenAsync();

        await second.SendAsync("10 * 00 04 'MQTT' 05 02 00 00 00 00 01 'c'");

        await second.ExpectAsync("20 03 00 89 00");
        await second.ExpectEndAsync();
    }

    [Fact(DisplayName = "[MQTT-4.13.1-1] a malformed packet ends the connection with 0x81; what came before counts")]
    public async Task Malformed()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync(properties: "17 00");

        await client.SendAsync("32 07 00 01 'a' 00 01 00 'x' C1 00");

        await client.ExpectAsync("40 03 00 01 10 E0 01 81");
        await client.ExpectEndAsync();
    }

    [Fact(DisplayName = "a shut-down is told with 0x8B")]
    public async Task Shut_down()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await broker.ConnectAsync(properties: "17 00");

        await broker.DisposeAsync();

        await client.ExpectAsync("E0 01 8B");
        await client.ExpectEndAsync();
        Assert.Equal(["connected c", "disconnected c ServerShuttingDown"], broker.Watcher.Lines);
    }
}
